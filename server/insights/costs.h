/*
 * Costs over time by what they are of: the cost explorer (`GET /insights/costs`).
 *
 * Figures are rounded so that every row and column adds up (cost_table.h), whatever `top` leaves to
 * `others`: a figure is the same in the panel and in the file with all rows.
 */
#ifndef PROFORMA_INSIGHTS_COSTS_H
#define PROFORMA_INSIGHTS_COSTS_H

#include "http/route.h"
#include "insights/cost_compare.h"

struct costs_query {
    str from; /* 2023-11, or a day of it */
    str to;   /* inclusive */
    str granularity;
    str group_by; /* service unless given */
    str measure;  /* cost unless given; pro_forma for readers who may not see costs */
    str currency;
    str compare_from; /* as from and to; absent: with nothing */
    str compare_to;
    int64_t top;
    bool exact;
    bool per_day;
    struct filters filters;
};
extern const struct shape costs_query_shape;     /* top is COSTS_TOP unless given */
extern const struct shape costs_csv_query_shape; /* without top */

#define COSTS_TOP 9
#define COSTS_MONTHS_MAX 36
#define COSTS_DAYS_MAX 92

struct period_amount {
    str period; /* 2023-11 or 2023-11-01 */
    str amount;
};
extern const struct shape period_amount_shape;

struct cost_group {
    str key;
    str label;
    list values; /* of struct period_amount */
    str total;
    object compared; /* struct cost_change */
};
extern const struct shape cost_group_shape;

struct costs_view {
    str from;
    str to;
    str granularity;
    str group_by;
    str measure;
    str currency;
    list periods; /* of str */
    list groups;  /* of struct cost_group, the largest |total| first */
    list others;  /* of struct period_amount; empty when every group is shown */
    int64_t others_count;
    list totals; /* of struct period_amount */
    str total;
    object compared; /* struct compared_costs */
    object partial;  /* struct extent */
    instant as_of;
};
extern const struct shape costs_view_shape;

/*
 * Where a stretch of time begins or ends: a month (its first or last day) or a day. False when the
 * text is neither.
 */
bool range_day(str text, bool is_end, day *out);

/* What a query asks for, and how new the data is. ERR_invalid_parameter when its range is not one,
 * ERR_forbidden when its measure may not be seen. Reads drops. */
bool costs_read(struct cx *cx, const struct costs_query *query, struct cost_request *request,
                instant *as_of);

/* ---- handlers ---- */

bool costs_get(struct cx *cx);
bool costs_get_csv(struct cx *cx);

#endif
