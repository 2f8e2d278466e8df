/*
 * The growing sums of bill lines, found by what they are of. Private to rating.
 *
 * A line that is kept in parts has an accumulator for each of its parts, and none of its own.
 *
 * Sums are looked for among those of one account, which are few enough to stay in the processor's
 * caches as long as charges come account by account. They may come in any order.
 */
#ifndef PROFORMA_BILLING_ACCUMULATOR_H
#define PROFORMA_BILLING_ACCUMULATOR_H

#include "billing/rating.h"

/* What tells the parts of one line apart, and what is known of parts alone. Keys that were not
 * asked for are absent. */
struct part {
    str usage_type;
    const struct sku *sku;
    str line_item_type;
    day day;
    const struct pricing_rule *rule;
    uuid payer_id;
    struct exact_sum quantity;
    struct exact_sum base;
};

struct accumulator {
    size_t group;
    const struct rating_account *account;
    str service;
    enum line_kind kind;
    struct part *part; /* NULL: the whole line */
    struct exact_sum cost;
    struct exact_sum pro_forma;
    struct exact_sum without_negation;
    struct accumulator *next;
};

struct slot {
    uint64_t hash; /* of the item: what is looked for is seldom compared with another one */
    struct accumulator *item; /* NULL: free */
};

/* Those of one account, in the order they came; zero to begin with. */
struct account_lines {
    struct accumulator *first;
    struct accumulator *last;
    size_t count;
};

struct accumulators {
    struct arena *arena;
    struct account_lines *open; /* that the slots are of */
    struct slot *slots; /* open addressing: a power of two of them, at most half of them taken */
    size_t slot_count;
    size_t slots_max;   /* that there is room for */
    str line_item_type; /* the last one that was kept: most parts have the same */
};

void accumulators_init(struct accumulators *all, struct arena *arena);

/* The accumulator of the account's lines with the group, service, kind and part of `key`; a copy of
 * it if there was none. */
struct accumulator *accumulator_of(struct accumulators *all, struct account_lines *lines,
                                   const struct accumulator *key);

/* The order that bills have the lines of an account in, within one group. */
int accumulator_compare_lines(const struct accumulator *a, const struct accumulator *b);

/* Of one account: by group, then the same, then by parts. */
int accumulator_compare(const struct accumulator *a, const struct accumulator *b);

#endif
