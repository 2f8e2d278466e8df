/*
 * Assignments: which accounts a billing group holds, on which days (pricing.md step 1).
 *
 * An account is in at most one group on any day. The group's assignments are written as a whole:
 * what is not named any more ends. Days are [starts_on, ends_on), ends_on none: open.
 */
#ifndef PROFORMA_BILLING_ASSIGNMENT_H
#define PROFORMA_BILLING_ASSIGNMENT_H

#include "core/cx.h"
#include "core/shape.h"

#define ASSIGNMENTS_MAX 20000

struct assignment {
    str account_id; /* the cloud's id; unique per partner and provider */
    str account_name;
    str provider; /* aws unless given */
    uuid payer_id;
    day starts_on;
    day ends_on; /* exclusive; none: open */
};
extern const struct shape assignment_shape;

/* All assignments of a group. */
struct assignments {
    list assignments; /* of struct assignment */
};
extern const struct shape assignments_shape;

/* The clouds accounts are of, ended by STR_NULL; the first unless given. */
extern const str assignment_providers[];

/*
 * Fills in providers and checks the assignments among themselves: each ends after it begins
 * (ERR_invalid_field), and none of one account overlap (ERR_assignment_overlap).
 */
bool assignments_check(struct cx *cx, struct assignments *all);

/* Do both hold the same account on a common day? */
bool assignments_overlap(const struct assignment *a, const struct assignment *b);

/* ---- handlers ---- */

bool assignment_get(struct cx *cx);
bool assignment_replace(struct cx *cx);

#endif
