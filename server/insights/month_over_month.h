/* A period beside the one before it: what went up and what went down. */
#ifndef PROFORMA_INSIGHTS_MONTH_OVER_MONTH_H
#define PROFORMA_INSIGHTS_MONTH_OVER_MONTH_H

#include "core/cx.h"
#include "insights/amounts.h"
#include "insights/dimension.h"

/* `GET /insights/month-over-month` */
struct month_query {
    period period;
    str group_by;          /* service unless given */
    str measure;           /* cost unless given; pro_forma for readers who may not see costs */
    uuid payer_id;         /* a filter on one payer */
    uuid billing_group_id; /* a filter on one billing group */
    str currency;
    bool exact;
    bool per_day;   /* amounts ÷ days of data in their month */
    bool same_days; /* of the previous month no more days than there is data of this one */
    struct filters filters;
};
extern const struct shape month_query_shape;

struct month_change {
    str key;
    str label;
    str previous;
    str current;
    str change;
    str change_percent; /* of the size of the previous, 4 places; absent when 0 */
};
extern const struct shape month_change_shape;

/* Days of data of the two months that are in the amounts: what these are divided by per day. */
struct month_days {
    int64_t previous;
    int64_t current;
};
extern const struct shape month_days_shape;

struct month_over_month {
    period period;
    period previous;
    str currency;
    list items;     /* of struct month_change, the largest change first */
    object total;   /* struct month_change, without key and label */
    object days;    /* struct month_days */
    object partial; /* struct extent of the current period */
};
extern const struct shape month_over_month_shape;

/*
 * Puts two folded lists side by side. Figures are rounded to `places` so that either column adds up
 * to its rounded total (largest remainder, ties to the lower key), or exact when places is
 * DECIMAL_PLACES; a change is the difference of the figures shown. Keys that are 0 in both are left
 * out. false when a sum is out of range.
 */
bool month_compare(struct arena *arena, const struct amounts *previous,
                   const struct amounts *current, int places, struct month_over_month *out);

/* ---- handlers ---- */

bool month_over_month_get(struct cx *cx);

#endif
