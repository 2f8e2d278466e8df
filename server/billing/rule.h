/*
 * Pricing rules: what sets the rate of a charge (pricing.md step 3).
 *
 * A rule is a markup, a discount or a fixed unit price on a target: everything, a billing entity,
 * a service, or a SKU (service and usage type, the operation too if given). It is in force on the
 * days [from, to), either end open. Of all rules in force the most specific one alone counts:
 * SKU with operation, SKU, service, billing entity, global.
 *
 * Two rules of one plan with the same target and a common day are refused, by the database's
 * exclusion constraint; `rules_overlap` names the two before it comes to that.
 */
#ifndef PROFORMA_BILLING_RULE_H
#define PROFORMA_BILLING_RULE_H

#include "billing/charge.h"
#include "core/cx.h"
#include "core/shape.h"

#define RULE_PERCENT_PLACES 6
#define RULES_PER_PLAN_MAX 10000
#define RULE_TARGET_BYTES_MAX                                                                      \
    1500                      /* of all its members: as much as the index against overlap holds */
#define RULE_MARKUP_MAX 10000 /* percent */
#define RULE_UNIT_PRICE_MAX 1000000000

struct pricing_rule {
    uuid id;
    str scope; /* global, billing_entity, service, sku */
    str type;  /* markup, discount, fixed */
    maybe_decimal percent;
    maybe_decimal unit_price;
    str service;
    str usage_type;
    str operation;
    str billing_entity;
    day from; /* none: since ever */
    day to;   /* exclusive; none: without end */
};
extern const struct shape pricing_rule_shape;

/*
 * Checks what one rule must be: the members its scope and type ask for and no others, percent of a
 * discount at most 100, from before to. `pointer` is where the rule stands in the body ("" or
 * "/rules/3"). Fails with ERR_rule_invalid.
 */
bool rule_check(struct cx *cx, const struct pricing_rule *rule, str pointer);

/* Do both price the same target on a common day? */
bool rules_overlap(const struct pricing_rule *a, const struct pricing_rule *b);

/* The first pair of rules that overlap, by index; false when there is none. */
bool rules_find_overlap(struct arena *arena, const struct pricing_rule *rules, size_t count,
                        size_t *first, size_t *second);

/* What a rule is in words, for error messages: `service AmazonEC2 from 2023-11-01`. */
str rule_describe(struct arena *arena, const struct pricing_rule *rule);

/* ---- matching ---- */

/* What a rule does to a charge. */
struct rate {
    bool is_unit_price;
    decimal value;                   /* a factor on the base (0.95), or a price for one unit */
    const struct pricing_rule *rule; /* that set it; NULL: none did */
};

/* The rules of one plan, sorted for lookup. Lives in the arena it was made in. */
struct rule_set;

/* Works out once what every look for a rule of the SKU needs. One that was not prepared is found
 * the same, but slower. */
void rule_prepare_sku(struct sku *sku);

/* The rules must be valid (rule_check) and without overlap; they are borrowed. */
const struct rule_set *rule_set_new(struct arena *arena, const struct pricing_rule *rules,
                                    size_t count);

enum rule_verdict {
    RULE_NONE,    /* no rule on any of the days: ×1 */
    RULE_ONE,     /* one rate on all of the days */
    RULE_CHANGES, /* a rule begins or ends inside: ask day by day */
};

/* The rate of a SKU over the days [first, last], both inclusive. On one day never RULE_CHANGES. */
enum rule_verdict rule_find(const struct rule_set *set, const struct sku *sku, day first, day last,
                            struct rate *rate);

#endif
