/*
 * Billing groups: the accounts billed together to one customer, and who that customer is.
 *
 * Who may reach a group: everyone who may read groups of the partner, but a payer_admin only those
 * that hold accounts of its payers (or none at all), and may change only those that hold no
 * others. A group out of reach is not found.
 */
#ifndef PROFORMA_BILLING_GROUP_H
#define PROFORMA_BILLING_GROUP_H

#include "core/cx.h"
#include "core/shape.h"
#include "http/route.h"

/* Whom the bill is addressed to. */
struct bill_to {
    str name;
    str address;
    str email;
    str tax_id;
};
extern const struct shape bill_to_shape;

struct billing_group {
    uuid id;
    str name;
    str description;
    uuid pricing_plan_id; /* nil: none, everything is ×1 (plan.h) */
    str pricing_plan_name;
    str currency; /* of the bill; the partner's unless given */
    object bill_to;
    int64_t accounts; /* in it today */
    instant updated_at;
    str cursor;
};
extern const struct shape billing_group_shape;

/* `GET /billing-groups` */
struct group_query {
    struct page page;
    str search;           /* in name and description */
    uuid pricing_plan_id; /* nil: of any plan, or none */
};
extern const struct shape group_query_shape;

/* Fails with ERR_not_found when the group is out of the reader's reach. */
bool group_check_readable(struct cx *cx, uuid id);

/* The same for a change: ERR_forbidden when the group holds accounts of other payers. The group is
 * locked until the end of the transaction. */
bool group_check_writable(struct cx *cx, uuid id);

/* ---- handlers ---- */

bool group_create(struct cx *cx);
bool group_update(struct cx *cx);
bool group_delete(struct cx *cx);

#endif
