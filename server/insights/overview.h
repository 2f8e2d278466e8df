/*
 * The overview: how a month is going, beside the one before it.
 *
 * Revenue, cost and margin are the totals of `GET /bills` to the last digit, and `unassigned` is
 * the cost beside them that is on no bill. A month that is not over is compared with the same days
 * of the month before: its charges of those days, and of what a provider charges for the month as
 * a whole and dates on its first day (tax, discounts, support plans) the share of the days
 * (docs/adr/0011-comparing-and-forecasting.md). Accounts are those with charges, of either whole
 * month.
 *
 * A comparison is the same figures beside those of any of the twelve months before, for the month
 * and for every group with a bill in its currency.
 *
 * Movers are services, accounts and billing groups by the size of their change in cost, for
 * readers who may not see costs in pro forma; those of one kind stand together.
 */
#ifndef PROFORMA_INSIGHTS_OVERVIEW_H
#define PROFORMA_INSIGHTS_OVERVIEW_H

#include "billing/bill_load.h"
#include "insights/amounts.h"

#define TREND_MONTHS 13
#define MOVERS_OF_A_KIND 5

/* `GET /insights/overview` */
struct overview_query {
    period period; /* none: the newest with data */
    uuid payer_id;
};
extern const struct shape overview_query_shape;

/* One figure of two months. What cannot be compared, because the month before has no data, has no
 * previous and no change. */
struct change_figure {
    str current;
    str previous;      /* of the same days when the month is partial */
    str previous_full; /* of the whole month before */
    str change;
    str change_percent; /* of the size of the previous, 4 places; absent when that is 0 */
};
extern const struct shape change_figure_shape;

struct overview_figures {
    object revenue; /* struct change_figure, as all of them */
    object cost;
    object margin;
    object margin_percent; /* the change is in points, and has no percent */
    object accounts;
    object unassigned;
};

struct trend_month {
    period period;
    str revenue;
    str cost;
    str margin;
    str unassigned;
};

struct mover {
    str kind; /* service, account, billing_group */
    str key;
    str label;
    str previous;
    str current;
    str change;
    str change_percent;
};

struct overview {
    period period;
    period previous;
    str currency;
    object partial; /* struct extent */
    instant as_of;
    object figures; /* struct overview_figures */
    list trend;     /* of struct trend_month, oldest first, from the first month with data on */
    str measure;    /* of the movers */
    list movers;    /* of struct mover */
    object forecast;
    list attention; /* of struct attention */
};
extern const struct shape overview_shape;

/* `GET /insights/comparison` */
struct comparison_query {
    struct overview_query of;
    period compare; /* none: the month before */
};
extern const struct shape comparison_query_shape;

struct group_change {
    uuid billing_group_id;
    object revenue; /* struct change_figure, as all of them */
    object cost;
    object margin;
};

struct comparison {
    period period;
    period previous;
    str currency;
    object partial; /* struct extent */
    instant as_of;
    object figures; /* struct overview_figures */
    list groups;    /* of struct group_change, by name of the group */
};
extern const struct shape comparison_shape;

/* ---- pure ---- */

/* A month in one currency, rounded as its bills are; the percent is of the exact figures. */
struct month_totals {
    decimal revenue;
    decimal cost;
    decimal margin;
    decimal unassigned;
    maybe_decimal margin_percent;
};

/* false when a sum is out of range. */
bool month_totals(const struct month *month, str currency, struct month_totals *totals);

/*
 * Given the first `days` days of a month and the whole of it, changes the lines of the former that
 * stand for the whole month (tax, discount or support, nothing of it dated later) into the share
 * days ÷ of_days, and its totals with them. false when a figure is out of range.
 */
bool month_share_lines(struct month *some_days, const struct month *whole, int64_t days,
                       int64_t of_days);

/* Two months by service, account or billing group; `of` is one of these words. */
bool month_movers(struct arena *arena, const struct month *previous, const struct month *current,
                  str currency, bool of_cost, list *movers);

/* Figures of `places` digits; with NULL for the months before, one without comparison. */
struct change_figure *change_figure(struct arena *arena, decimal current, const decimal *previous,
                                    const decimal *previous_full, int places);

/* ---- handlers ---- */

bool overview_get(struct cx *cx);
bool comparison_get(struct cx *cx);

#endif
