#include "billing/bill_view.h"

#include "core/cx.h"

#include <stdlib.h>
#include <string.h>

str figure_text(struct arena *arena, decimal value, str currency,
                const struct view_options *options)
{
    return decimal_shown(arena, value, options->is_exact ? DECIMAL_PLACES : places_of(currency));
}

/* The margin percent is of exact figures, the others as they are shown. */
static struct figures figures_of(struct arena *arena, const struct bill *shown,
                                 maybe_decimal margin_share, str currency,
                                 const struct view_options *options)
{
    return (struct figures){
        .cost = figure_text(arena, shown->cost, currency, options),
        .pro_forma = figure_text(arena, shown->pro_forma, currency, options),
        .margin = figure_text(arena, shown->margin, currency, options),
        .margin_percent = percent_text(arena, margin_share),
    };
}

static bool shown_bill(struct arena *arena, const struct group_bill *bill,
                       const struct view_options *options, struct bill *shown)
{
    *shown = bill->bill;
    return options->is_exact || bill_round(arena, &bill->bill, places_of(bill->currency), shown);
}

/* ---- order ---- */

static const struct {
    str word;
    bool tells_cost;
} orders[ORDER_COUNT] = {
    [ORDER_NAME] = { STR("name"), false },
    [ORDER_ACCOUNTS] = { STR("accounts"), false },
    [ORDER_PRO_FORMA] = { STR("pro_forma"), false },
    [ORDER_COST] = { STR("cost"), true },
    [ORDER_MARGIN] = { STR("margin"), true },
    [ORDER_MARGIN_PERCENT] = { STR("margin_percent"), true },
};

bool bill_order_of(str word, const struct view_options *options, enum bill_order *order,
                   bool *is_descending)
{
    *is_descending = str_starts(word, STR("-"));
    if (*is_descending)
        word = (str){ word.ptr + 1, word.len - 1 };
    for (size_t i = 0; i < ORDER_COUNT; i++) {
        if (!str_equal(orders[i].word, word))
            continue;
        *order = (enum bill_order)i;
        return options->shows_cost || !orders[i].tells_cost;
    }
    return false;
}

struct sort_key {
    struct group_bill bill;
    maybe_decimal key;
    size_t position;
};

static maybe_decimal key_of(const struct group_bill *bill, size_t position, enum bill_order order)
{
    maybe_decimal key = { .is_present = true };
    switch (order) {
    case ORDER_ACCOUNTS:
        key.value = decimal_of_int(bill->accounts);
        break;
    case ORDER_PRO_FORMA:
        key.value = bill->bill.pro_forma;
        break;
    case ORDER_COST:
        key.value = bill->bill.cost;
        break;
    case ORDER_MARGIN:
        key.value = bill->bill.margin;
        break;
    case ORDER_MARGIN_PERCENT:
        return percent_of(bill->bill.margin, bill->bill.pro_forma);
    default:
        key.value = decimal_of_int((int64_t)position);
    }
    return key;
}

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left;
    const struct sort_key *b = right;
    if (a->key.is_present != b->key.is_present)
        return a->key.is_present ? -1 : 1;
    int order = a->key.is_present ? decimal_compare(a->key.value, b->key.value) : 0;
    return order ? order : (a->position > b->position) - (a->position < b->position);
}

void month_sort(struct arena *arena, struct month *month, enum bill_order order, bool is_descending)
{
    struct sort_key *keys = ARENA_ARRAY(arena, struct sort_key, month->bill_count);
    for (size_t i = 0; i < month->bill_count; i++) {
        keys[i] = (struct sort_key){ month->bills[i], key_of(&month->bills[i], i, order), i };
        if (is_descending)
            keys[i].key.value = decimal_neg(keys[i].key.value);
    }
    if (month->bill_count > 1)
        qsort(keys, month->bill_count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < month->bill_count; i++)
        month->bills[i] = keys[i].bill;
}

/* ---- all bills ---- */

/* Sums of one currency: of what is shown, and of the exact figures for the margin percent. */
struct totals {
    str currency;
    struct bill shown;
    struct bill exact;
};

static bool add_figures(struct bill *total, const struct bill *bill)
{
    return decimal_add(total->cost, bill->cost, &total->cost) &&
           decimal_add(total->pro_forma, bill->pro_forma, &total->pro_forma) &&
           decimal_add(total->margin, bill->margin, &total->margin);
}

static bool add_item(struct arena *arena, const struct group_bill *bill,
                     const struct view_options *options, struct totals *totals,
                     struct bill_summary *item)
{
    struct bill shown;
    TRY(shown_bill(arena, bill, options, &shown));
    *item = (struct bill_summary){
        .billing_group_id = bill->billing_group_id,
        .name = bill->name,
        .accounts = bill->accounts,
        .currency = bill->currency,
        .figures = figures_of(arena, &shown, percent_of(bill->bill.margin, bill->bill.pro_forma),
                              bill->currency, options),
        .state = STR("open"),
        .partial = bill->is_partial,
    };
    return add_figures(&totals->shown, &shown) && add_figures(&totals->exact, &bill->bill);
}

