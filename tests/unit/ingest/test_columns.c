#include "ingest/columns.h"
#include "ingest/tags.h"
#include "unit/ingest/ingest_test.h"

#define NAMES_MAX 64

/* Splits "a,b,c"; maps it. */
static bool map(struct cx *cx, const char *header, struct layout *layout)
{
    str *names = ARENA_ARRAY(cx->arena, str, NAMES_MAX);
    str rest = str_of(header);
    size_t count = 0;
    while (!str_is_null(rest))
        names[count++] = str_cut(&rest, ',');
    cx->failure = (struct failure){ .code = ERR_none };
    return columns_map(cx, STR("f.csv"), names, count, layout);
}

#define CUR1                                                                                       \
    "bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingEntity,lineItem/UsageAccountId,"  \
    "lineItem/LineItemType,lineItem/UsageStartDate,lineItem/ProductCode,lineItem/UsageType,"       \
    "lineItem/Operation,lineItem/CurrencyCode,lineItem/UsageAmount,lineItem/UnblendedCost"
#define SNAKE                                                                                      \
    "line_item_unblended_cost,line_item_usage_amount,line_item_currency_code,"                     \
    "line_item_operation,line_item_usage_type,line_item_product_code,line_item_usage_start_date,"  \
    "line_item_line_item_type,line_item_usage_account_id,bill_billing_entity,"                     \
    "bill_billing_period_start_date,bill_payer_account_id"

static void test_both_spellings_in_any_order(void **state)
{
    struct cx *cx = *state;
    struct layout layout;
    assert_true(map(cx, CUR1, &layout));
    assert_int_equal(layout.field_count, 12);
    assert_int_equal(layout.slots[0], COLUMN_PAYER);
    assert_int_equal(layout.slots[11], COLUMN_UNBLENDED);
    assert_text(layout.names[COLUMN_UNBLENDED], "lineItem/UnblendedCost");
    assert_null(layout.names[COLUMN_NET_UNBLENDED].ptr);
    assert_int_equal(layout.forms[COLUMN_UNBLENDED], CELL_TEXT);

    assert_true(map(cx, SNAKE, &layout));
    assert_int_equal(layout.slots[0], COLUMN_UNBLENDED);
    assert_int_equal(layout.slots[11], COLUMN_PAYER);
    assert_text(layout.names[COLUMN_PAYER], "bill_payer_account_id");
}

