#include "insights/costs.h"

#include "billing/bill.h"
#include "core/csv.h"
#include "insights/extent.h"
#include "insights/kept_reply.h"

#define CSV_MAX (64 * 1024 * 1024)

static const str granularity_names[] = { STR("monthly"), STR("daily"), STR_NULL };

#define QUERY_FIELDS                                                                               \
    FIELD(struct costs_query, from, .flags = FIELD_REQUIRED, .max = 10,                            \
          .doc = "A month (2023-11) or a day of it"),                                              \
        FIELD(struct costs_query, to, .flags = FIELD_REQUIRED, .max = 10,                          \
              .doc = "Inclusive; at most 36 months, or 92 days by day"),                           \
        FIELD(struct costs_query, granularity, .one_of = granularity_names,                        \
              .doc = "monthly unless given: whole months then"),                                   \
        FIELD(struct costs_query, group_by, .one_of = dimension_names,                             \
              .doc = "service unless given"),                                                      \
        FIELD(struct costs_query, measure, .one_of = measure_names,                                \
              .doc = "cost unless given; pro_forma for readers who may not see costs"),            \
        FIELD(struct costs_query, currency, .min = 3, .max = 3,                                    \
              .doc = "Of data in several currencies"),                                             \
        FIELD(struct costs_query, exact, .doc = "Figures with up to 12 places"),                   \
        FIELD(struct costs_query, per_day,                                                         \
              .doc = "Divided by the days of data of each period, and totals by all of them"),     \
        FILTER_FIELDS(struct costs_query)

static const struct field query_fields[] = {
    QUERY_FIELDS,
    FIELD(struct costs_query, top, .min = 0, .max = 1000, .otherwise = COSTS_TOP,
          .doc = "Groups shown one by one; the rest are others"),
    FIELD(struct costs_query, compare_from, .max = 10,
          .doc = "With compare_to: the totals of that stretch beside these, its last month cut to "
                 "the days of a last month that is not over"),
    FIELD(struct costs_query, compare_to, .max = 10), FIELDS_END
};
const struct shape costs_query_shape = SHAPE("CostsQuery", struct costs_query, query_fields);

static const struct field csv_query_fields[] = { QUERY_FIELDS, FIELDS_END };
const struct shape costs_csv_query_shape =
    SHAPE("CostsCsvQuery", struct costs_query, csv_query_fields);

static const struct field period_amount_fields[] = { FIELD(struct period_amount, period),
                                                     FIELD(struct period_amount, amount),
                                                     FIELDS_END };
const struct shape period_amount_shape =
    SHAPE("PeriodAmount", struct period_amount, period_amount_fields);

static const struct field group_fields[] = {
    FIELD(struct cost_group, key, .doc = "Empty: what has no such property"),
    FIELD(struct cost_group, label),
    FIELD(struct cost_group, values, .of = &period_amount_shape),
    FIELD(struct cost_group, total),
    FIELD(struct cost_group, compared, .of = &cost_change_shape, .flags = FIELD_OMIT_ABSENT),
    FIELDS_END
};
const struct shape cost_group_shape = SHAPE("CostGroup", struct cost_group, group_fields);

static const struct field costs_fields[] = {
    FIELD(struct costs_view, from),
    FIELD(struct costs_view, to),
    FIELD(struct costs_view, granularity),
    FIELD(struct costs_view, group_by),
    FIELD(struct costs_view, measure),
    FIELD(struct costs_view, currency),
    FIELD(struct costs_view, periods),
    FIELD(struct costs_view, groups, .of = &cost_group_shape),
    FIELD(struct costs_view, others, .of = &period_amount_shape),
    FIELD(struct costs_view, others_count),
    FIELD(struct costs_view, totals, .of = &period_amount_shape),
    FIELD(struct costs_view, total),
    FIELD(struct costs_view, compared, .of = &compared_costs_shape, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct costs_view, partial, .of = &partial_period_shape, .flags = FIELD_NULLABLE),
    FIELD(struct costs_view, as_of, .flags = FIELD_NULLABLE,
          .doc = "When the newest data was read"),
    FIELDS_END
};
const struct shape costs_view_shape =
    SHAPE("Costs", struct costs_view, costs_fields, .doc = "Costs over time by what they are of");

