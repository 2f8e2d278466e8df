#include "insights/overview.h"

#include "insights/attention.h"
#include "insights/extent.h"
#include "insights/forecast.h"
#include "insights/month_over_month.h"

#define COST .needs = PERM_COST_READ

static const struct field query_fields[] = {
    FIELD(struct overview_query, period, .doc = "The newest with data unless given"),
    FIELD(struct overview_query, payer_id, .needs = PERM_COST_READ,
          .doc = "Only what this payer's accounts cost"),
    FIELDS_END
};
const struct shape overview_query_shape =
    SHAPE("OverviewQuery", struct overview_query, query_fields);

static const struct field change_fields[] = {
    FIELD(struct change_figure, current, .flags = FIELD_NULLABLE),
    FIELD(struct change_figure, previous, .flags = FIELD_NULLABLE,
          .doc = "Of the same days of the month before when the month is partial; null when there "
                 "is nothing to compare with"),
    FIELD(struct change_figure, previous_full, .flags = FIELD_NULLABLE,
          .doc = "Of the whole month before"),
    FIELD(struct change_figure, change, .flags = FIELD_NULLABLE),
    FIELD(struct change_figure, change_percent, .flags = FIELD_NULLABLE,
          .doc = "Of the size of the previous, with 4 places; null when that is 0"),
    FIELDS_END
};
const struct shape change_figure_shape =
    SHAPE("ChangeFigure", struct change_figure, change_fields, .doc = "A figure of two months");

static const struct field figures_fields[] = {
    FIELD(struct overview_figures, revenue, .of = &change_figure_shape),
    FIELD(struct overview_figures, cost, .of = &change_figure_shape, COST),
    FIELD(struct overview_figures, margin, .of = &change_figure_shape, COST),
    FIELD(struct overview_figures, margin_percent, .of = &change_figure_shape, COST),
    FIELD(struct overview_figures, accounts, .of = &change_figure_shape,
          .doc = "With charges, of whole months"),
    FIELD(struct overview_figures, unassigned, .of = &change_figure_shape, COST,
          .doc = "Cost of accounts in no group, which is on no bill and not in cost"),
    FIELDS_END
};
static const struct shape figures_of_overview_shape =
    SHAPE("OverviewFigures", struct overview_figures, figures_fields);

static const struct field trend_fields[] = {
    FIELD(struct trend_month, period),           FIELD(struct trend_month, revenue),
    FIELD(struct trend_month, cost, COST),       FIELD(struct trend_month, margin, COST),
    FIELD(struct trend_month, unassigned, COST), FIELDS_END
};
static const struct shape trend_shape = SHAPE("TrendMonth", struct trend_month, trend_fields);

static const struct field mover_fields[] = {
    FIELD(struct mover, kind, .doc = "service, account or billing_group"),
    FIELD(struct mover, key),
    FIELD(struct mover, label),
    FIELD(struct mover, previous),
    FIELD(struct mover, current),
    FIELD(struct mover, change),
    FIELD(struct mover, change_percent, .flags = FIELD_NULLABLE),
    FIELDS_END
};
static const struct shape mover_shape = SHAPE("Mover", struct mover, mover_fields);

static const struct field overview_fields[] = {
    FIELD(struct overview, period),
    FIELD(struct overview, previous),
    FIELD(struct overview, currency),
    FIELD(struct overview, partial, .of = &partial_period_shape, .flags = FIELD_NULLABLE,
          .doc = "Of a month that is not over; null when it is"),
    FIELD(struct overview, as_of, .flags = FIELD_NULLABLE),
    FIELD(struct overview, figures, .of = &figures_of_overview_shape),
    FIELD(struct overview, trend, .of = &trend_shape),
    FIELD(struct overview, measure, .doc = "Of the movers: cost or pro_forma"),
    FIELD(struct overview, movers, .of = &mover_shape,
          .doc = "The largest changes of each kind, largest first"),
    FIELD(struct overview, forecast, .of = &overview_forecast_shape, .flags = FIELD_NULLABLE,
          .doc = "Of the month's end; null when it is over or there is too little data"),
    FIELD(struct overview, attention, .of = &attention_shape, .doc = "Critical first"),
    FIELDS_END
};
const struct shape overview_shape =
    SHAPE("Overview", struct overview, overview_fields, .doc = "A month beside the one before it");

