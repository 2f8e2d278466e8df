/*
 * Moving an account to a billing group: its assignment elsewhere ends on a day, and one here
 * begins, without end. A preview does the very same, tells what bills become, and is rolled back.
 *
 * What comes later is not guessed: when the account is assigned again after that day, the move is
 * refused, with ERR_account_in_another_group (or ERR_assignment_overlap for the group itself).
 */
#ifndef PROFORMA_BILLING_MOVE_H
#define PROFORMA_BILLING_MOVE_H

#include "billing/bill.h"
#include "core/cx.h"

/* The body of `POST /billing-groups/{id}/accounts/move`. */
struct move_order {
    str account_id; /* the cloud's */
    str provider;   /* aws unless given */
    day starts_on;
    bool preview;
};
extern const struct shape move_order_shape;

struct group_name {
    uuid billing_group_id;
    str name;
};
extern const struct shape group_name_shape;

/* What was, or would be, done. */
struct account_move {
    str account_id;
    str provider;
    object from; /* struct group_name; NULL: the account was in no group on that day */
    object to;   /* struct group_name */
    day starts_on;
};
extern const struct shape account_move_shape;

/* Rounded figures of a bill. */
struct move_figures {
    str cost;
    str pro_forma;
    str margin;
};
extern const struct shape move_figures_shape;

/* What the move makes of one bill. */
struct move_effect {
    period period;
    uuid billing_group_id;
    str name;
    str currency;
    object before; /* struct move_figures */
    object after;
};
extern const struct shape move_effect_shape;

/* The reply. */
struct move_outcome {
    bool preview;
    object moved; /* struct account_move */
    list effect;  /* of struct move_effect, by period; the group left, then the one joined */
};
extern const struct shape move_outcome_shape;

/* ---- handler ---- */

bool move_account(struct cx *cx);

#endif