/* ---- the request ---- */

bool range_day(str text, bool is_end, day *out)
{
    period p;
    if (!period_parse(text, &p))
        return day_parse(text, out);
    *out = period_first_day(period_add(p, is_end ? 1 : 0));
    out->days -= is_end ? 1 : 0;
    return true;
}

/* Whole months, unless daily. */
static void widen(struct cost_request *request)
{
    if (request->is_daily)
        return;
    request->first_day = period_first_day(period_of_day(request->first_day));
    request->last_day = period_end_day(period_of_day(request->last_day));
    request->last_day.days--;
}

/* The parameters that a stretch of time is read from. */
struct range_names {
    str from;
    str to;
    const char *first;
};
static const struct range_names own_range = { STR("?from"), STR("?to"), "from" };
static const struct range_names compared_range = { STR("?compare_from"), STR("?compare_to"),
                                                   "compare_from" };

static bool read_range(struct cx *cx, str from, str to, const struct range_names *names,
                       struct cost_request *request)
{
    if (!range_day(from, false, &request->first_day))
        return fail_at(cx, ERR_invalid_parameter, names->from,
                       "must be a month such as 2023-11, or a day");
    if (!range_day(to, true, &request->last_day))
        return fail_at(cx, ERR_invalid_parameter, names->to,
                       "must be a month such as 2023-11, or a day");
    widen(request);
    if (request->last_day.days < request->first_day.days)
        return fail_at(cx, ERR_invalid_parameter, names->to, "must not be before %s", names->first);
    size_t most = request->is_daily ? COSTS_DAYS_MAX : COSTS_MONTHS_MAX;
    if (cost_columns(request) > most)
        return fail_at(cx, ERR_invalid_parameter, names->from, "at most %zu %s", most,
                       request->is_daily ? "days" : "months");
    return true;
}

/* Which currency, and how new the data is. */
static bool read_data(struct cx *cx, struct cost_request *request, instant *as_of)
{
    struct cost_data data;
    TRY(cost_data_load(cx, request, &data));
    *as_of = data.as_of;
    if (str_is_null(request->currency))
        request->currency = data.currency;
    return true;
}

bool costs_read(struct cx *cx, const struct costs_query *query, struct cost_request *request,
                instant *as_of)
{
    *request = (struct cost_request){
        .is_daily = place_of(query->granularity, granularity_names, 0) == 1,
        .filters = query->filters,
        .currency = query->currency,
    };
    filters_normalise(cx->arena, &request->filters);
    TRY(dimension_choose(cx, query->group_by, &request->group_by));
    TRY(measure_choose(cx, query->measure, &request->measure));
    TRY(read_range(cx, query->from, query->to, &own_range, request));
    return read_data(cx, request, as_of);
}

static int places_shown(const struct costs_query *query, str currency)
{
    return query->exact ? DECIMAL_PLACES : places_of(currency);
}

/* The table, rounded; and the extent of its last month. */
static bool make_table(struct cx *cx, const struct costs_query *query, struct cost_request *request,
                       instant *as_of, struct extent *last, struct cost_table *table)
{
    TRY(costs_read(cx, query, request, as_of));
    TRY(extent_load(cx, period_of_day(request->last_day), cost_only_payer(request), last));
    TRY(cost_load(cx, request, table));
    struct cost_request until = cost_until_data(request, last);
    return cost_round(table, &until, query->per_day, places_shown(query, request->currency)) ||
           fail_out_of_range(cx);
}

/* The stretch that the query compares with; *is_there tells whether it does. */
static bool make_other(struct cx *cx, const struct costs_query *query,
                       const struct cost_request *request, const struct extent *last,
                       struct cost_request *other, struct cost_table *table, bool *is_there)
{
    *is_there = false;
    if (str_is_null(query->compare_from) && str_is_null(query->compare_to))
        return true;
    struct cost_request asked = *request;
    TRY(read_range(cx, query->compare_from, query->compare_to, &compared_range, &asked));
    if (!cost_other_stretch(request, last, asked.first_day, asked.last_day, other))
        return true;
    *is_there = true;
    TRY(cost_load_until(cx, other, table));
    return cost_round(table, other, query->per_day, places_shown(query, request->currency)) ||
           fail_out_of_range(cx);
}