static void test_every_column_is_found_by_both_names(void **state)
{
    struct cx *cx = *state;
    static const struct {
        const char *cur1;
        const char *snake;
        enum column column;
    } optional[] = {
        { "bill/BillType", "bill_bill_type", COLUMN_BILL_TYPE },
        { "bill/InvoiceId", "bill_invoice_id", COLUMN_INVOICE },
        { "lineItem/ResourceId", "line_item_resource_id", COLUMN_RESOURCE },
        { "lineItem/LineItemDescription", "line_item_line_item_description", COLUMN_DESCRIPTION },
        { "product/regionCode", "product_region_code", COLUMN_REGION_CODE },
        { "product/region", "product_region", COLUMN_REGION },
        { "pricing/unit", "pricing_unit", COLUMN_UNIT },
        { "reservation/ReservationARN", "reservation_reservation_a_r_n", COLUMN_RESERVATION },
        { "savingsPlan/SavingsPlanARN", "savings_plan_savings_plan_a_r_n", COLUMN_SAVINGS_PLAN },
        { "lineItem/UnblendedRate", "line_item_unblended_rate", COLUMN_UNBLENDED_RATE },
        { "lineItem/NetUnblendedCost", "line_item_net_unblended_cost", COLUMN_NET_UNBLENDED },
        { "pricing/publicOnDemandCost", "pricing_public_on_demand_cost", COLUMN_PUBLIC_COST },
        { "reservation/EffectiveCost", "reservation_effective_cost", COLUMN_RESERVATION_COST },
        { "reservation/NetEffectiveCost", "reservation_net_effective_cost",
          COLUMN_NET_RESERVATION_COST },
        { "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
          "reservation_unused_amortized_upfront_fee_for_billing_period", COLUMN_UNUSED_UPFRONT },
        { "reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod",
          "reservation_net_unused_amortized_upfront_fee_for_billing_period",
          COLUMN_NET_UNUSED_UPFRONT },
        { "reservation/UnusedRecurringFee", "reservation_unused_recurring_fee",
          COLUMN_UNUSED_RECURRING },
        { "reservation/NetUnusedRecurringFee", "reservation_net_unused_recurring_fee",
          COLUMN_NET_UNUSED_RECURRING },
        { "savingsPlan/SavingsPlanEffectiveCost", "savings_plan_savings_plan_effective_cost",
          COLUMN_SAVINGS_PLAN_COST },
        { "savingsPlan/NetSavingsPlanEffectiveCost", "savings_plan_net_savings_plan_effective_cost",
          COLUMN_NET_SAVINGS_PLAN_COST },
        { "savingsPlan/TotalCommitmentToDate", "savings_plan_total_commitment_to_date",
          COLUMN_COMMITMENT },
        { "savingsPlan/UsedCommitment", "savings_plan_used_commitment", COLUMN_USED_COMMITMENT },
    };
    for (size_t i = 0; i < COUNT(optional); i++) {
        struct layout layout;
        assert_true(map(cx, str_format(cx->arena, CUR1 ",%s", optional[i].cur1).ptr, &layout));
        assert_int_equal(layout.slots[12], optional[i].column);
        assert_true(map(cx, str_format(cx->arena, "%s," SNAKE, optional[i].snake).ptr, &layout));
        assert_int_equal(layout.slots[0], optional[i].column);
    }
}

static void test_unknown_columns_are_passed_over(void **state)
{
    struct cx *cx = *state;
    struct layout layout;
    assert_true(map(cx, "x/y," CUR1 ",identity/LineItemId,product/sku", &layout));
    size_t nobody = layout_cell_count(&layout) - 1;
    assert_int_equal(nobody, COLUMN_COUNT);
    assert_int_equal(layout.slots[0], nobody);
    assert_int_equal(layout.slots[1], COLUMN_PAYER);
    assert_int_equal(layout.slots[13], nobody);
}

