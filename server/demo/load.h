/*
 * A file for load tests: any number of hourly rows of one payer and period, quickly. Made of the
 * demo's SKUs over made-up accounts; the seed decides the amounts, and the same arguments give the
 * same bytes. The sums are returned, so that whoever reads the file can compare.
 */
#ifndef PROFORMA_DEMO_LOAD_H
#define PROFORMA_DEMO_LOAD_H

#include "core/calendar.h"
#include "core/cx.h"
#include "core/decimal.h"

#define LOAD_PAYER "900000000009"
#define LOAD_SEED 1
#define LOAD_PERIOD ((period){ 2026 * 12 + 9 }) /* 2026-10 */

struct load {
    str path; /* gzipped when it ends in ".gz" */
    int64_t rows;
    uint64_t seed;
    str payer; /* its account number */
    period period;
};

struct load_sums {
    decimal cost; /* Σ unblended */
    decimal public_on_demand_cost;
};

bool demo_load(struct cx *cx, const struct load *load, struct load_sums *sums);

#endif