/* ---- the reply ---- */

static str column_name(struct arena *arena, const struct cost_request *request, size_t column)
{
    if (request->is_daily)
        return day_text(arena, (day){ request->first_day.days + (int32_t)column });
    return period_text(arena, period_add(period_of_day(request->first_day), (int)column));
}

static list column_names(struct arena *arena, const struct cost_request *request)
{
    size_t count = cost_columns(request);
    str *names = ARENA_ARRAY(arena, str, count);
    for (size_t i = 0; i < count; i++)
        names[i] = column_name(arena, request, i);
    return (list){ names, count, true };
}

struct writing {
    struct arena *arena;
    int places;
    list periods;
};

static str amount_text(const struct writing *w, decimal value)
{
    return decimal_shown(w->arena, value, w->places);
}

static list amounts_view(const struct writing *w, const decimal *values)
{
    const str *periods = w->periods.items;
    struct period_amount *items = ARENA_ARRAY(w->arena, struct period_amount, w->periods.count);
    for (size_t i = 0; i < w->periods.count; i++)
        items[i] = (struct period_amount){ periods[i], amount_text(w, values[i]) };
    return (list){ items, w->periods.count, true };
}

/* `other` is NULL when nothing is compared. */
static bool groups_view(const struct writing *w, const struct cost_table *table, size_t count,
                        const struct cost_table *other, list *view)
{
    struct cost_group *groups = ARENA_ARRAY(w->arena, struct cost_group, count);
    *view = (list){ groups, count, true };
    for (size_t i = 0; i < count; i++) {
        const struct cost_row *row = &table->rows[i];
        groups[i] = (struct cost_group){ .key = row->key,
                                         .label = row->label,
                                         .values = amounts_view(w, row->values),
                                         .total = amount_text(w, row->total) };
        if (!other)
            continue;
        const struct cost_row *before = cost_find(other, row->key);
        struct cost_change *change = ARENA_ARRAY(w->arena, struct cost_change, 1);
        TRY(cost_change_of(w->arena, before ? before->total : DECIMAL_ZERO, row->total, w->places,
                           change));
        groups[i].compared.ptr = change;
    }
    return true;
}

/* A month, or a day where the stretch ends inside one. */
static str last_name(struct arena *arena, const struct cost_request *request)
{
    period p = period_of_day(request->last_day);
    bool is_whole = period_end_day(p).days == request->last_day.days + 1;
    return request->is_daily || !is_whole ? day_text(arena, request->last_day)
                                          : period_text(arena, p);
}

static bool compared_view(const struct writing *w, const struct cost_request *request,
                          const struct cost_table *other, decimal total, object *view)
{
    struct cost_change change;
    TRY(cost_change_of(w->arena, other->total, total, w->places, &change));
    struct compared_costs *compared = ARENA_ARRAY(w->arena, struct compared_costs, 1);
    *compared = (struct compared_costs){
        .from = column_name(w->arena, request, 0),
        .to = last_name(w->arena, request),
        .previous = change.previous,
        .change = change.change,
        .change_percent = change.change_percent,
    };
    view->ptr = compared;
    return true;
}

/* What the rows from `first` on add up to, column by column. */
static bool others_view(const struct writing *w, const struct cost_table *table, size_t first,
                        list *others)
{
    *others = (list){ w->arena, 0, true };
    if (first == table->count)
        return true;
    decimal *sums = ARENA_ARRAY(w->arena, decimal, table->columns);
    for (size_t i = first; i < table->count; i++) {
        for (size_t c = 0; c < table->columns; c++)
            TRY(decimal_add(sums[c], table->rows[i].values[c], &sums[c]));
    }
    *others = amounts_view(w, sums);
    return true;
}

