/* What the targets that read whole reports share: parts become charges, and what comes out is what
 * went in. */
#ifndef PROFORMA_TESTS_FUZZ_REPORT_H
#define PROFORMA_TESTS_FUZZ_REPORT_H

#include <assert.h>

#include "ingest/reading.h"

static inline struct reading report_begin(struct cx *cx)
{
    const struct aggregate_options options = { 1u << 20, STR("/tmp"), { 0 } };
    return (struct reading){
        .arena = cx->arena,
        .aggregate = aggregate_new(&options),
        .tally = tally_new(),
        .payer = STR("999999999999"),
        .period = PERIOD_NONE,
    };
}

/* The same sums, in no more groups than rows. */
static inline void report_check_groups(struct cx *cx, struct reading *reading)
{
    struct group group;
    bool found = true;
    int64_t groups = 0;
    __int128 cost = 0;
    while (aggregate_next(cx, reading->aggregate, &group, &found) && found) {
        cost += group.sums[MEASURE_COST].v;
        groups++;
    }
    assert(groups <= reading->tally.rows);
    assert(cost == tally_sum(&reading->tally, MEASURE_COST).v);
}

/* `is_read`: whether all parts were. A refusal has a reason, and it is never a fault of ours. */
static inline void report_end(struct cx *cx, struct reading *reading, bool is_read)
{
    bool is_ok = is_read && aggregate_finish(cx, reading->aggregate);
    assert(is_ok == (cx->failure.code == ERR_none));
    assert(cx->failure.code != ERR_internal);
    if (is_ok)
        report_check_groups(cx, reading);
    aggregate_free(&reading->aggregate);
}

#endif
