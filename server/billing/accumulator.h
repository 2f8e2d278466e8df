/*
 * The growing sums of bill lines, found by what they are of. Private to rating.
 *
 * A line that is kept in parts has an accumulator for each of its parts, and none of its own.
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

struct accumulators {
    struct arena *arena;
    struct slot *slots; /* open addressing: a power of two of them, at most half of them taken */
    size_t slot_count;
    struct accumulator *first; /* in the order they came */
    struct accumulator *last;
    size_t count;
};

void accumulators_init(struct accumulators *all, struct arena *arena);

/* The accumulator with the group, account, service, kind and part of `key`; a copy of it if there
 * was none. */
struct accumulator *accumulator_of(struct accumulators *all, const struct accumulator *key);

/* The order that bills have their lines in, within one group. */
int accumulator_compare_lines(const struct accumulator *a, const struct accumulator *b);

/* The same, and then by group and parts. */
int accumulator_compare(const struct accumulator *a, const struct accumulator *b);

#endif
