#include "billing/bill_view.h"
#include "billing/csv.h"

#define CSV_MAX (64 * 1024 * 1024)

static void cell_if(struct csv *csv, bool is_shown, str value)
{
    if (is_shown)
        csv_cell(csv, value);
}

str csv_of_month(struct arena *arena, const struct bills_view *view,
                 const struct view_options *options)
{
    static const str all[] = { STR("period"),    STR("billing_group_id"),
                               STR("name"),      STR("accounts"),
                               STR("state"),     STR("currency"),
                               STR("pro_forma"), STR("cost"),
                               STR("margin"),    STR("margin_percent") };
    struct strbuf out = strbuf_new(arena, CSV_MAX);
    struct csv csv = csv_begin(&out);
    bool shows_cost = options->shows_cost;
    csv_header(&csv, all, shows_cost ? 10 : 7);
    const struct bill_summary *items = view->items.items;
    for (size_t i = 0; i < view->items.count; i++) {
        csv_cell(&csv, period_text(arena, view->period));
        csv_cell(&csv, uuid_text(arena, items[i].billing_group_id));
        csv_cell(&csv, items[i].name);
        csv_cell(&csv, str_format(arena, "%lld", (long long)items[i].accounts));
        csv_cell(&csv, items[i].state);
        csv_cell(&csv, items[i].currency);
        csv_cell(&csv, items[i].figures.pro_forma);
        cell_if(&csv, shows_cost, items[i].figures.cost);
        cell_if(&csv, shows_cost, items[i].figures.margin);
        cell_if(&csv, shows_cost, items[i].figures.margin_percent);
        csv_end_row(&csv);
    }
    return strbuf_str(&out);
}

/* One row of a bill; `type` tells lines from custom charges, whose name is the description. */
static void add_row(struct csv *csv, const struct bill_view *view, str type,
                    const struct line_view *line, str description,
                    const struct view_options *options)
{
    csv_cell(csv, type);
    csv_cell(csv, line->account_id);
    csv_cell(csv, line->account_name);
    csv_cell(csv, line->service);
    csv_cell(csv, line->kind);
    csv_cell(csv, line->usage_type);
    csv_cell(csv, description);
    csv_cell(csv, view->currency);
    csv_cell(csv, line->pro_forma);
    cell_if(csv, options->shows_cost, line->cost);
    csv_end_row(csv);
}

str csv_of_bill(struct arena *arena, const struct bill_view *view,
                const struct view_options *options)
{
    static const str all[] = { STR("type"),        STR("account_id"), STR("account_name"),
                               STR("service"),     STR("kind"),       STR("usage_type"),
                               STR("description"), STR("currency"),   STR("pro_forma"),
                               STR("cost") };
    struct strbuf out = strbuf_new(arena, CSV_MAX);
    struct csv csv = csv_begin(&out);
    csv_header(&csv, all, options->shows_cost ? 10 : 9);
    const struct line_view *lines = view->lines.items;
    for (size_t i = 0; i < view->lines.count; i++)
        add_row(&csv, view, STR("charge"), &lines[i], STR_NULL, options);
    const struct charge_view *charges = view->custom_charges.items;
    for (size_t i = 0; i < view->custom_charges.count; i++) {
        struct line_view row = { .kind = charges[i].kind, .pro_forma = charges[i].amount };
        add_row(&csv, view, STR("custom_charge"), &row, charges[i].name, options);
    }
    return strbuf_str(&out);
}
