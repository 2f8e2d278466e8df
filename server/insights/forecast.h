/*
 * Where the money goes next: the end of a month that is not over, and three months ahead
 * (docs/adr/0011-comparing-and-forecasting.md says why these methods, and how far off they were).
 *
 * Month end, `run_rate_weekday`: what is charged day by day (usage, Marketplace, commitments) goes
 * on at the median of its weekday over the last three weeks; what follows from it (tax, discounts,
 * support, percentages of the partner) grows in proportion; everything else stands as it is. The
 * interval comes from how far single days and whole weeks were off their weekdays.
 *
 * Months ahead, `damped_trend`: exponential smoothing with a damped trend (Gardner and McKenzie) of
 * the amounts per day of whole months, the estimate of month end standing for the running one.
 * The interval comes from how far off it was one month ahead, widening with the distance.
 *
 * Both intervals hold FORECAST_LEVEL percent, by Student's distribution. All of it is decimal
 * arithmetic, so that every machine says the same.
 */
#ifndef PROFORMA_INSIGHTS_FORECAST_H
#define PROFORMA_INSIGHTS_FORECAST_H

#include "core/cx.h"
#include "core/shape.h"
#include "insights/dimension.h"

#define FORECAST_LEVEL 80
#define FORECAST_WINDOW 21    /* days: three of each weekday */
#define FORECAST_MONTHS 3     /* ahead */
#define FORECAST_HISTORY 13   /* months */
#define FORECAST_MONTHS_MIN 4 /* that a trend is found in */

/* A figure and the bounds it lies between, with the odds of FORECAST_LEVEL. */
struct interval {
    decimal amount;
    decimal low;
    decimal high;
};

/* ---- month end ---- */

/* What happens to a kind of charges in the rest of a month. */
enum course {
    COURSE_RUNNING, /* charged day by day */
    COURSE_DERIVED, /* grows with what runs */
    COURSE_SINGLE,  /* stands as it is */
    COURSE_COUNT
};

struct running_month {
    decimal window[FORECAST_WINDOW]; /* what ran on the last days with data, oldest first */
    decimal so_far[COURSE_COUNT];
    int64_t days; /* with data */
    int64_t of_days;
};

/* false when a figure is out of range. */
bool forecast_month_end(const struct running_month *month, struct interval *end);

/* The same of a margin: it ends at the difference of what revenue and cost end at, which grow each
 * in its own proportion; the interval is that of the margin's own days. */
bool forecast_margin_end(const struct running_month *revenue, const struct running_month *margin,
                         struct interval *end);

/* ---- months ahead ---- */

struct past_month {
    decimal amount;
    int64_t days; /* of the month */
};

/* The months that follow the last of `past`, `days` long each. At least FORECAST_MONTHS_MIN are
 * needed. false when a figure is out of range. */
bool forecast_ahead(const struct past_month *past, size_t count, const int64_t *days, size_t ahead,
                    struct interval *months);

/* The square root, rounded down to 12 places (6 from 10^14 on); of a negative number 0. */
decimal decimal_square_root(decimal value);

/* ---- replies ---- */

/* `GET /insights/forecast` */
struct forecast_query {
    str measure; /* cost unless given; pro_forma for readers who may not see costs */
    struct filters filters;
};
extern const struct shape forecast_query_shape;

struct forecast_interval {
    str amount;
    str low;
    str high;
};
extern const struct shape forecast_interval_shape;

/* The end of the overview's month, of its bills. */
struct overview_forecast {
    object revenue; /* struct forecast_interval */
    object cost;
};
extern const struct shape overview_forecast_shape;

struct forecast_history {
    period period;
    str amount;
    bool partial;
};

struct forecast_month {
    period period;
    str amount;
    str low;
    str high;
    str method; /* of month end alone */
};

struct forecast {
    str currency;
    str measure;
    list history;          /* of struct forecast_history, oldest first */
    object month_end;      /* struct forecast_month */
    str month_end_missing; /* why there is none: no_data, month_is_over, too_few_days */
    list months;           /* of struct forecast_month; none when there is too little data */
    str months_missing;    /* why there are none: too_few_months */
    str method;            /* of the months */
    int64_t level;
};
extern const struct shape forecast_shape;

struct forecast_interval forecast_interval_text(struct arena *arena, struct interval interval,
                                                int places);

/* ---- handlers ---- */

bool forecast_get(struct cx *cx);

#endif
