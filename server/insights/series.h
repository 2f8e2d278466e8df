/*
 * One measure over time, for what looks ahead: whole months, and a running one day by day. Both are
 * what `GET /insights/costs` says of them. Reads in the caller's snapshot.
 */
#ifndef PROFORMA_INSIGHTS_SERIES_H
#define PROFORMA_INSIGHTS_SERIES_H

#include "insights/dimension.h"
#include "insights/extent.h"
#include "insights/forecast.h"

struct series {
    enum measure measure;
    struct filters filters;
    str currency; /* of the amounts; charges in others are not in them */
};

/* `count` months from `first` on. */
bool series_months(struct cx *cx, const struct series *series, period first, size_t count,
                   decimal *amounts);

/*
 * The month of a partial extent, with as much of the month before as its window needs. `*is_known`
 * is false, and nothing read, when there are too few days: the month before is not there in whole.
 */
bool series_running(struct cx *cx, const struct series *series, const struct extent *extent,
                    struct running_month *running, bool *is_known);

#endif
