#include "insights/series.h"

#include "billing/kept_month.h"
#include "db/db.h"
#include "insights/cost_load.h"
#include "insights/forecast.sql.h"

static struct cost_request request_of(const struct series *series, day first, day last)
{
    return (struct cost_request){
        .first_day = first,
        .last_day = last,
        .measure = series->measure,
        .filters = series->filters,
        .currency = series->currency,
    };
}

bool series_months(struct cx *cx, const struct series *series, period first, size_t count,
                   decimal *amounts)
{
    day end = period_first_day(period_add(first, (int)count));
    struct cost_request request =
        request_of(series, period_first_day(first), (day){ end.days - 1 });
    struct cost_table table;
    request.group_by = BY_NOTHING;
    TRY(cost_load(cx, &request, &table));
    for (size_t i = 0; i < count; i++)
        amounts[i] = table.count > 0 ? table.rows[0].values[i] : DECIMAL_ZERO;
    return true;
}

/* ---- days ---- */

static const struct {
    str kind;
    enum course course;
} courses[] = {
    { STR("usage"), COURSE_RUNNING },          { STR("marketplace"), COURSE_RUNNING },
    { STR("commitment_fee"), COURSE_RUNNING }, { STR("tax"), COURSE_DERIVED },
    { STR("discount"), COURSE_DERIVED },       { STR("support"), COURSE_DERIVED },
};

static enum course course_of(str kind)
{
    for (size_t i = 0; i < sizeof(courses) / sizeof(courses[0]); i++) {
        if (str_equal(courses[i].kind, kind))
            return courses[i].course;
    }
    return COURSE_SINGLE;
}

/* `before` columns of the table are days of the month before. */
static bool add_row(const struct cost_table *table, const struct cost_row *row, size_t before,
                    struct running_month *running)
{
    enum course course = course_of(row->key);
    for (size_t i = before; i < table->columns; i++)
        TRY(decimal_add_to(&running->so_far[course], row->values[i]));
    size_t first = before + (size_t)running->days - FORECAST_WINDOW;
    for (size_t i = 0; i < FORECAST_WINDOW && course == COURSE_RUNNING; i++)
        TRY(decimal_add_to(&running->window[i], row->values[first + i]));
    return true;
}

/* ---- custom charges that grow with the bill ---- */

struct id_row {
    uuid id;
};
static const struct field id_fields[] = { FIELD(struct id_row, id), FIELDS_END };
static const struct shape id_shape = SHAPE("ForecastPercentage", struct id_row, id_fields);

static bool is_listed(list ids, uuid id)
{
    const struct id_row *rows = ids.items;
    for (size_t i = 0; i < ids.count; i++) {
        if (uuid_equal(rows[i].id, id))
            return true;
    }
    return false;
}

static bool takes_bill(const struct series *series, const struct group_bill *bill,
                       struct arena *arena)
{
    return str_equal(bill->currency, series->currency) &&
           filter_passes(&series->filters, BY_BILLING_GROUP,
                         uuid_text(arena, bill->billing_group_id));
}

static bool sum_percentages(struct cx *cx, const struct series *series, const struct month *month,
                            decimal *sum)
{
    list percentages;
    TRY(db_all(cx, &sql_forecast_percentages, IN_NONE, IN_NONE, &id_shape, &percentages));
    for (size_t b = 0; b < month->bill_count; b++) {
        const struct bill *bill = &month->bills[b].bill;
        if (!takes_bill(series, &month->bills[b], cx->arena))
            continue;
        for (size_t i = 0; i < bill->custom_charge_count; i++) {
            if (is_listed(percentages, bill->custom_charges[i].id) &&
                !decimal_add_to(sum, bill->custom_charges[i].amount))
                return fail_out_of_range(cx);
        }
    }
    return true;
}

static bool load_bills(struct cx *cx, const struct cost_request *request, period p,
                       struct month *month)
{
    struct bill_request bills = {
        .period = p,
        .payer_id = cost_only_payer(request),
        .billing_group_id = cost_only_group(request),
    };
    struct kept_range range = {
        .first = p,
        .last = p,
        .payer_id = bills.payer_id,
        .of_bills_only = true,
    };
    struct kept_months kept;
    if (!uuid_is_nil(bills.billing_group_id))
        return month_load(cx, &bills, month);
    return kept_months_open(cx, &range, &kept) && kept_month_load(cx, &kept, p, month);
}

/* They came as single amounts, as all custom charges do. */
static bool move_percentages(struct cx *cx, const struct series *series,
                             const struct cost_request *request, period p,
                             struct running_month *running)
{
    unsigned others = filters_used(&series->filters) &
                      ~(DIMENSION_BIT(BY_BILLING_GROUP) | DIMENSION_BIT(BY_PAYER));
    if (!measure_is_priced(series->measure) || others)
        return true;
    struct month month;
    decimal sum = DECIMAL_ZERO;
    TRY(load_bills(cx, request, p, &month));
    TRY(sum_percentages(cx, series, &month, &sum));
    decimal *so_far = running->so_far;
    return (decimal_add_to(&so_far[COURSE_DERIVED], sum) &&
            decimal_sub(so_far[COURSE_SINGLE], sum, &so_far[COURSE_SINGLE])) ||
           fail_out_of_range(cx);
}

bool series_running(struct cx *cx, const struct series *series, const struct extent *extent,
                    struct running_month *running, bool *is_known)
{
    day first = period_first_day(extent->period);
    struct cost_request request =
        request_of(series, first, (day){ period_end_day(extent->period).days - 1 });
    size_t before = extent->days < FORECAST_WINDOW ? (size_t)(FORECAST_WINDOW - extent->days) : 0;
    *is_known = before == 0;
    if (before > 0) {
        struct extent previous;
        TRY(extent_load(cx, period_add(extent->period, -1), cost_only_payer(&request), &previous));
        *is_known = previous.days == previous.of_days;
        if (!*is_known)
            return true;
    }
    struct cost_table table;
    request.is_daily = true;
    request.group_by = BY_KIND;
    request.first_day.days -= (int32_t)before;
    TRY(cost_load(cx, &request, &table));
    *running = (struct running_month){ .days = extent->days, .of_days = extent->of_days };
    for (size_t i = 0; i < table.count; i++) {
        if (!add_row(&table, &table.rows[i], before, running))
            return fail_out_of_range(cx);
    }
    return move_percentages(cx, series, &request, extent->period, running);
}
