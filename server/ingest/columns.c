#include "ingest/columns.h"

#include <stdlib.h>

#include "ingest/problem.h"

enum { REQUIRED = 1, NUMBER = 2 };

struct column_entry {
    str name;  /* CUR 1.0 */
    str snake; /* Athena and CUR 2.0 */
    unsigned flags;
};

/* clang-format off */
static const struct column_entry entries[COLUMN_COUNT] = {
    [COLUMN_PAYER] = { STR("bill/PayerAccountId"), STR("bill_payer_account_id"), REQUIRED },
    [COLUMN_PERIOD_START] = { STR("bill/BillingPeriodStartDate"), STR("bill_billing_period_start_date"), REQUIRED },
    [COLUMN_BILL_TYPE] = { STR("bill/BillType"), STR("bill_bill_type"), 0 },
    [COLUMN_BILLING_ENTITY] = { STR("bill/BillingEntity"), STR("bill_billing_entity"), REQUIRED },
    [COLUMN_INVOICE] = { STR("bill/InvoiceId"), STR("bill_invoice_id"), 0 },
    [COLUMN_ACCOUNT] = { STR("lineItem/UsageAccountId"), STR("line_item_usage_account_id"), REQUIRED },
    [COLUMN_LINE_ITEM_TYPE] = { STR("lineItem/LineItemType"), STR("line_item_line_item_type"), REQUIRED },
    [COLUMN_USAGE_START] = { STR("lineItem/UsageStartDate"), STR("line_item_usage_start_date"), REQUIRED },
    [COLUMN_SERVICE] = { STR("lineItem/ProductCode"), STR("line_item_product_code"), REQUIRED },
    [COLUMN_USAGE_TYPE] = { STR("lineItem/UsageType"), STR("line_item_usage_type"), REQUIRED },
    [COLUMN_OPERATION] = { STR("lineItem/Operation"), STR("line_item_operation"), REQUIRED },
    [COLUMN_RESOURCE] = { STR("lineItem/ResourceId"), STR("line_item_resource_id"), 0 },
    [COLUMN_CURRENCY] = { STR("lineItem/CurrencyCode"), STR("line_item_currency_code"), REQUIRED },
    [COLUMN_DESCRIPTION] = { STR("lineItem/LineItemDescription"), STR("line_item_line_item_description"), 0 },
    [COLUMN_REGION_CODE] = { STR("product/regionCode"), STR("product_region_code"), 0 },
    [COLUMN_REGION] = { STR("product/region"), STR("product_region"), 0 },
    [COLUMN_UNIT] = { STR("pricing/unit"), STR("pricing_unit"), 0 },
    [COLUMN_RESERVATION] = { STR("reservation/ReservationARN"), STR("reservation_reservation_a_r_n"), 0 },
    [COLUMN_SAVINGS_PLAN] = { STR("savingsPlan/SavingsPlanARN"), STR("savings_plan_savings_plan_a_r_n"), 0 },
    [COLUMN_RESOURCE_TAGS] = { STR("resourceTags"), STR("resource_tags"), 0 },
    [COLUMN_COST_CATEGORIES] = { STR("costCategory"), STR("cost_category"), 0 },
    [COLUMN_QUANTITY] = { STR("lineItem/UsageAmount"), STR("line_item_usage_amount"), REQUIRED | NUMBER },
    [COLUMN_UNBLENDED_RATE] = { STR("lineItem/UnblendedRate"), STR("line_item_unblended_rate"), NUMBER },
    [COLUMN_UNBLENDED] = { STR("lineItem/UnblendedCost"), STR("line_item_unblended_cost"), REQUIRED | NUMBER },
    [COLUMN_NET_UNBLENDED] = { STR("lineItem/NetUnblendedCost"), STR("line_item_net_unblended_cost"), NUMBER },
    [COLUMN_PUBLIC_COST] = { STR("pricing/publicOnDemandCost"), STR("pricing_public_on_demand_cost"), NUMBER },
    [COLUMN_RESERVATION_COST] = { STR("reservation/EffectiveCost"), STR("reservation_effective_cost"), NUMBER },
    [COLUMN_NET_RESERVATION_COST] = { STR("reservation/NetEffectiveCost"), STR("reservation_net_effective_cost"), NUMBER },
    [COLUMN_UNUSED_UPFRONT] = { STR("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"), STR("reservation_unused_amortized_upfront_fee_for_billing_period"), NUMBER },
    [COLUMN_NET_UNUSED_UPFRONT] = { STR("reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod"), STR("reservation_net_unused_amortized_upfront_fee_for_billing_period"), NUMBER },
    [COLUMN_UNUSED_RECURRING] = { STR("reservation/UnusedRecurringFee"), STR("reservation_unused_recurring_fee"), NUMBER },
    [COLUMN_NET_UNUSED_RECURRING] = { STR("reservation/NetUnusedRecurringFee"), STR("reservation_net_unused_recurring_fee"), NUMBER },
    [COLUMN_SAVINGS_PLAN_COST] = { STR("savingsPlan/SavingsPlanEffectiveCost"), STR("savings_plan_savings_plan_effective_cost"), NUMBER },
    [COLUMN_NET_SAVINGS_PLAN_COST] = { STR("savingsPlan/NetSavingsPlanEffectiveCost"), STR("savings_plan_net_savings_plan_effective_cost"), NUMBER },
    [COLUMN_COMMITMENT] = { STR("savingsPlan/TotalCommitmentToDate"), STR("savings_plan_total_commitment_to_date"), NUMBER },
    [COLUMN_USED_COMMITMENT] = { STR("savingsPlan/UsedCommitment"), STR("savings_plan_used_commitment"), NUMBER },
};
/* clang-format on */