/* The totals of a currency; a new one when no bill had it yet. */
static struct totals *totals_of(struct totals *totals, size_t *count, str currency)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_equal(totals[i].currency, currency))
            return &totals[i];
    }
    totals[*count].currency = currency;
    return &totals[(*count)++];
}

static struct unassigned_view *unassigned_in(struct arena *arena, const struct month *month,
                                             str currency, const struct view_options *options)
{
    struct unassigned_view *view = ARENA_NEW(arena, struct unassigned_view);
    decimal cost = DECIMAL_ZERO;
    for (size_t i = 0; i < month->share_count; i++) {
        if (!str_equal(month->shares[i].currency, currency))
            continue;
        view->accounts = month->shares[i].unassigned.accounts;
        cost = month->shares[i].unassigned.cost;
    }
    view->cost = figure_text(arena, cost, currency, options);
    return view;
}

static struct figures *total_view(struct arena *arena, const struct totals *totals,
                                  const struct view_options *options)
{
    struct figures *view = ARENA_NEW(arena, struct figures);
    *view =
        figures_of(arena, &totals->shown, percent_of(totals->exact.margin, totals->exact.pro_forma),
                   totals->currency, options);
    return view;
}

static void add_currencies(struct arena *arena, const struct month *month,
                           const struct totals *totals, size_t count,
                           const struct view_options *options, struct bills_view *view)
{
    struct currency_view *others = ARENA_ARRAY(arena, struct currency_view, count);
    for (size_t i = 0; i < count; i++) {
        struct unassigned_view *unassigned =
            unassigned_in(arena, month, totals[i].currency, options);
        struct figures *total = total_view(arena, &totals[i], options);
        if (i == 0) {
            view->unassigned.ptr = unassigned;
            view->total.ptr = total;
            continue;
        }
        others[i - 1] = (struct currency_view){ totals[i].currency, { unassigned }, { total } };
    }
    if (count > 1)
        view->other_currencies = (list){ others, count - 1, true };
}

bool view_month(struct arena *arena, const struct month *month, const struct view_options *options,
                struct bills_view *view)
{
    struct bill_summary *items = ARENA_ARRAY(arena, struct bill_summary, month->bill_count);
    size_t most = month->bill_count + month->share_count + 1;
    struct totals *totals = ARENA_ARRAY(arena, struct totals, most);
    size_t count = 0;
    (void)totals_of(totals, &count, month->currency);
    for (size_t i = 0; i < month->share_count; i++)
        (void)totals_of(totals, &count, month->shares[i].currency);
    for (size_t i = 0; i < month->bill_count; i++) {
        const struct group_bill *bill = &month->bills[i];
        TRY(add_item(arena, bill, options, totals_of(totals, &count, bill->currency), &items[i]));
    }
    *view = (struct bills_view){
        .period = month->period,
        .currency = month->currency,
        .items = { items, month->bill_count, true },
        .as_of = month->as_of,
    };
    add_currencies(arena, month, totals, count, options, view);
    return true;
}

/* ---- one bill ---- */

static bool is_shown(decimal cost, decimal pro_forma, const struct view_options *options)
{
    return !decimal_is_zero(pro_forma) || (options->shows_cost && !decimal_is_zero(cost));
}

/* cost, pro forma and their difference. */
static bool add_amounts(struct arena *arena, decimal cost, decimal pro_forma, str currency,
                        const struct view_options *options, struct line_view *row)
{
    decimal margin;
    TRY(decimal_sub(pro_forma, cost, &margin));
    row->cost = figure_text(arena, cost, currency, options);
    row->pro_forma = figure_text(arena, pro_forma, currency, options);
    row->margin = figure_text(arena, margin, currency, options);
    return true;
}

static str exact_text(struct arena *arena, decimal value)
{
    return figure_text(arena, value, STR_NULL, &(struct view_options){ .is_exact = true });
}

/* What a part was split by, as far as it was asked for. */
static void add_part(struct arena *arena, const struct bill_part *part, str currency,
                     const struct view_options *options, struct line_view *row)
{
    row->usage_type = part->usage_type;
    row->line_item_type = part->line_item_type;
    if (!part->sku)
        return;
    row->operation = part->sku->operation;
    row->region = part->sku->region;
    row->unit = part->sku->unit;
    row->quantity = exact_text(arena, part->quantity);
    row->base = figure_text(arena, part->base, currency, options);
    if (part->rule)
        row->rule.ptr = arena_copy(arena, part->rule, sizeof(*part->rule));
}

