/* Where the money goes next: month end and three months ahead, each with its interval. */
#ifndef PROFORMA_INSIGHTS_FORECAST_H
#define PROFORMA_INSIGHTS_FORECAST_H

#include "core/shape.h"

/* A figure and the bounds it lies between, with the odds of FORECAST_LEVEL. */
struct forecast_interval {
    str amount;
    str low;
    str high;
};
extern const struct shape forecast_interval_shape;

/* The end of the overview's month. */
struct overview_forecast {
    object revenue; /* struct forecast_interval */
    object cost;
};
extern const struct shape overview_forecast_shape;

#endif
