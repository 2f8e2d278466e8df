#include "insights/cost_compare.h"

#include "billing/bill.h"
#include "billing/charge.h"

#include <stdlib.h>
#include <string.h>

#define CHANGE_FIELDS(type)                                                                        \
    FIELD(type, previous), FIELD(type, change),                                                    \
        FIELD(type, change_percent, .flags = FIELD_NULLABLE,                                       \
              .doc = "Of the previous, with 4 places; null when that is 0")

static const struct field change_fields[] = { CHANGE_FIELDS(struct cost_change), FIELDS_END };
const struct shape cost_change_shape = SHAPE("CostChange", struct cost_change, change_fields);

static const struct field compared_fields[] = {
    FIELD(struct compared_costs, from),
    FIELD(struct compared_costs, to, .doc = "A day while the last month of the costs is not over"),
    CHANGE_FIELDS(struct compared_costs), FIELDS_END
};
const struct shape compared_costs_shape =
    SHAPE("ComparedCosts", struct compared_costs, compared_fields);

/* ---- stretches ---- */

static day end_of_month(day d)
{
    day end = period_end_day(period_of_day(d));
    end.days--;
    return end;
}

static day earlier(day a, day b)
{
    return a.days < b.days ? a : b;
}

struct cost_request cost_until_data(const struct cost_request *request, const struct extent *last)
{
    struct cost_request until = *request;
    day known = period_first_day(last->period);
    known.days += (int32_t)last->days - 1;
    if (extent_is_partial(last))
        until.last_day = earlier(request->last_day, known);
    return until;
}

bool cost_other_stretch(const struct cost_request *request, const struct extent *last,
                        day first_day, day last_day, struct cost_request *other)
{
    struct cost_request until = cost_until_data(request, last);
    *other = *request;
    other->first_day = first_day;
    other->last_day = last_day;
    if (until.last_day.days < request->last_day.days) {
        day begin = request->is_daily ? first_day : period_first_day(period_of_day(last_day));
        day last_begin = request->is_daily ? request->first_day : period_first_day(last->period);
        begin.days += until.last_day.days - last_begin.days;
        other->last_day = earlier(begin, last_day);
    }
    return other->last_day.days >= other->first_day.days;
}

/* ---- loading ---- */

/* Adds columns of one table to another, from `column` on: each to its own, or all to that one. */
static bool add_columns(struct cost_table *table, size_t column, bool all_to_one,
                        const struct cost_table *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct cost_row *row = &from->rows[i];
        for (size_t c = 0; c < from->columns; c++)
            TRY(cost_table_add(table, row->key, all_to_one ? column : column + c, row->values[c]));
        if (!str_is_empty(row->label))
            cost_table_row(table, row->key)->label = row->label;
    }
    return true;
}

static bool load_days(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    size_t columns = cost_columns(request);
    struct cost_request months = *request;
    struct cost_request days = *request;
    days.is_daily = true;
    days.first_day = period_first_day(period_of_day(request->last_day));
    months.last_day.days = days.first_day.days - 1;

    *table = cost_table_new(cx->arena, columns);
    struct cost_table part;
    bool fits = true;
    if (columns > 1) {
        TRY(cost_load(cx, &months, &part));
        fits = add_columns(table, 0, false, &part);
    }
    TRY(cost_load(cx, &days, &part));
    return (fits && add_columns(table, columns - 1, true, &part)) || fail_out_of_range(cx);
}

/* ---- what stands for a whole month ---- */

#define WHOLE_MONTH_KINDS 3
static const enum line_kind whole_month_kinds[WHOLE_MONTH_KINDS] = { LINE_DISCOUNT, LINE_SUPPORT,
                                                                     LINE_TAX };

/* Leaves nothing but those kinds; false when the filters let none of them pass. */
static bool only_of_whole_months(struct arena *arena, struct filters *filters)
{
    str *kinds = ARENA_ARRAY(arena, str, WHOLE_MONTH_KINDS);
    size_t count = 0;
    for (size_t i = 0; i < WHOLE_MONTH_KINDS; i++) {
        str kind = line_kind_name(whole_month_kinds[i]);
        if (filter_passes(filters, BY_KIND, kind))
            kinds[count++] = kind;
    }
    filters->kind = (list){ kinds, count, true };
    return count > 0;
}

/* Takes from the last column what rows, which are the same in the whole month, have for the days
 * after `days` of `of_days`. */
static bool share(struct cost_table *table, const struct cost_table *some, struct cost_table *whole,
                  int64_t days, int64_t of_days)
{
    for (size_t i = 0; i < some->count; i++) {
        const struct cost_row *row = &some->rows[i];
        decimal later = row->values[0];
        if (decimal_compare(later, cost_table_row(whole, row->key)->values[0]) != 0)
            continue;
        TRY(decimal_mul(later, decimal_of_int(days - of_days), &later) &&
            decimal_div(later, decimal_of_int(of_days), &later) &&
            cost_table_add(table, row->key, table->columns - 1, later));
    }
    return true;
}

