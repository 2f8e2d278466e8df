#include "billing/bill_view.h"
#include "billing/rule.h"
#include "core/csv.h"

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
struct bill_row {
    str type;
    str description;
    str currency;
    str rule;
    struct line_view line;
};

enum column_flags { TELLS_COST = 1, IS_DETAIL = 2 };

#define COLUMN(member, flags)                                                                      \
    {                                                                                              \
        STR(#member), offsetof(struct bill_row, member), flags                                     \
    }
#define LINE_COLUMN(member, flags)                                                                 \
    {                                                                                              \
        STR(#member), offsetof(struct bill_row, line.member), flags                                \
    }
static const struct {
    str name;
    size_t offset;
    unsigned flags;
} bill_columns[] = {
    COLUMN(type, 0),
    LINE_COLUMN(account_id, 0),
    LINE_COLUMN(account_name, 0),
    LINE_COLUMN(service, 0),
    LINE_COLUMN(kind, 0),
    LINE_COLUMN(usage_type, 0),
    COLUMN(description, 0),
    COLUMN(currency, 0),
    LINE_COLUMN(pro_forma, 0),
    LINE_COLUMN(cost, TELLS_COST),
    LINE_COLUMN(margin, TELLS_COST),
    LINE_COLUMN(operation, IS_DETAIL),
    LINE_COLUMN(region, IS_DETAIL),
    LINE_COLUMN(quantity, IS_DETAIL),
    LINE_COLUMN(unit, IS_DETAIL),
    LINE_COLUMN(line_item_type, IS_DETAIL | TELLS_COST),
    LINE_COLUMN(base, IS_DETAIL | TELLS_COST),
    COLUMN(rule, IS_DETAIL | TELLS_COST),
};

/* Writes the row, or without one the names of the columns. */
static void add_row(struct csv *csv, const struct bill_row *row, const struct view_options *options)
{
    for (size_t i = 0; i < sizeof(bill_columns) / sizeof(bill_columns[0]); i++) {
        unsigned flags = bill_columns[i].flags;
        if ((flags & TELLS_COST && !options->shows_cost) ||
            (flags & IS_DETAIL && !options->is_detailed))
            continue;
        csv_cell(csv, row ? *(const str *)(const void *)((const char *)row + bill_columns[i].offset)
                          : bill_columns[i].name);
    }
    csv_end_row(csv);
}

/* What the rule does and to what: `discount 5 service AmazonEC2`. */
static str rule_text(struct arena *arena, const struct pricing_rule *rule)
{
    char number[DECIMAL_TEXT_MAX];
    if (!rule)
        return STR_NULL;
    decimal value = rule->percent.is_present ? rule->percent.value : rule->unit_price.value;
    int length = decimal_format(value, number);
    return str_format(arena, "%.*s %.*s %.*s", STR_ARG(rule->type), length, number,
                      STR_ARG(rule_describe(arena, rule)));
}

str csv_of_bill(struct arena *arena, const struct bill_view *view,
                const struct view_options *options)
{
    struct strbuf out = strbuf_new(arena, CSV_MAX);
    struct csv csv = csv_begin(&out);
    add_row(&csv, NULL, options);
    const struct line_view *lines = view->lines.items;
    for (size_t i = 0; i < view->lines.count; i++) {
        struct bill_row row = { STR("charge"), STR_NULL, view->currency,
                                rule_text(arena, lines[i].rule.ptr), lines[i] };
        add_row(&csv, &row, options);
    }
    const struct charge_view *charges = view->custom_charges.items;
    for (size_t i = 0; i < view->custom_charges.count; i++) {
        struct bill_row row = { .type = STR("custom_charge"),
                                .description = charges[i].name,
                                .currency = view->currency,
                                .line = { .kind = charges[i].kind,
                                          .pro_forma = charges[i].amount } };
        add_row(&csv, &row, options);
    }
    return strbuf_str(&out);
}
