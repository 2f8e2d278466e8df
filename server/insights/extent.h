/*
 * How much of a period's month the data covers.
 *
 * A report that was read while its month was running tells the days up to the last one it has a
 * charge of; one that was read later tells the whole month, whatever its last charge is dated. A
 * period is partial as long as none of its current drops tells the whole month; its days are those
 * of the drop that goes furthest.
 */
#ifndef PROFORMA_INSIGHTS_EXTENT_H
#define PROFORMA_INSIGHTS_EXTENT_H

#include "core/cx.h"
#include "core/shape.h"

struct extent {
    period period;
    int64_t days; /* with data, counted from the first of the month; 0: no data at all */
    int64_t of_days;
    instant as_of; /* when the newest drop was read; none without data */
};

/* As replies show it: period, days and of_days. Only a partial period is shown. */
extern const struct shape partial_period_shape;

/* Of one payer's data, or of all that the reader sees when `payer_id` is nil. */
bool extent_load(struct cx *cx, period p, uuid payer_id, struct extent *extent);

/* The newest period that has data; that of today when none has. */
bool extent_newest(struct cx *cx, uuid payer_id, period *newest);

bool extent_is_partial(const struct extent *extent);

/* The extent itself as a nullable member of a reply: NULL unless it is partial. */
object extent_partial(struct arena *arena, const struct extent *extent);

#endif