/* Columns whose name begins so are tags or cost categories, one key each. */
struct tag_prefix {
    str prefix;
    enum column map;
};
static const struct tag_prefix tag_prefixes[] = {
    { STR("resourceTags/"), COLUMN_RESOURCE_TAGS },
    { STR("resource_tags_"), COLUMN_RESOURCE_TAGS },
    { STR("costCategory/"), COLUMN_COST_CATEGORIES },
    { STR("cost_category_"), COLUMN_COST_CATEGORIES },
};

/* Fewer required columns than this, and the file is something else altogether. */
#define RECOGNIZED_MIN 4

size_t layout_cell_count(const struct layout *layout)
{
    return COLUMN_COUNT + layout->tag_count + 1;
}

str column_name(enum column column)
{
    return entries[column].name;
}

bool column_is_number(enum column column)
{
    return (entries[column].flags & NUMBER) != 0;
}

static enum column column_of(str name)
{
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (str_equal(name, entries[c].name) || str_equal(name, entries[c].snake))
            return (enum column)c;
    return COLUMN_COUNT;
}

static str after(str text, size_t len)
{
    return (str){ text.ptr + len, text.len - len };
}

str tag_name(struct arena *arena, enum column map, str key)
{
    static const str owners[] = { STR("user_"), STR("aws_") };

    if (map == COLUMN_COST_CATEGORIES)
        return str_format(arena, "cost_category:%.*s", STR_ARG(key));
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++)
        if (str_starts(key, owners[i]))
            return str_format(arena, "%.*s:%.*s", (int)owners[i].len - 1, key.ptr,
                              STR_ARG(after(key, owners[i].len)));
    return key;
}

/* The tag name of a column that is one tag, or the absent string. */
static str tag_of_column(struct arena *arena, str name)
{
    for (size_t i = 0; i < sizeof tag_prefixes / sizeof tag_prefixes[0]; i++)
        if (name.len > tag_prefixes[i].prefix.len && str_starts(name, tag_prefixes[i].prefix))
            return tag_name(arena, tag_prefixes[i].map, after(name, tag_prefixes[i].prefix.len));
    return STR_NULL;
}

struct tag_field {
    str name;
    size_t field;
};

static int compare_tags(const void *a, const void *b)
{
    const struct tag_field *x = a, *y = b;
    int order = str_compare(x->name, y->name);
    return order != 0 ? order : (x->field > y->field) - (x->field < y->field);
}

static void map_tags(struct cx *cx, const str *names, struct layout *layout)
{
    struct tag_field *tags = ARENA_ARRAY(cx->arena, struct tag_field, layout->field_count);
    size_t count = 0;
    for (size_t i = 0; i < layout->field_count; i++) {
        str name = tag_of_column(cx->arena, names[i]);
        if (!str_is_null(name))
            tags[count++] = (struct tag_field){ .name = name, .field = i };
    }
    qsort(tags, count, sizeof tags[0], compare_tags);

    str *sorted = ARENA_ARRAY(cx->arena, str, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = tags[i].name;
        layout->slots[tags[i].field] = (uint16_t)(COLUMN_COUNT + i);
    }
    layout->tag_names = sorted;
    layout->tag_count = count;
    for (size_t i = 0; i < layout->field_count; i++)
        if (layout->slots[i] == UINT16_MAX)
            layout->slots[i] = (uint16_t)(COLUMN_COUNT + count);
}

static bool check_required(struct cx *cx, str file, const struct layout *layout)
{
    int found = 0;
    int missing = -1;
    for (int c = COLUMN_COUNT - 1; c >= 0; c--) {
        if ((entries[c].flags & REQUIRED) == 0)
            continue;
        if (str_is_null(layout->names[c]))
            missing = c;
        else
            found++;
    }
    if (found < RECOGNIZED_MIN)
        return fail_file(cx, PROBLEM_NOT_A_REPORT, file);
    if (missing >= 0)
        return fail_column(cx, PROBLEM_COLUMN_MISSING, file, entries[missing].name);
    return true;
}

bool columns_map(struct cx *cx, str file, const str *names, size_t count, struct layout *layout)
{
    *layout = (struct layout){ .field_count = count };
    layout->slots = ARENA_ARRAY(cx->arena, uint16_t, count);
    for (size_t i = 0; i < count; i++) {
        enum column column = column_of(names[i]);
        layout->slots[i] = UINT16_MAX;
        if (column == COLUMN_COUNT)
            continue;
        if (!str_is_null(layout->names[column]))
            return fail_column(cx, PROBLEM_COLUMN_TWICE, file, names[i]);
        layout->names[column] = str_copy(cx->arena, names[i]);
        layout->slots[i] = (uint16_t)column;
    }
    map_tags(cx, names, layout);
    return check_required(cx, file, layout);
}
