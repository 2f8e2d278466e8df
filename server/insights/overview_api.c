#include "billing/kept_month.h"
#include "db/db.h"
#include "insights/attention.h"
#include "insights/extent.h"
#include "insights/kept_reply.h"
#include "insights/overview.h"
#include "insights/overview.sql.h"
#include "insights/series.h"

/* What the statements take and give. */
struct month_row {
    period period;
    int64_t accounts;
    uuid payer_id;
    int64_t months;
};
static const struct field row_fields[] = {
    FIELD(struct month_row, period), FIELD(struct month_row, accounts),
    FIELD(struct month_row, payer_id, .flags = FIELD_NULLABLE), FIELD(struct month_row, months),
    FIELDS_END
};
static const struct shape row_shape = SHAPE("OverviewMonthRow", struct month_row, row_fields);

/* What an overview is made from. */
struct view {
    struct overview *reply;
    uuid payer_id;
    bool shows_cost;
    bool is_newest;
    struct extent extent;
    list months; /* of struct month_row: those with data, oldest first */
    struct kept_months kept;
    struct month current;
    struct month whole;    /* the month compared with */
    struct month previous; /* the same days of it, or all of it */
};

/* ---- which months ---- */

static bool choose_months(struct cx *cx, struct view *v, const struct overview_query *query)
{
    struct month_row key = { .payer_id = query->payer_id, .months = TREND_MONTHS };
    period newest;
    TRY(extent_newest(cx, query->payer_id, &newest));
    v->payer_id = query->payer_id;
    v->reply->period = period_is_none(query->period) ? newest : query->period;
    v->reply->previous = period_add(v->reply->period, -1);
    v->is_newest = v->reply->period.months >= newest.months;
    key.period = v->reply->period;
    TRY(db_all(cx, &sql_overview_months, IN(row_shape, &key), IN_NONE, &row_shape, &v->months));
    struct kept_range range = {
        .first = period_add(v->reply->period, 1 - TREND_MONTHS),
        .last = v->reply->period,
        .payer_id = v->payer_id,
    };
    return kept_months_open(cx, &range, &v->kept) &&
           extent_load(cx, v->reply->period, v->payer_id, &v->extent);
}

static const struct month_row *row_of(const struct view *v, period p)
{
    const struct month_row *rows = v->months.items;
    for (size_t i = 0; i < v->months.count; i++) {
        if (rows[i].period.months == p.months)
            return &rows[i];
    }
    return NULL;
}

/* ---- loading ---- */

static bool load(struct cx *cx, const struct view *v, period p, day last_day, struct month *month)
{
    struct bill_request request = { .period = p, .payer_id = v->payer_id, .last_day = last_day };
    bool is_kept = day_is_none(last_day) && p.months >= v->kept.range.first.months &&
                   p.months <= v->kept.range.last.months;
    return is_kept ? kept_month_load(cx, &v->kept, p, month) : month_load(cx, &request, month);
}

struct unassigned_row {
    str currency;
    decimal cost;
};
static const struct field unassigned_fields[] = { FIELD(struct unassigned_row, currency),
                                                  FIELD(struct unassigned_row, cost), FIELDS_END };
static const struct shape unassigned_row_shape =
    SHAPE("OverviewUnassignedRow", struct unassigned_row, unassigned_fields);

/* The same for what is on no bill: less what its charges for the whole month are for later days. */
static bool share_unassigned(struct cx *cx, const struct view *v, int64_t days, int64_t of_days,
                             struct month *month)
{
    struct month_row key = { .period = month->period, .payer_id = v->payer_id };
    list found;
    TRY(db_all(cx, &sql_overview_unassigned_of_month, IN(row_shape, &key), IN_NONE,
               &unassigned_row_shape, &found));
    const struct unassigned_row *rows = found.items;
    for (size_t i = 0; i < found.count; i++) {
        decimal later;
        if (!decimal_mul(rows[i].cost, decimal_of_int(of_days - days), &later) ||
            !decimal_div(later, decimal_of_int(of_days), &later))
            return fail_out_of_range(cx);
        for (size_t s = 0; s < month->share_count; s++) {
            decimal *cost = &month->shares[s].unassigned.cost;
            if (str_equal(month->shares[s].currency, rows[i].currency) &&
                !decimal_sub(*cost, later, cost))
                return fail_out_of_range(cx);
        }
    }
    return true;
}