bool cost_load_until(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    day end = end_of_month(request->last_day);
    if (request->is_daily || request->last_day.days == end.days)
        return cost_load(cx, request, table);
    TRY(load_days(cx, request, table));

    struct cost_request some = *request;
    some.first_day = period_first_day(period_of_day(request->last_day));
    if (!only_of_whole_months(cx->arena, &some.filters))
        return true;
    struct cost_request month = some;
    month.last_day = end;
    struct cost_table some_table;
    struct cost_table month_table;
    TRY(load_days(cx, &some, &some_table) && cost_load(cx, &month, &month_table));
    int64_t days = some.last_day.days - some.first_day.days + 1;
    int64_t of_days = end.days - some.first_day.days + 1;
    return share(table, &some_table, &month_table, days, of_days) || fail_out_of_range(cx);
}

/* ---- per day ---- */

/* Of a column; 0 when it begins after the last day. */
static int64_t days_of_column(const struct cost_request *until, size_t column)
{
    if (until->is_daily)
        return until->first_day.days + (int64_t)column <= until->last_day.days;
    period p = period_add(period_of_day(until->first_day), (int)column);
    day first = period_first_day(p);
    day last = earlier(end_of_month(first), until->last_day);
    return last.days >= first.days ? last.days - first.days + 1 : 0;
}

/* ARENA_ARRAY is all 0, and what has no days has no figures either. */
static bool divide(decimal amount, int64_t days, decimal *out)
{
    return days == 0 || decimal_div(amount, decimal_of_int(days), out);
}

/* The figures of a day of each column, and behind them of a day of all columns. */
static bool average(struct cost_table *table, const struct cost_request *until)
{
    struct cost_table averages = cost_table_new(table->arena, table->columns + 1);
    int64_t days = 0;
    for (size_t c = 0; c < table->columns; c++)
        days += days_of_column(until, c);
    for (size_t i = 0; i < table->count; i++) {
        struct cost_row *row = cost_table_row(&averages, table->rows[i].key);
        decimal total = DECIMAL_ZERO;
        row->label = table->rows[i].label;
        for (size_t c = 0; c < table->columns; c++) {
            decimal value = table->rows[i].values[c];
            TRY(divide(value, days_of_column(until, c), &row->values[c]));
            TRY(decimal_add(total, value, &total));
        }
        TRY(divide(total, days, &row->values[table->columns]));
    }
    *table = averages;
    return true;
}

/* An average day is no sum of averages: the totals are those of the last column. */
static void take_totals(struct cost_table *table)
{
    table->columns--;
    table->total = table->totals[table->columns];
    for (size_t i = 0; i < table->count; i++)
        table->rows[i].total = table->rows[i].values[table->columns];
}

bool cost_round(struct cost_table *table, const struct cost_request *until, bool per_day,
                int places)
{
    if (!per_day)
        return cost_table_round(table, places);
    TRY(average(table, until));
    TRY(cost_table_round(table, places));
    take_totals(table);
    return true;
}

/* ---- side by side ---- */

static int compare_keys(const void *left, const void *right)
{
    return str_compare(((const struct cost_row *)left)->key, ((const struct cost_row *)right)->key);
}

const struct cost_row *cost_find(const struct cost_table *table, str key)
{
    if (table->count == 0)
        return NULL;
    struct cost_row wanted = { .key = key };
    return bsearch(&wanted, table->rows, table->count, sizeof(wanted), compare_keys);
}

void cost_add_missing(struct cost_table *table, const struct cost_table *other)
{
    size_t count = table->count;
    struct cost_row *rows = ARENA_ARRAY(table->arena, struct cost_row, count + other->count);
    if (count > 0)
        memcpy(rows, table->rows, count * sizeof(*rows));
    for (size_t i = 0; i < other->count; i++) {
        const struct cost_row *row = &other->rows[i];
        if (cost_find(table, row->key))
            continue;
        decimal *nothing = ARENA_ARRAY(table->arena, decimal, table->columns);
        rows[count++] = (struct cost_row){ row->key, row->label, nothing, DECIMAL_ZERO };
    }
    table->rows = rows;
    table->count = count;
}

bool cost_change_of(struct arena *arena, decimal previous, decimal current, int places,
                    struct cost_change *change)
{
    decimal difference;
    TRY(decimal_sub(current, previous, &difference));
    change->previous = decimal_shown(arena, previous, places);
    change->change = decimal_shown(arena, difference, places);
    change->change_percent = percent_text(arena, percent_of_change(difference, previous));
    return true;
}