static const struct field comparison_query_fields[] = {
    FIELD(struct comparison_query, of.period, .name = "period",
          .doc = "The newest with data unless given"),
    FIELD(struct comparison_query, of.payer_id, .name = "payer_id", .needs = PERM_COST_READ,
          .doc = "Only what this payer's accounts cost"),
    FIELD(struct comparison_query, compare,
          .doc = "One of the twelve months before; the last of them unless given"),
    FIELDS_END
};
const struct shape comparison_query_shape =
    SHAPE("ComparisonQuery", struct comparison_query, comparison_query_fields);

static const struct field group_change_fields[] = {
    FIELD(struct group_change, billing_group_id),
    FIELD(struct group_change, revenue, .of = &change_figure_shape),
    FIELD(struct group_change, cost, .of = &change_figure_shape, COST),
    FIELD(struct group_change, margin, .of = &change_figure_shape, COST), FIELDS_END
};
static const struct shape group_change_shape =
    SHAPE("GroupChange", struct group_change, group_change_fields);

static const struct field comparison_fields[] = {
    FIELD(struct comparison, period),
    FIELD(struct comparison, previous, .doc = "The month compared with"),
    FIELD(struct comparison, currency),
    FIELD(struct comparison, partial, .of = &partial_period_shape, .flags = FIELD_NULLABLE,
          .doc = "Of a month that is not over; null when it is"),
    FIELD(struct comparison, as_of, .flags = FIELD_NULLABLE),
    FIELD(struct comparison, figures, .of = &figures_of_overview_shape),
    FIELD(struct comparison, groups, .of = &group_change_shape,
          .doc = "Of every group with a bill in this currency"),
    FIELDS_END
};
const struct shape comparison_shape =
    SHAPE("Comparison", struct comparison, comparison_fields,
          .doc = "A month's bills beside those of an earlier one");

/* ---- totals ---- */

bool month_totals(const struct month *month, str currency, struct month_totals *totals)
{
    struct month_totals exact = { .revenue = DECIMAL_ZERO };
    *totals = exact;
    for (size_t i = 0; i < month->bill_count; i++) {
        const struct group_bill *bill = &month->bills[i];
        struct bill rounded;
        if (!str_equal(bill->currency, currency))
            continue;
        TRY(bill_round_totals(&bill->bill, places_of(currency), &rounded));
        TRY(decimal_add_to(&totals->revenue, rounded.pro_forma) &&
            decimal_add_to(&totals->cost, rounded.cost) &&
            decimal_add_to(&totals->margin, rounded.margin));
        TRY(decimal_add_to(&exact.revenue, bill->bill.pro_forma) &&
            decimal_add_to(&exact.margin, bill->bill.margin));
    }
    for (size_t i = 0; i < month->share_count; i++) {
        if (str_equal(month->shares[i].currency, currency))
            totals->unassigned =
                decimal_round(month->shares[i].unassigned.cost, places_of(currency));
    }
    totals->margin_percent = percent_of(exact.margin, exact.revenue);
    return true;
}

/* ---- the same days of the month before ---- */

static int compare_lines(const struct bill_line *a, const struct bill_line *b)
{
    int order = str_compare(a->account_id, b->account_id);
    if (order == 0)
        order = str_compare(a->service, b->service);
    return order ? order : (a->kind > b->kind) - (a->kind < b->kind);
}

#define KINDS_OF_WHOLE_MONTHS                                                                      \
    (LINE_KIND_BIT(LINE_TAX) | LINE_KIND_BIT(LINE_DISCOUNT) | LINE_KIND_BIT(LINE_SUPPORT))

static bool is_of_whole_month(const struct bill_line *line, const struct bill_line *whole)
{
    return KINDS_OF_WHOLE_MONTHS & LINE_KIND_BIT(line->kind) && compare_lines(line, whole) == 0 &&
           decimal_compare(line->cost, whole->cost) == 0;
}

static bool share_of(decimal *amount, int64_t days, int64_t of_days)
{
    return decimal_mul(*amount, decimal_of_int(days), amount) &&
           decimal_div(*amount, decimal_of_int(of_days), amount);
}