/* The month compared with; when this one is partial, the same days of it too. */
static bool load_previous(struct cx *cx, struct view *v)
{
    period p = v->reply->previous;
    day first = period_first_day(p);
    int64_t of_days = period_end_day(p).days - first.days;
    TRY(load(cx, v, p, DAY_NONE, &v->whole));
    v->previous = v->whole;
    if (!extent_is_partial(&v->extent) || v->extent.days >= of_days)
        return true;
    day last = { first.days + (int32_t)v->extent.days - 1 };
    TRY(load(cx, v, p, last, &v->previous));
    TRY(share_unassigned(cx, v, v->extent.days, of_days, &v->previous));
    return month_share_lines(&v->previous, &v->whole, v->extent.days, of_days) ||
           fail_out_of_range(cx);
}

/* ---- figures ---- */

static object figure(struct cx *cx, const struct view *v, decimal current, decimal previous,
                     decimal whole)
{
    bool is_compared = row_of(v, v->reply->previous);
    return (object){ change_figure(cx->arena, current, is_compared ? &previous : NULL,
                                   is_compared ? &whole : NULL, places_of(v->reply->currency)) };
}

static object percent_figure(struct cx *cx, const struct view *v, maybe_decimal current,
                             maybe_decimal previous, maybe_decimal whole)
{
    bool is_compared = row_of(v, v->reply->previous);
    if (!current.is_present)
        return (object){ ARENA_NEW(cx->arena, struct change_figure) };
    struct change_figure *made = change_figure(
        cx->arena, current.value, is_compared && previous.is_present ? &previous.value : NULL,
        is_compared && whole.is_present ? &whole.value : NULL, PERCENT_PLACES);
    made->change_percent = STR_NULL;
    return (object){ made };
}

static object accounts_figure(struct cx *cx, const struct view *v)
{
    const struct month_row *now = row_of(v, v->reply->period);
    const struct month_row *before = row_of(v, v->reply->previous);
    decimal current = decimal_of_int(now ? now->accounts : 0);
    decimal previous = decimal_of_int(before ? before->accounts : 0);
    const decimal *compared = before ? &previous : NULL;
    return (object){ change_figure(cx->arena, current, compared, compared, 0) };
}

static bool set_figures(struct cx *cx, struct view *v)
{
    struct month_totals now;
    struct month_totals before;
    struct month_totals whole;
    str currency = v->reply->currency;
    if (!month_totals(&v->current, currency, &now) ||
        !month_totals(&v->previous, currency, &before) ||
        !month_totals(&v->whole, currency, &whole))
        return fail_out_of_range(cx);

    struct overview_figures *figures = ARENA_NEW(cx->arena, struct overview_figures);
    figures->revenue = figure(cx, v, now.revenue, before.revenue, whole.revenue);
    figures->cost = figure(cx, v, now.cost, before.cost, whole.cost);
    figures->margin = figure(cx, v, now.margin, before.margin, whole.margin);
    figures->margin_percent =
        percent_figure(cx, v, now.margin_percent, before.margin_percent, whole.margin_percent);
    figures->accounts = accounts_figure(cx, v);
    figures->unassigned = figure(cx, v, now.unassigned, before.unassigned, whole.unassigned);
    v->reply->figures.ptr = figures;
    return true;
}

/* ---- trend ---- */

static bool trend_totals(struct cx *cx, const struct view *v, period p, struct month_totals *totals)
{
    struct month loaded = { .bill_count = 0 };
    const struct month *month = &loaded;
    if (p.months == v->reply->period.months)
        month = &v->current;
    else if (p.months == v->reply->previous.months)
        month = &v->whole;
    else if (row_of(v, p))
        TRY(load(cx, v, p, DAY_NONE, &loaded));
    return month_totals(month, v->reply->currency, totals) || fail_out_of_range(cx);
}

