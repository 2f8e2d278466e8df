/*
 * Series: amounts of some days as one row with arrays. A measure that equals another one on all
 * days is left out: null stands for that one (migrations/0012_charge_series.sql,
 * 0013_cube_series.sql).
 */
#ifndef PROFORMA_INGEST_SERIES_H
#define PROFORMA_INGEST_SERIES_H

#include "ingest/normalize.h"

/* Days of a row at most: those of a month, and seldom one outside of it. */
#define SERIES_DAYS 31

struct series_day {
    day day;
    const decimal *sums; /* MEASURE_COUNT of them */
};

bool series_leaves_out(const struct series_day *days, size_t count, enum measure measure);

#endif
