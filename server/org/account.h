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
    list assignments;         /* of struct account_stay, by day; when one account is read */
    str cursor;
};
extern const struct shape account_shape;
extern const struct shape account_detail_shape; /* with the assignments */

/* The account was, is or will be in that group on the days [starts_on, ends_on). */
struct account_stay {
    uuid billing_group_id;
    str billing_group_name;
    day starts_on;
    day ends_on; /* none: open */
};
extern const struct shape account_stay_shape;

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
    str state;
    str search; /* anywhere in id, name or email, without regard to case */
    str sort;   /* a column, with - in front the largest first; external_id unless given */
};
extern const struct shape account_query_shape;

#endif