/* A month's bills are forgotten before the next one's are read. */
static bool add_trend_month(struct cx *cx, const struct view *v, period p, struct trend_month *out)
{
    struct month_totals totals;
    struct cx part = cx_begin_part(cx);
    TRY(cx_end_part(cx, &part, trend_totals(&part, v, p, &totals)));
    int places = places_of(v->reply->currency);
    *out = (struct trend_month){
        .period = p,
        .revenue = decimal_shown(cx->arena, totals.revenue, places),
        .cost = decimal_shown(cx->arena, totals.cost, places),
        .margin = decimal_shown(cx->arena, totals.margin, places),
        .unassigned = decimal_shown(cx->arena, totals.unassigned, places),
    };
    return true;
}

static bool set_trend(struct cx *cx, struct view *v)
{
    const struct month_row *rows = v->months.items;
    struct trend_month *items = ARENA_ARRAY(cx->arena, struct trend_month, TREND_MONTHS);
    v->reply->trend = (list){ items, 0, true };
    if (v->months.count == 0)
        return true;
    for (period p = rows[0].period; p.months <= v->reply->period.months; p = period_add(p, 1))
        TRY(add_trend_month(cx, v, p, &items[v->reply->trend.count++]));
    return true;
}

/* ---- forecast ---- */

/* What the figures are made of: everything that is on a bill, of the payer if one is given. */
static void limit_to_bills(struct cx *cx, const struct view *v, struct filters *filters)
{
    str *groups = ARENA_ARRAY(cx->arena, str, v->current.bill_count);
    for (size_t i = 0; i < v->current.bill_count; i++)
        groups[i] = uuid_text(cx->arena, v->current.bills[i].billing_group_id);
    filters->billing_group = (list){ groups, v->current.bill_count, true };
}

static bool forecast_of(struct cx *cx, const struct view *v, enum measure measure, object *out,
                        bool *is_known)
{
    struct series series = { .measure = measure, .currency = v->reply->currency };
    struct running_month running;
    struct interval end;
    str payer = uuid_text(cx->arena, v->payer_id);
    if (!uuid_is_nil(v->payer_id))
        series.filters.payer = (list){ arena_copy(cx->arena, &payer, sizeof(payer)), 1, true };
    if (measure == MEASURE_COST)
        limit_to_bills(cx, v, &series.filters);
    TRY(series_running(cx, &series, &v->extent, &running, is_known));
    if (!*is_known)
        return true;
    if (!forecast_month_end(&running, &end))
        return fail_out_of_range(cx);
    struct forecast_interval text =
        forecast_interval_text(cx->arena, end, places_of(v->reply->currency));
    out->ptr = arena_copy(cx->arena, &text, sizeof(text));
    return true;
}

static bool set_forecast(struct cx *cx, struct view *v)
{
    if (!extent_is_partial(&v->extent) || v->current.bill_count == 0)
        return true;
    struct overview_forecast *forecast = ARENA_NEW(cx->arena, struct overview_forecast);
    bool is_known;
    TRY(forecast_of(cx, v, MEASURE_PRO_FORMA, &forecast->revenue, &is_known));
    if (is_known && v->shows_cost)
        TRY(forecast_of(cx, v, MEASURE_COST, &forecast->cost, &is_known));
    if (is_known)
        v->reply->forecast.ptr = forecast;
    return true;
}

/* ---- the whole ---- */

static bool set_attention(struct cx *cx, struct view *v)
{
    v->reply->attention.is_present = true;
    if (!v->shows_cost)
        return true;
    return attention_load(cx, &v->current, v->reply->currency, v->payer_id, v->is_newest,
                          &v->reply->attention);
}

/* Both months and what they come to. */
static bool load_months(struct cx *cx, struct view *v)
{
    TRY(load(cx, v, v->reply->period, DAY_NONE, &v->current));
    v->reply->currency = v->current.currency;
    v->reply->as_of = v->current.as_of;
    v->reply->partial = extent_partial(cx->arena, &v->extent);
    TRY(load_previous(cx, v));
    return set_figures(cx, v);
}

