#include "billing/bill.h"
#include "db/db.h"
#include "insights/cost_load.h"
#include "insights/extent.h"
#include "insights/forecast.h"
#include "insights/kept_reply.h"
#include "insights/series.h"

/* What is read, and what comes of it. */
struct view {
    struct forecast *reply;
    struct series series;
    struct extent extent; /* of the newest period with data */
    int places;
    struct past_month past[FORECAST_HISTORY];
    size_t past_count;
};

static bool out_of_range(struct cx *cx)
{
    return fail(cx, ERR_amount_out_of_range, "a forecast does not fit");
}

static int64_t days_of(period p)
{
    return period_end_day(p).days - period_first_day(p).days;
}

/* ---- what is read ---- */

static bool choose(struct cx *cx, struct view *v)
{
    const struct forecast_query *query = cx->query;
    struct cost_request request = { .filters = query->filters };
    struct cost_data data;
    period newest;
    filters_normalise(cx->arena, &request.filters);
    uuid payer_id = cost_only_payer(&request);
    TRY(measure_choose(cx, query->measure, &v->series.measure));
    TRY(extent_newest(cx, payer_id, &newest));
    TRY(extent_load(cx, newest, payer_id, &v->extent));
    request.first_day = request.last_day = period_first_day(newest);
    TRY(cost_data_load(cx, &request, &data));
    v->series.filters = request.filters;
    v->series.currency = data.currency;
    v->places = places_of(data.currency);
    v->reply->measure = measure_names[v->series.measure];
    v->reply->currency = data.currency;
    return true;
}

/* Months before the first with an amount teach nothing. */
static bool load_history(struct cx *cx, struct view *v)
{
    decimal amounts[FORECAST_HISTORY];
    period first = period_add(v->extent.period, 1 - FORECAST_HISTORY);
    struct forecast_history *items =
        ARENA_ARRAY(cx->arena, struct forecast_history, FORECAST_HISTORY);
    list *history = &v->reply->history;
    *history = (list){ items, 0, true };
    TRY(series_months(cx, &v->series, first, FORECAST_HISTORY, amounts));
    for (int i = 0; i < FORECAST_HISTORY; i++) {
        period p = period_add(first, i);
        bool is_partial = i == FORECAST_HISTORY - 1 && extent_is_partial(&v->extent);
        if (decimal_is_zero(amounts[i]) && history->count == 0)
            continue;
        items[history->count++] =
            (struct forecast_history){ p, decimal_shown(cx->arena, amounts[i], v->places),
                                       is_partial };
        if (!is_partial)
            v->past[v->past_count++] = (struct past_month){ amounts[i], days_of(p) };
    }
    return true;
}

/* ---- what comes of it ---- */

static struct forecast_month month_of(struct cx *cx, const struct view *v, period p,
                                      struct interval interval, str method)
{
    struct forecast_interval text = forecast_interval_text(cx->arena, interval, v->places);
    return (struct forecast_month){ p, text.amount, text.low, text.high, method };
}

static bool find_month_end(struct cx *cx, const struct view *v, struct interval *end,
                           bool *is_known)
{
    struct running_month running;
    struct running_month revenue;
    struct series of_revenue = v->series;
    TRY(series_running(cx, &v->series, &v->extent, &running, is_known));
    if (!*is_known)
        return true;
    if (v->series.measure != MEASURE_MARGIN)
        return forecast_month_end(&running, end) || out_of_range(cx);
    of_revenue.measure = MEASURE_PRO_FORMA;
    TRY(series_running(cx, &of_revenue, &v->extent, &revenue, is_known));
    return forecast_margin_end(&revenue, &running, end) || out_of_range(cx);
}

/* The estimate of the month's end is also what the months ahead go on from. */
static bool set_month_end(struct cx *cx, struct view *v)
{
    struct interval end;
    bool is_known;
    if (!extent_is_partial(&v->extent)) {
        v->reply->month_end_missing = v->extent.days == 0 ? STR("no_data") : STR("month_is_over");
        return true;
    }
    TRY(find_month_end(cx, v, &end, &is_known));
    if (!is_known) {
        v->reply->month_end_missing = STR("too_few_days");
        return true;
    }
    struct forecast_month *month = ARENA_NEW(cx->arena, struct forecast_month);
    *month = month_of(cx, v, v->extent.period, end, STR("run_rate_weekday"));
    v->reply->month_end.ptr = month;
    if (v->reply->history.count > 0)
        v->past[v->past_count++] = (struct past_month){ end.amount, v->extent.of_days };
    return true;
}

static bool set_months(struct cx *cx, struct view *v)
{
    struct interval ahead[FORECAST_MONTHS];
    int64_t days[FORECAST_MONTHS];
    struct forecast_month *items = ARENA_ARRAY(cx->arena, struct forecast_month, FORECAST_MONTHS);
    /* A running month whose end is not known is the first one ahead. */
    bool is_ahead = extent_is_partial(&v->extent) && !v->reply->month_end.ptr;
    period next = period_add(v->extent.period, is_ahead ? 0 : 1);
    v->reply->months = (list){ items, 0, true };
    if (v->past_count < FORECAST_MONTHS_MIN) {
        v->reply->months_missing = STR("too_few_months");
        return true;
    }
    for (int i = 0; i < FORECAST_MONTHS; i++)
        days[i] = days_of(period_add(next, i));
    if (!forecast_ahead(v->past, v->past_count, days, FORECAST_MONTHS, ahead))
        return out_of_range(cx);
    for (int i = 0; i < FORECAST_MONTHS; i++)
        items[v->reply->months.count++] = month_of(cx, v, period_add(next, i), ahead[i], STR_NULL);
    return true;
}

static bool make_forecast(struct cx *cx)
{
    struct view v = { .reply = cx->reply };
    v.reply->method = STR("damped_trend");
    v.reply->level = FORECAST_LEVEL;
    TRY(choose(cx, &v));
    TRY(load_history(cx, &v));
    TRY(set_month_end(cx, &v));
    return set_months(cx, &v);
}

bool forecast_get(struct cx *cx)
{
    const struct forecast_query *query = cx->query;
    return reply_kept(cx, make_forecast,
                      reply_basis_of(cx, query->measure, STR_NULL, &query->filters), STR_NULL);
}
