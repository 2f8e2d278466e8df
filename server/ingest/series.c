#include "ingest/series.h"

/* Which measure is left out where it equals which; the first two never are. */
static const enum measure same_as[MEASURE_COUNT] = {
    [MEASURE_QUANTITY] = MEASURE_QUANTITY,
    [MEASURE_UNBLENDED] = MEASURE_UNBLENDED,
    [MEASURE_COST] = MEASURE_UNBLENDED,
    [MEASURE_PUBLIC_ON_DEMAND_COST] = MEASURE_UNBLENDED,
    [MEASURE_PUBLIC_BASE] = MEASURE_PUBLIC_ON_DEMAND_COST,
    [MEASURE_AMORTIZED] = MEASURE_UNBLENDED,
    [MEASURE_NET_AMORTIZED] = MEASURE_COST,
};

bool series_leaves_out(const struct series_day *days, size_t count, enum measure measure)
{
    enum measure other = same_as[measure];
    for (size_t i = 0; i < count; i++)
        if (decimal_compare(days[i].sums[measure], days[i].sums[other]) != 0)
            return false;
    return other != measure;
}
