/*
 * A bill: what one group owes for one period, line by line, exact or rounded (pricing.md §3).
 *
 * Rating makes the exact bill: 12-place figures, every one rounded once. bill_round makes the
 * bill a customer reads: figures in the currency's minor unit that add up to the rounded total in
 * every direction.
 */
#ifndef PROFORMA_BILLING_BILL_H
#define PROFORMA_BILLING_BILL_H

#include "billing/charge.h"
#include "core/shape.h"

struct pricing_rule;

/*
 * What the lines of a bill may be split by: bits, of which any number may be set. A part is then
 * what all of them have in common, in the order of usage type, SKU, type, day, rule and payer.
 */
enum part_key {
    PART_USAGE_TYPE = 1,
    PART_SKU = 2,  /* also operation, region, unit and billing entity; includes the usage type */
    PART_TYPE = 4, /* line item type */
    PART_DAY = 8,
    PART_RULE = 16,  /* the rule that set the rate */
    PART_PAYER = 32, /* whose bill the charges are on */
};

/*
 * A share of a line. Its quantity leaves SavingsPlanNegation out, which repeats what is covered.
 * Cost and pro forma of the parts add up to their line, exact and rounded; quantity and base are
 * sums of their own, which rounding does not bring in line. What was not asked for is absent. SKU
 * and rule are borrowed from what the rating was given.
 */
struct bill_part {
    str usage_type;
    const struct sku *sku;
    str line_item_type;
    day day;
    const struct pricing_rule *rule; /* NULL: none, the rate is 1 */
    uuid payer_id;
    decimal quantity; /* says something only where all have one unit: by SKU */
    decimal base;     /* what the rule was applied to; 0 of what is passed through */
    decimal cost;
    decimal pro_forma;
};

/* One line: account, service and kind. */
struct bill_line {
    str account_id; /* the cloud's; empty for lines of the whole group */
    str account_name;
    str service;
    enum line_kind kind;
    decimal cost;
    decimal pro_forma;
    decimal without_negation; /* exact bills only: pro forma without SavingsPlanNegation */
    bool is_passed_through;   /* the plan hands this kind on at cost */
    struct bill_part *parts;  /* none unless asked for */
    size_t part_count;
};

/* A custom charge as it came out; credits are negative. */
struct bill_charge {
    uuid id;
    str name;
    str kind;
    decimal amount;
};

struct bill {
    struct bill_line *lines; /* in the order they are rounded in: account, service, kind */
    size_t line_count;
    struct bill_charge *custom_charges; /* by id */
    size_t custom_charge_count;
    decimal cost;      /* Σ cost of lines */
    decimal subtotal;  /* Σ pro forma of lines */
    decimal pro_forma; /* subtotal + custom charges (+ tax, pricing.md step 7) */
    decimal margin;    /* pro forma - cost */
};

/*
 * The bill in minor units of `places` fractional digits, by largest remainder over lines, then
 * custom charges; cost over its own lines. `rounded` gets arrays of its own; parts are split so
 * that they add up to their rounded line, their bases rounded one by one. false when an amount is
 * out of range.
 */
bool bill_round(struct arena *arena, const struct bill *exact, int places, struct bill *rounded);

/* Cost, pro forma and margin as bill_round makes them, and nothing else. */
bool bill_round_totals(const struct bill *exact, int places, struct bill *totals);

/* How many fractional digits figures in that currency are shown with; 2 for unknown ones. */
int places_of(str currency);

/* Sums the lines and charges of an exact bill into its totals; false when out of range. */
bool bill_total(struct bill *bill);

#define PERCENT_PLACES 4

/* Part ÷ whole in percent, rounded once to 4 places: the margin percent is that of the exact margin
 * and pro forma. Absent when the whole is 0, or so close to 0 that the result does not fit. */
maybe_decimal percent_of(decimal part, decimal whole);

/* A change ÷ the size of what it changes, so that the percent has the sign of the change. */
maybe_decimal percent_of_change(decimal change, decimal previous);

/* With its 4 places; absent when it is. */
str percent_text(struct arena *arena, maybe_decimal percent);

/*
 * Splits `target` over `count` exact shares by largest remainder: each share is floored to whole
 * `unit`s towards minus infinity, then the missing units go one each to the largest remainders,
 * ties to the lower index. All numbers count the same thing; `target` is a whole number of units
 * and lies between the sum of the floors and that sum plus count units. `parts` may be `shares`.
 */
void split_by_remainder(struct arena *arena, const __int128 *shares, size_t count, __int128 unit,
                        __int128 target, __int128 *parts);

#endif