static bool make_overview(struct cx *cx)
{
    struct view v = {
        .reply = cx->reply,
        .shows_cost = cx->principal.permissions >> PERM_COST_READ & 1,
    };
    TRY(choose_months(cx, &v, cx->query));
    TRY(load_months(cx, &v));
    TRY(set_trend(cx, &v));
    v.reply->measure = v.shows_cost ? STR("cost") : STR("pro_forma");
    if (!month_movers(cx->arena, &v.previous, &v.current, v.reply->currency, v.shows_cost,
                      &v.reply->movers))
        return fail_out_of_range(cx);
    TRY(set_forecast(cx, &v));
    return set_attention(cx, &v);
}

/* Beside drops and audited changes, failed jobs and the day need attention. */
bool overview_get(struct cx *cx)
{
    const struct overview_query *query = cx->query;
    str today = STR_NULL;
    if (cx->principal.permissions >> PERM_COST_READ & 1)
        TRY(attention_today(cx, query->payer_id, &today));
    return reply_kept(cx, make_overview, OF_PRICES, today);
}

/* ---- beside any earlier month ---- */

/* The figures of that group's bill as it is shown; zeros when it has none in that month. */
static bool group_totals(struct cx *cx, const struct view *v, const struct month *month,
                         uuid group_id, struct bill *totals)
{
    str currency = v->reply->currency;
    *totals = (struct bill){ .line_count = 0 };
    for (size_t i = 0; i < month->bill_count; i++) {
        const struct group_bill *bill = &month->bills[i];
        if (uuid_equal(bill->billing_group_id, group_id) && str_equal(bill->currency, currency))
            return bill_round_totals(&bill->bill, places_of(currency), totals) ||
                   fail_out_of_range(cx);
    }
    return true;
}

static bool add_group(struct cx *cx, const struct view *v, uuid group_id, struct group_change *out)
{
    struct bill now;
    struct bill before;
    struct bill whole;
    TRY(group_totals(cx, v, &v->current, group_id, &now));
    TRY(group_totals(cx, v, &v->previous, group_id, &before));
    TRY(group_totals(cx, v, &v->whole, group_id, &whole));
    *out = (struct group_change){
        .billing_group_id = group_id,
        .revenue = figure(cx, v, now.pro_forma, before.pro_forma, whole.pro_forma),
        .cost = figure(cx, v, now.cost, before.cost, whole.cost),
        .margin = figure(cx, v, now.margin, before.margin, whole.margin),
    };
    return true;
}

static bool set_groups(struct cx *cx, const struct view *v, list *groups)
{
    struct group_change *items = ARENA_ARRAY(cx->arena, struct group_change, v->current.bill_count);
    *groups = (list){ items, 0, true };
    for (size_t i = 0; i < v->current.bill_count; i++) {
        const struct group_bill *bill = &v->current.bills[i];
        if (str_equal(bill->currency, v->reply->currency))
            TRY(add_group(cx, v, bill->billing_group_id, &items[groups->count++]));
    }
    return true;
}

static bool make_comparison(struct cx *cx)
{
    const struct comparison_query *query = cx->query;
    struct comparison *reply = cx->reply;
    struct overview compared = { .measure = STR_NULL };
    struct view v = { .reply = &compared };
    TRY(choose_months(cx, &v, &query->of));
    if (!period_is_none(query->compare))
        compared.previous = query->compare;
    TRY(load_months(cx, &v));
    *reply = (struct comparison){
        .period = compared.period,
        .previous = compared.previous,
        .currency = compared.currency,
        .partial = compared.partial,
        .as_of = compared.as_of,
        .figures = compared.figures,
    };
    return set_groups(cx, &v, &reply->groups);
}

bool comparison_get(struct cx *cx)
{
    return reply_kept(cx, make_comparison, OF_PRICES, STR_NULL);
}
