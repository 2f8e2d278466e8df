/* What a rating is made of: rating.c fills it from charges, rating_bill.c makes bills of it. */
#ifndef PROFORMA_BILLING_RATING_PRIVATE_H
#define PROFORMA_BILLING_RATING_PRIVATE_H

#include "billing/accumulator.h"
#include "billing/rating.h"

/* An account with its assignments, in the order of their days. */
struct member {
    const struct rating_account *account;
    const struct rating_assignment *assignments;
    size_t assignment_count;
    bool is_unassigned; /* has had charges on days without a group */
    struct account_lines lines;
};

/* The lines, or parts of lines, that a group has of an account. */
struct run {
    size_t group;
    const struct rating_account *account;
    const struct accumulator **items; /* in the order of accumulator_compare */
    size_t count;
};

struct rating {
    struct arena *arena;
    const struct rating_input *input;
    struct member *members; /* by account id */
    struct accumulators lines;
    struct run *runs; /* by group and account; NULL until a bill is asked for */
    size_t run_count;
    struct exact_sum unassigned;
};

#endif
