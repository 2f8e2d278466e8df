/*
 * Costs beside those of another stretch of time, and per day of data: what makes stretches of
 * different length comparable.
 *
 * While the last month of a request is not over, the last month it is compared with counts up to
 * the same day only, and what stands for the whole of it by its share of days; by day, the other
 * stretch has as many days as there is data of. A row that is in the other stretch alone stands
 * with the rows of the request, as nothing.
 */
#ifndef PROFORMA_INSIGHTS_COST_COMPARE_H
#define PROFORMA_INSIGHTS_COST_COMPARE_H

#include "insights/cost_load.h"
#include "insights/extent.h"

/* What a figure was, and what became of it. */
struct cost_change {
    str previous;
    str change;
    str change_percent; /* of the size of the previous, 4 places; absent when that is 0 */
};
extern const struct shape cost_change_shape;

/* The whole, and the stretch it is compared with. */
struct compared_costs {
    str from; /* 2023-11, or a day */
    str to;   /* a day, too, where the stretch ends inside a month */
    str previous;
    str change;
    str change_percent;
};
extern const struct shape compared_costs_shape;

/* The request as far as its last month, whose extent is given, has data. */
struct cost_request cost_until_data(const struct cost_request *request, const struct extent *last);

/* The request of another stretch, which has no more days of its last month than `request` has
 * data of. false when nothing is left of it. */
bool cost_other_stretch(const struct cost_request *request, const struct extent *last,
                        day first_day, day last_day, struct cost_request *other);

/*
 * As cost_load, of a request that may end inside a month. A row's tax, discounts and support of
 * that month count by the share of its days when nothing of them is dated later: a provider charges
 * them for the month and dates them on its first day. By day they stay where they are.
 */
bool cost_load_until(struct cx *cx, const struct cost_request *request, struct cost_table *table);

/*
 * Rounds as cost_table_round. With `per_day`, figures are divided by the days of their column, and
 * totals are those of an average day of all columns; `until` is the request up to its data.
 */
bool cost_round(struct cost_table *table, const struct cost_request *until, bool per_day,
                int places);

/* Adds the rows that only `other` has, as 0. Both are rounded and in the order of their keys. */
void cost_add_missing(struct cost_table *table, const struct cost_table *other);

/* The change from a figure to another, as text. false when it is out of range. */
bool cost_change_of(struct arena *arena, decimal previous, decimal current, int places,
                    struct cost_change *change);

/* The row of a key in a table that is in the order of its keys; NULL when there is none. */
const struct cost_row *cost_find(const struct cost_table *table, str key);

#endif
