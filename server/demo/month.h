/*
 * One payer's month of the demo as rows of a cost and usage report, days in order.
 *
 * Usage grows and breathes with the week; instances that a commitment covers become
 * DiscountedUsage, or SavingsPlanCoveredUsage with its SavingsPlanNegation; what is left is Usage,
 * the free tier first. Fees, discounts, support, credits, refunds and tax follow at the end. In
 * every month and for every way of paying, to the last digit:
 *
 *   amortized + true-up + upfront fees = unblended          (pricing.md §8)
 *   savings plan:  recurring fee + amortized upfront = Σ effective cost + unused commitment
 *                  negation = - Σ on-demand cost of what it covers
 *   reservation:   RIFee + amortized upfront = Σ effective cost + unused fees
 *
 * In the month of demo->last_day, days after it have no usage yet and invoices have no number.
 */
#ifndef PROFORMA_DEMO_MONTH_H
#define PROFORMA_DEMO_MONTH_H

#include "demo/catalog.h"

struct demo {
    uint64_t seed;
    period first; /* month 0 */
    day last_day; /* the last one with usage */
};

/* The demo of that day: DEMO_MONTHS months up to the day before (or the first of the month). */
struct demo demo_of_day(day today);

bool demo_month(struct cx *cx, const struct demo *demo, size_t payer, int month,
                struct cur_sink sink);

#endif