static bool share_bill(struct bill *bill, const struct bill *whole, int64_t days, int64_t of_days)
{
    size_t w = 0;
    for (size_t i = 0; i < bill->line_count; i++) {
        struct bill_line *line = &bill->lines[i];
        while (w < whole->line_count && compare_lines(&whole->lines[w], line) < 0)
            w++;
        if (w == whole->line_count)
            break;
        if (is_of_whole_month(line, &whole->lines[w]))
            TRY(share_of(&line->cost, days, of_days) && share_of(&line->pro_forma, days, of_days));
    }
    return bill_total(bill);
}

bool month_share_lines(struct month *some_days, const struct month *whole, int64_t days,
                       int64_t of_days)
{
    for (size_t i = 0; i < some_days->bill_count; i++) {
        struct group_bill *bill = &some_days->bills[i];
        for (size_t w = 0; w < whole->bill_count; w++) {
            const struct group_bill *other = &whole->bills[w];
            if (uuid_equal(bill->billing_group_id, other->billing_group_id) &&
                str_equal(bill->currency, other->currency))
                TRY(share_bill(&bill->bill, &other->bill, days, of_days));
        }
    }
    return true;
}

/* ---- movers ---- */

enum moved { MOVED_SERVICE, MOVED_ACCOUNT, MOVED_GROUP, MOVED_COUNT };

static const str moved_names[] = { STR("service"), STR("account"), STR("billing_group") };

static void add_bill(const struct group_bill *bill, enum moved moved, bool of_cost,
                     struct amounts *amounts)
{
    if (moved == MOVED_GROUP) {
        amounts_add(amounts, uuid_text(amounts->arena, bill->billing_group_id), bill->name,
                    of_cost ? bill->bill.cost : bill->bill.pro_forma);
        return;
    }
    for (size_t i = 0; i < bill->bill.line_count; i++) {
        const struct bill_line *line = &bill->bill.lines[i];
        bool is_service = moved == MOVED_SERVICE;
        amounts_add(amounts, is_service ? line->service : line->account_id,
                    is_service ? line->service : line->account_name,
                    of_cost ? line->cost : line->pro_forma);
    }
}

static bool amounts_of(struct arena *arena, const struct month *month, str currency,
                       enum moved moved, bool of_cost, struct amounts *amounts)
{
    *amounts = (struct amounts){ .arena = arena };
    for (size_t i = 0; i < month->bill_count; i++) {
        if (str_equal(month->bills[i].currency, currency))
            add_bill(&month->bills[i], moved, of_cost, amounts);
    }
    return amounts_fold(amounts);
}

bool month_movers(struct arena *arena, const struct month *previous, const struct month *current,
                  str currency, bool of_cost, list *movers)
{
    struct mover *items = ARENA_ARRAY(arena, struct mover, MOVED_COUNT * MOVERS_OF_A_KIND);
    *movers = (list){ items, 0, true };
    for (enum moved moved = 0; moved < MOVED_COUNT; moved++) {
        struct amounts before;
        struct amounts after;
        struct month_over_month compared;
        TRY(amounts_of(arena, previous, currency, moved, of_cost, &before));
        TRY(amounts_of(arena, current, currency, moved, of_cost, &after));
        TRY(month_compare(arena, &before, &after, places_of(currency), &compared));
        const struct month_change *changes = compared.items.items;
        for (size_t i = 0; i < compared.items.count && i < MOVERS_OF_A_KIND; i++)
            items[movers->count++] = (struct mover){
                moved_names[moved],        changes[i].key,     changes[i].label,
                changes[i].previous,       changes[i].current, changes[i].change,
                changes[i].change_percent,
            };
    }
    return true;
}

/* ---- figures ---- */

struct change_figure *change_figure(struct arena *arena, decimal current, const decimal *previous,
                                    const decimal *previous_full, int places)
{
    struct change_figure *figure = ARENA_NEW(arena, struct change_figure);
    decimal change;
    figure->current = decimal_shown(arena, current, places);
    if (previous_full)
        figure->previous_full = decimal_shown(arena, *previous_full, places);
    if (!previous)
        return figure;
    figure->previous = decimal_shown(arena, *previous, places);
    if (!decimal_sub(current, *previous, &change))
        return figure;
    figure->change = decimal_shown(arena, change, places);
    figure->change_percent = percent_text(arena, percent_of_change(change, *previous));
    return figure;
}