/* Adds the line, or each of its parts. */
static bool add_line(struct arena *arena, const struct bill_line *line, str currency,
                     const struct view_options *options, list *rows)
{
    struct line_view row = {
        .account_id = line->account_id,
        .account_name = line->account_name,
        .service = line->service,
        .kind = line_kind_name(line->kind),
        .pass_through = line->is_passed_through,
    };
    struct line_view *items = rows->items;
    TRY(add_amounts(arena, line->cost, line->pro_forma, currency, options, &row));
    if (line->part_count == 0 && (options->shows_cost || !decimal_is_zero(line->pro_forma)))
        items[rows->count++] = row;
    for (size_t i = 0; i < line->part_count; i++) {
        const struct bill_part *part = &line->parts[i];
        if (!is_shown(part->cost, part->pro_forma, options))
            continue;
        struct line_view *item = &items[rows->count++];
        *item = row;
        add_part(arena, part, currency, options, item);
        TRY(add_amounts(arena, part->cost, part->pro_forma, currency, options, item));
    }
    return true;
}

static bool is_wanted(const struct bill_line *line, const struct view_options *options)
{
    return (str_is_null(options->account_id) || str_equal(line->account_id, options->account_id)) &&
           (str_is_null(options->service) || str_equal(line->service, options->service)) &&
           (str_is_null(options->kind) || str_equal(line_kind_name(line->kind), options->kind));
}

static bool add_lines(struct arena *arena, const struct bill *bill, str currency,
                      const struct view_options *options, list *rows)
{
    size_t most = bill->line_count;
    for (size_t i = 0; i < bill->line_count; i++)
        most += bill->lines[i].part_count;
    *rows = (list){ ARENA_ARRAY(arena, struct line_view, most), 0, true };
    for (size_t i = 0; i < bill->line_count; i++) {
        if (is_wanted(&bill->lines[i], options))
            TRY(add_line(arena, &bill->lines[i], currency, options, rows));
    }
    return true;
}

static list charges_of(struct arena *arena, const struct bill *bill, str currency,
                       const struct view_options *options)
{
    struct charge_view *rows = ARENA_ARRAY(arena, struct charge_view, bill->custom_charge_count);
    for (size_t i = 0; i < bill->custom_charge_count; i++) {
        const struct bill_charge *charge = &bill->custom_charges[i];
        rows[i] = (struct charge_view){ charge->id, charge->name, charge->kind,
                                        figure_text(arena, charge->amount, currency, options) };
    }
    return (list){ rows, bill->custom_charge_count, true };
}

bool view_bill(struct arena *arena, const struct month *month, const struct group_bill *bill,
               const struct view_options *options, struct bill_view *view)
{
    struct bill shown;
    TRY(shown_bill(arena, bill, options, &shown));
    *view = (struct bill_view){
        .billing_group_id = bill->billing_group_id,
        .name = bill->name,
        .bill_to = bill->bill_to,
        .period = month->period,
        .currency = bill->currency,
        .state = STR("open"),
        .accounts = bill->accounts,
        .figures = figures_of(arena, &shown, percent_of(bill->bill.margin, bill->bill.pro_forma),
                              bill->currency, options),
        .custom_charges = charges_of(arena, &shown, bill->currency, options),
        .subtotal = figure_text(arena, shown.subtotal, bill->currency, options),
        .tax = { .is_present = true },
        .total = figure_text(arena, shown.pro_forma, bill->currency, options),
        .partial = bill->is_partial,
        .as_of = month->as_of,
    };
    return add_lines(arena, &shown, bill->currency, options, &view->lines) &&
           sum_lines(arena, &shown, bill->currency, options, view);
}

bool view_previous(struct arena *arena, const struct month *earlier,
                   const struct group_bill *before, const struct group_bill *bill,
                   const struct view_options *options, struct bill_view *view)
{
    struct bill now, then;
    decimal change, exact_change;
    if (!before)
        return true;
    TRY(shown_bill(arena, bill, options, &now));
    TRY(shown_bill(arena, before, options, &then));
    TRY(decimal_sub(now.pro_forma, then.pro_forma, &change));
    TRY(decimal_sub(bill->bill.pro_forma, before->bill.pro_forma, &exact_change));
    struct previous_view *previous = ARENA_NEW(arena, struct previous_view);
    *previous = (struct previous_view){
        .period = earlier->period,
        .figures = figures_of(arena, &then, percent_of(before->bill.margin, before->bill.pro_forma),
                              bill->currency, options),
        .total = figure_text(arena, then.pro_forma, bill->currency, options),
        .change = figure_text(arena, change, bill->currency, options),
        .change_percent =
            percent_text(arena, percent_of_change(exact_change, before->bill.pro_forma)),
    };
    view->previous.ptr = previous;
    return true;
}
