/*
 * Money by key and time: what every insight is made of.
 *
 * Costs are summed in the database from the smallest table that tells the dimensions in use apart
 * (cubes of the current drops, their rollups, or the charges); pro forma and margin go through the
 * one rating function of billing, so that they equal the bills to the last digit.
 *
 * By day, a charge whose day is outside of its period counts on the period's first or last day, and
 * custom charges on the first: the days of a month add up to the month. Custom charges pass filters
 * as the key they have in that dimension (dimension.h), billing groups and payers as usual.
 */
#ifndef PROFORMA_INSIGHTS_COST_LOAD_H
#define PROFORMA_INSIGHTS_COST_LOAD_H

#include "core/cx.h"
#include "insights/cost_table.h"
#include "insights/dimension.h"

struct cost_request {
    day first_day; /* of a month, unless daily */
    day last_day;  /* inclusive; of a month, unless daily */
    bool is_daily;
    enum measure measure;
    enum dimension group_by;
    struct filters filters;
    str currency; /* of the amounts; charges in others are not in them */
};

/* The columns of the request's table: its months or days. */
size_t cost_columns(const struct cost_request *request);

/* The payer or billing group that the request is filtered on; nil unless it is a single one. */
uuid cost_only_payer(const struct cost_request *request);
uuid cost_only_group(const struct cost_request *request);

/* Exact amounts, with labels. BY_NOTHING gives one row, `total`. Reads in the caller's snapshot.
 * ERR_amount_out_of_range when a sum does not fit. */
bool cost_load(struct cx *cx, const struct cost_request *request, struct cost_table *table);

/* The data that a request is answered from. */
struct cost_data {
    str currency; /* the partner's if the data has it, else its first; the partner's without data */
    instant as_of; /* of the newest drop; none without data */
};

/* Of the request's months and payers. Reads drops. */
bool cost_data_load(struct cx *cx, const struct cost_request *request, struct cost_data *data);

#endif
