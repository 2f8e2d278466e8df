/*
 * Accounts: what charges belong to. Nobody adds them: an account appears when a bill names it for
 * the first time (ingest/), without a billing group until somebody assigns it to one.
 *
 * The world knows an account by provider and external_id, a string of digits whose leading zeros
 * count. The billing group shown is the one of today; assignments of other days are with the
 * groups (billing/).
 */
#ifndef PROFORMA_ORG_ACCOUNT_H
#define PROFORMA_ORG_ACCOUNT_H

#include "core/cx.h"
#include "core/shape.h"
#include "http/route.h"

struct account {
    str external_id;
    str name;
    str email;
    str state; /* active, suspended, closed */
    str provider;
    uuid payer_id;
    str payer_name;
    uuid billing_group_id; /* nil: unassigned today */
    str billing_group_name;
    period first_seen_period; /* none: not in any bill yet */
    str cursor;
};
extern const struct shape account_shape;

struct account_key {
    str provider;
    str external_id;
};
extern const struct shape account_key_shape;

struct account_query {
    struct page page;
    uuid payer_id;
    uuid billing_group_id;
    bool unassigned;
    str search; /* anywhere in id, name or email, without regard to case */
};
extern const struct shape account_query_shape;

#endif
