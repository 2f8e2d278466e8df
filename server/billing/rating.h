/*
 * Rating: the one pure function from charges to what customers owe (pricing.md §2). Bills,
 * insights and tests all use it; nothing else multiplies an amount by a rate.
 *
 * A `rating` is given what the result depends on (the terms of each group, assignments by day,
 * accounts), then the charges one after the other, in any order, and then answers with the exact
 * bill of each group under its custom charges, and with what is assigned to no group:
 *
 *     struct rating *rating = rating_new(arena, &input);
 *     for each charge sum:   rating_add(rating, &sum)
 *     for each group:        rating_bill(rating, arena, group, charges, count, &bill)
 *
 * Memory grows with the number of bill lines (or of their parts), not of charges.
 *
 * A sum over several days can be rated at once as long as its account stays in one group and one
 * rate is in force. rating_add says so when that is not the case; the sums of the single days must
 * then be given instead. `rating_splits` asks the same beforehand. With PART_DAY only sums of
 * single days are taken.
 */
#ifndef PROFORMA_BILLING_RATING_H
#define PROFORMA_BILLING_RATING_H

#include "billing/bill.h"
#include "billing/charge.h"
#include "billing/custom_charge.h"
#include "billing/plan.h"

/* An account, and the text it is known by in the cloud. Charges of other accounts are not rated. */
struct rating_account {
    int64_t id;
    str external_id;
    str name;
};

/* The account is in that group on the days [starts_on, ends_on). */
struct rating_assignment {
    int64_t account;
    size_t group; /* index into terms */
    day starts_on;
    day ends_on; /* exclusive; none: open */
};

struct rating_input {
    const struct plan_terms *terms; /* of each group */
    size_t group_count;
    const struct rating_account *accounts;
    size_t account_count;
    const struct rating_assignment *assignments;
    size_t assignment_count;
    unsigned part_keys; /* of enum part_key: what lines are split by; 0: they are not */
};

struct rating;

/* The input is borrowed and must outlive the rating. */
struct rating *rating_new(struct arena *arena, const struct rating_input *input);

/* Does a boundary of an assignment or a rule fall inside these days of the account and SKU? */
bool rating_splits(const struct rating *rating, const struct charge_sum *sum);

/* Adds a sum to its group's lines or to the unassigned ones. false, and nothing added, when the
 * sum must be given day by day. `sum->sku` is borrowed and must outlive the rating. */
bool rating_add(struct rating *rating, const struct charge_sum *sum);

/* Has the group any charges? */
bool rating_has_lines(struct rating *rating, size_t group);

/* The exact bill of a group: lines sorted by account, service and kind, custom charges by id. Lines
 * whose cost and pro forma are both 0 are left out. The custom charges are those that apply to the
 * period. false when an amount is out of range. The bill is made in `arena`, which need not live
 * as long as the rating. */
bool rating_bill(struct rating *rating, struct arena *arena, size_t group,
                 const struct custom_charge *charges, size_t charge_count, struct bill *bill);

struct rating_unassigned {
    int64_t accounts; /* that have charges on days on which they are in no group */
    decimal cost;
};

/* false when the cost is out of range. */
bool rating_unassigned(const struct rating *rating, struct rating_unassigned *out);

#endif
