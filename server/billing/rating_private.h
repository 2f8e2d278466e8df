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
};

struct rating {
    struct arena *arena;
    const struct rating_input *input;
    struct member *members; /* by account id */
    struct accumulators lines;
    const struct accumulator **order; /* sorted for bills; NULL until one is asked for */
    struct exact_sum unassigned;
};

#endif