static void test_tags_are_sorted_by_their_one_name(void **state)
{
    struct cx *cx = *state;
    struct layout layout;
    assert_true(map(cx,
                    CUR1 ",resourceTags/user:Name,costCategory/Team,resource_tags_user_env,"
                         "resourceTags/aws:createdBy,cost_category_stage",
                    &layout));
    static const char *const names[] = { "aws:createdBy", "cost_category:Team",
                                         "cost_category:stage", "user:Name", "user:env" };
    assert_int_equal(layout.tag_count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_text(layout.tag_names[i], names[i]);
    assert_int_equal(layout.slots[12], COLUMN_COUNT + 3);
    assert_int_equal(layout.slots[13], COLUMN_COUNT + 1);
    assert_int_equal(layout.slots[15], COLUMN_COUNT + 0);
    assert_int_equal(layout_cell_count(&layout), COLUMN_COUNT + 6);
}

static void test_what_is_refused(void **state)
{
    struct cx *cx = *state;
    struct layout layout;
    assert_false(map(cx, "a,b,c", &layout));
    assert_int_equal(cx->failure.code, ERR_file_format);
    assert_false(map(cx, "", &layout));
    assert_int_equal(cx->failure.code, ERR_file_format);
    assert_false(map(cx, CUR1 ",lineItem/UnblendedCost", &layout));
    assert_int_equal(cx->failure.code, ERR_file_format);
    assert_text(cx->failure.detail, "\"f.csv\", column lineItem/UnblendedCost is there twice");
}

static void test_each_required_column_is_named_when_missing(void **state)
{
    struct cx *cx = *state;
    str rest = STR(CUR1);
    while (!str_is_null(rest)) {
        str missing = str_cut(&rest, ',');
        struct strbuf header = strbuf_new(cx->arena, 2000);
        str others = STR(CUR1);
        while (!str_is_null(others)) {
            str name = str_cut(&others, ',');
            if (!str_equal(name, missing))
                strbuf_add_format(&header, "%s%.*s", header.len > 0 ? "," : "", STR_ARG(name));
        }
        struct layout layout;
        assert_false(map(cx, strbuf_str(&header).ptr, &layout));
        assert_int_equal(cx->failure.code, ERR_column_missing);
        assert_text(
            cx->failure.detail,
            str_format(cx->arena, "\"f.csv\", column %.*s is missing", STR_ARG(missing)).ptr);
    }
}

/* ---- tags of a line ---- */

static str tags(struct cx *cx, const char *resource_tags, const char *cost_category,
                const char *expected_bad)
{
    struct test_line t;
    str out = STR_NULL;
    enum column bad;
    test_line_init(&t);
    t.cells[COLUMN_RESOURCE_TAGS] = str_of(resource_tags);
    t.cells[COLUMN_COST_CATEGORIES] = str_of(cost_category);
    bool is_ok = tags_of_line(cx->arena, &t.line, &out, &bad);
    assert_int_equal(is_ok, expected_bad == NULL);
    if (!is_ok)
        assert_text(column_name(bad), expected_bad);
    return out;
}

static void test_maps_become_sorted_text(void **state)
{
    struct cx *cx = *state;
    assert_text(tags(cx, "", "", NULL), "");
    assert_text(tags(cx, "{}", "{}", NULL), "");
    assert_text(tags(cx, "{\"user_b\":\"2\",\"user_a\":\"1\"}", "{\"Team\":\"x\"}", NULL),
                "{\"cost_category:Team\":\"x\",\"user:a\":\"1\",\"user:b\":\"2\"}");
    assert_text(tags(cx, " { \"user_a\" : \"1\", \"user_b\": \"\", \"user_c\": null } ", "", NULL),
                "{\"user:a\":\"1\"}");
    assert_text(tags(cx, "{\"other\":\"a\\\"b\\u0000c\"}", "", NULL),
                "{\"other\":\"a\\\"b\\u0000c\"}");
}

static void test_maps_that_are_none(void **state)
{
    struct cx *cx = *state;
    static const char *const bad[] = { "x",
                                       "[]",
                                       "\"a\"",
                                       "{",
                                       "{\"a\":1}",
                                       "{\"a\":{}}",
                                       "{}x",
                                       "{\"a\":\"1\",\"a\":\"2\"}",
                                       "{\"a\":\"\xff\"}" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        tags(cx, bad[i], "", "resourceTags");
        tags(cx, "{}", bad[i], "costCategory");
    }
}

static void test_columns_and_maps_are_one_set(void **state)
{
    struct cx *cx = *state;
    str names[] = { STR("user:a"), STR("user:z") };
    str cells[COLUMN_COUNT + 3];
    struct layout layout = { .tag_count = 2, .tag_names = names };
    struct line line = { .layout = &layout, .cells = cells };
    str out;
    enum column bad;
    for (size_t i = 0; i < COUNT(cells); i++)
        cells[i] = STR_NULL;
    cells[COLUMN_COUNT] = STR("1");
    cells[COLUMN_RESOURCE_TAGS] = STR("{\"user_m\":\"2\"}");
    assert_true(tags_of_line(cx->arena, &line, &out, &bad));
    assert_text(out, "{\"user:a\":\"1\",\"user:m\":\"2\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_both_spellings_in_any_order),
        TEST(test_every_column_is_found_by_both_names),
        TEST(test_unknown_columns_are_passed_over),
        TEST(test_tags_are_sorted_by_their_one_name),
        TEST(test_what_is_refused),
        TEST(test_each_required_column_is_named_when_missing),
        TEST(test_maps_become_sorted_text),
        TEST(test_maps_that_are_none),
        TEST(test_columns_and_maps_are_one_set),
    };
    return cmocka_run_group_tests_name("ingest columns", tests, NULL, NULL);
}