static void name_reply(const struct writing *w, const struct cost_request *request,
                       struct costs_view *reply)
{
    const str *periods = w->periods.items;
    reply->granularity = granularity_names[request->is_daily];
    reply->group_by = dimension_names[request->group_by];
    reply->measure = measure_names[request->measure];
    reply->currency = request->currency;
    reply->periods = w->periods;
    reply->from = periods[0];
    reply->to = periods[w->periods.count - 1];
}

static bool make_costs(struct cx *cx)
{
    const struct costs_query *query = cx->query;
    struct costs_view *reply = cx->reply;
    struct cost_request request;
    struct cost_request other_request;
    struct extent last;
    struct cost_table table;
    struct cost_table other;
    bool is_compared;
    TRY(make_table(cx, query, &request, &reply->as_of, &last, &table));
    TRY(make_other(cx, query, &request, &last, &other_request, &other, &is_compared));
    if (is_compared)
        cost_add_missing(&table, &other);
    cost_table_rank(&table);

    size_t shown = table.count < (size_t)query->top ? table.count : (size_t)query->top;
    struct writing w = { cx->arena, places_shown(query, request.currency),
                         column_names(cx->arena, &request) };
    name_reply(&w, &request, reply);
    reply->others_count = (int64_t)(table.count - shown);
    reply->totals = amounts_view(&w, table.totals);
    reply->total = amount_text(&w, table.total);
    reply->partial = extent_partial(cx->arena, &last);
    bool fits =
        groups_view(&w, &table, shown, is_compared ? &other : NULL, &reply->groups) &&
        others_view(&w, &table, shown, &reply->others) &&
        (!is_compared || compared_view(&w, &other_request, &other, table.total, &reply->compared));
    return fits || fail_out_of_range(cx);
}

bool costs_get(struct cx *cx)
{
    const struct costs_query *query = cx->query;
    return reply_kept(cx, make_costs,
                      reply_basis_of(cx, query->measure, query->group_by, &query->filters),
                      STR_NULL);
}

/* ---- the file ---- */

static void csv_row(struct csv *csv, const struct writing *w, str key, str label,
                    const decimal *values, decimal total)
{
    csv_cell(csv, key);
    csv_cell(csv, label);
    for (size_t i = 0; i < w->periods.count; i++)
        csv_cell(csv, amount_text(w, values[i]));
    csv_cell(csv, amount_text(w, total));
    csv_end_row(csv);
}

static str csv_of_table(const struct writing *w, const struct cost_request *request,
                        const struct cost_table *table)
{
    struct strbuf out = strbuf_new(w->arena, CSV_MAX);
    struct csv csv = csv_begin(&out);
    csv_cell(&csv, dimension_names[request->group_by]);
    csv_cell(&csv, STR("label"));
    for (size_t i = 0; i < w->periods.count; i++)
        csv_cell(&csv, ((const str *)w->periods.items)[i]);
    csv_cell(&csv, request->currency);
    csv_end_row(&csv);
    for (size_t i = 0; i < table->count; i++)
        csv_row(&csv, w, table->rows[i].key, table->rows[i].label, table->rows[i].values,
                table->rows[i].total);
    csv_row(&csv, w, STR("total"), STR_NULL, table->totals, table->total);
    return strbuf_str(&out);
}

bool costs_get_csv(struct cx *cx)
{
    const struct costs_query *query = cx->query;
    struct cost_request request;
    struct cost_table table;
    struct extent last;
    instant as_of;
    TRY(make_table(cx, query, &request, &as_of, &last, &table));
    cost_table_rank(&table);
    struct writing w = { cx->arena, places_shown(query, request.currency),
                         column_names(cx->arena, &request) };
    http_set_attachment(cx,
                        str_format(cx->arena, "%.*s-by-%.*s-%.*s-%.*s.csv",
                                   STR_ARG(measure_names[request.measure]),
                                   STR_ARG(dimension_names[request.group_by]),
                                   STR_ARG(column_name(cx->arena, &request, 0)),
                                   STR_ARG(column_name(cx->arena, &request, w.periods.count - 1))));
    return http_reply_text(cx, 200, "text/csv; charset=utf-8", csv_of_table(&w, &request, &table));
}
