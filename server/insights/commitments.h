/*
 * How well reservations and savings plans are used, and how much they cover:
 *
 * - used: amortized cost of the usage they covered (DiscountedUsage, SavingsPlanCoveredUsage)
 * - unused: amortized cost of what was paid for and not used (RIFee, SavingsPlanRecurringFee)
 * - utilization: used / (used + unused)
 * - covered: what the covered usage would have cost on demand
 * - on_demand: what usage that they could have covered did cost on demand
 * - coverage: covered / (covered + on_demand)
 * - savings: covered - (used + unused); below 0 when more is left than is saved
 * - recurring: what was billed for the month, upfront payments apart
 *
 * Usage that a commitment of the other type covered is in neither of the two. Which usage can be
 * covered is told by service and usage type (commitment_covers).
 */
#ifndef PROFORMA_INSIGHTS_COMMITMENTS_H
#define PROFORMA_INSIGHTS_COMMITMENTS_H

#include "core/cx.h"
#include "core/shape.h"

#define COMMITMENT_MONTHS 13 /* unless asked for others */
#define COMMITMENT_MONTHS_MAX 36

/* `GET /insights/commitments` */
struct commitments_query {
    period from; /* 13 months before `to` unless given */
    period to;   /* inclusive; the newest with data unless given */
    uuid payer;
    str account;
    str currency;
};
extern const struct shape commitments_query_shape;

struct commitment_figures {
    str used;
    str unused;
    str utilization_percent; /* absent: nothing was committed */
    str covered;
    str on_demand;
    str coverage_percent; /* absent: there is nothing to cover */
    str savings;
};

struct commitment_month {
    period period;
    object reservations; /* struct commitment_figures */
    object savings_plans;
};

struct commitment_item {
    str arn;
    str type;       /* reservation, savings_plan */
    str account_id; /* whose it is, by the ARN */
    period period;
    str recurring;
    str used;
    str unused;
    str utilization_percent;
    str savings;
};

struct commitments {
    str currency;
    list months; /* of struct commitment_month, oldest first */
    list items;  /* of struct commitment_item, by period and ARN */
};
extern const struct shape commitments_shape;

/* ---- pure ---- */

enum commitment_type { RESERVATION, SAVINGS_PLAN, COMMITMENT_TYPES };

/* Could a commitment of that type cover this usage, billed on demand? */
bool commitment_covers(enum commitment_type type, str service, str usage_type);

/* What a commitment did, or all of one type did, in a month. */
struct commitment_sums {
    decimal used;
    decimal unused;
    decimal recurring;
    decimal covered;
    decimal on_demand;
};

/* Adds a sum of charges of one line item type that name a commitment, and says of which type the
 * commitment is. false when out of range. */
bool commitment_add(struct commitment_sums *sums, str line_item_type, decimal unblended,
                    decimal public_on_demand_cost, decimal amortized);
enum commitment_type commitment_type_of(str line_item_type);

/* Rounded to `places`; percentages from exact sums, with 4 places. false when out of range. */
bool commitment_figures(struct arena *arena, const struct commitment_sums *sums, int places,
                        struct commitment_figures *figures);

/* ---- handlers ---- */

bool commitments_get(struct cx *cx);

#endif
