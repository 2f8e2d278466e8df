#include "billing/bill.h"
#include "insights/cost_compare.h"
#include "insights/extent.h"
#include "insights/kept_reply.h"
#include "insights/month_over_month.h"

enum { PREVIOUS, CURRENT };

/* payer_id and billing_group_id say with one id what the filters say with a list. */
static void filter_on(struct arena *arena, list *filter, uuid id)
{
    str text = uuid_text(arena, id);
    if (!uuid_is_nil(id))
        *filter = (list){ arena_copy(arena, &text, sizeof(text)), 1, true };
}

static bool read_request(struct cx *cx, const struct month_query *query,
                         struct cost_request *request)
{
    *request = (struct cost_request){
        .first_day = period_first_day(period_add(query->period, -1)),
        .last_day = { period_end_day(query->period).days - 1 },
        .filters = query->filters,
        .currency = query->currency,
    };
    filter_on(cx->arena, &request->filters.payer, query->payer_id);
    filter_on(cx->arena, &request->filters.billing_group, query->billing_group_id);
    filters_normalise(cx->arena, &request->filters);
    TRY(dimension_choose(cx, query->group_by, &request->group_by));
    TRY(measure_choose(cx, query->measure, &request->measure));
    if (!str_is_null(request->currency))
        return true;
    struct cost_request current = *request;
    struct cost_data data;
    current.first_day = period_first_day(query->period);
    TRY(cost_data_load(cx, &current, &data));
    request->currency = data.currency;
    return true;
}

/* ---- days ---- */

static bool load_days(struct cx *cx, const struct cost_request *request, bool same_days,
                      struct month_over_month *reply, struct month_days *days)
{
    struct extent extent;
    uuid payer_id = cost_only_payer(request);
    TRY(extent_load(cx, reply->previous, payer_id, &extent));
    days->previous = extent_is_partial(&extent) ? extent.days : extent.of_days;
    TRY(extent_load(cx, reply->period, payer_id, &extent));
    days->current = extent_is_partial(&extent) ? extent.days : extent.of_days;
    bool is_cut = same_days && extent.days > 0 && days->previous > days->current;
    is_cut = is_cut && extent_is_partial(&extent);
    days->previous = is_cut ? days->current : days->previous;
    reply->partial = extent_partial(cx->arena, &extent);
    reply->days.ptr = arena_copy(cx->arena, days, sizeof(*days));
    return true;
}

static bool divide(struct cost_table *table, const struct month_days *days)
{
    for (size_t i = 0; i < table->count; i++) {
        decimal *values = table->rows[i].values;
        TRY(decimal_div(values[PREVIOUS], decimal_of_int(days->previous), &values[PREVIOUS]));
        TRY(decimal_div(values[CURRENT], decimal_of_int(days->current), &values[CURRENT]));
    }
    return true;
}

/* ---- both months ---- */

static bool add_column(struct cx *cx, const struct cost_request *request, size_t column,
                       struct cost_table *table)
{
    struct cost_table month;
    TRY(cost_load_until(cx, request, &month));
    for (size_t i = 0; i < month.count; i++) {
        const struct cost_row *row = &month.rows[i];
        if (!cost_table_add(table, row->key, column, row->values[0]))
            return fail_out_of_range(cx);
        if (!str_is_empty(row->label))
            cost_table_row(table, row->key)->label = row->label;
    }
    return true;
}

/* With `same_days` the previous month as far as `days` says, else both in one go. */
static bool load(struct cx *cx, const struct cost_request *request, bool same_days,
                 const struct month_days *days, struct cost_table *table)
{
    struct cost_request previous = *request;
    struct cost_request current = *request;
    current.first_day = period_first_day(period_of_day(request->last_day));
    int64_t all = current.first_day.days - previous.first_day.days;
    if (!same_days || days->previous == 0 || days->previous >= all)
        return cost_load(cx, request, table);
    previous.last_day.days = previous.first_day.days + (int32_t)days->previous - 1;
    *table = cost_table_new(cx->arena, CURRENT + 1);
    return add_column(cx, &previous, PREVIOUS, table) && add_column(cx, &current, CURRENT, table);
}

/* ---- side by side ---- */

static bool amounts_of(const struct cost_table *table, size_t column, struct amounts *amounts)
{
    amounts->arena = table->arena;
    for (size_t i = 0; i < table->count; i++) {
        const struct cost_row *row = &table->rows[i];
        amounts_add(amounts, row->key, row->label, row->values[column]);
    }
    return amounts_fold(amounts);
}

static bool compare(struct cost_table *table, int places, struct month_over_month *reply)
{
    struct amounts previous = { .count = 0 };
    struct amounts current = { .count = 0 };
    return amounts_of(table, PREVIOUS, &previous) && amounts_of(table, CURRENT, &current) &&
           month_compare(table->arena, &previous, &current, places, reply);
}

static bool make_month_over_month(struct cx *cx)
{
    const struct month_query *query = cx->query;
    struct month_over_month *reply = cx->reply;
    struct cost_request request;
    struct cost_table table;
    struct month_days days;
    TRY(read_request(cx, query, &request));
    reply->period = query->period;
    reply->previous = period_add(query->period, -1);
    reply->currency = request.currency;
    TRY(load_days(cx, &request, query->same_days, reply, &days));
    TRY(load(cx, &request, query->same_days, &days, &table));
    int places = query->exact ? DECIMAL_PLACES : places_of(request.currency);
    if ((query->per_day && !divide(&table, &days)) || !compare(&table, places, reply))
        return fail_out_of_range(cx);
    return true;
}

bool month_over_month_get(struct cx *cx)
{
    const struct month_query *query = cx->query;
    struct filters filters = query->filters;
    filters.billing_group.is_present |= !uuid_is_nil(query->billing_group_id);
    return reply_kept(cx, make_month_over_month,
                      reply_basis_of(cx, query->measure, query->group_by, &filters), STR_NULL);
}
