#include "ingest/normalize.h"
#include "unit/ingest/ingest_test.h"

static struct normal normal_of(struct test_line *t)
{
    struct normal normal;
    struct spot spot;
    assert_int_equal(normalize(&t->line, &normal, &spot), NORMALIZED_CHARGE);
    return normal;
}

static struct charge charge_of(struct test_line *t)
{
    return normal_of(t).charge;
}

/* ---- kinds: the first that matches (pricing.md, step 1) ---- */

static const struct {
    const char *type, *service, *entity, *reservation, *savings_plan, *kind;
} kinds[] = {
    { "Usage", "AmazonEC2", "AWS", "", "", "usage" },
    { "DiscountedUsage", "AmazonEC2", "AWS", "arn:ri", "", "usage" },
    { "SavingsPlanCoveredUsage", "AmazonEC2", "AWS", "", "arn:sp", "usage" },
    { "SavingsPlanNegation", "AmazonEC2", "AWS", "", "arn:sp", "usage" },
    { "Tax", "AmazonEC2", "AWS", "", "", "tax" },
    { "Tax", "AWSSupportBusiness", "AWS Marketplace", "", "", "tax" },
    { "Credit", "AWSPremiumSupport", "AWS", "", "", "credit" },
    { "Refund", "x", "AWS Marketplace", "", "", "refund" },
    { "Discount", "x", "AWS", "", "", "discount" },
    { "EdpDiscount", "AWSSupportBusiness", "AWS", "", "", "discount" },
    { "PrivateRateDiscount", "x", "AWS", "", "", "discount" },
    { "BundledDiscount", "x", "AWS Marketplace", "", "", "discount" },
    { "RiVolumeDiscount", "x", "AWS", "", "", "discount" },
    { "SppDiscount", "x", "AWS", "", "", "discount" },
    { "DistributorDiscount", "x", "AWS", "", "", "discount" },
    { "RIFee", "AmazonEC2", "AWS", "arn:ri", "", "commitment_fee" },
    { "SavingsPlanRecurringFee", "ComputeSavingsPlans", "AWS", "", "arn:sp", "commitment_fee" },
    { "SavingsPlanUpfrontFee", "ComputeSavingsPlans", "AWS", "", "", "commitment_fee" },
    { "Fee", "AmazonEC2", "AWS", "arn:ri", "", "commitment_fee" },
    { "Fee", "AmazonEC2", "AWS", "", "arn:sp", "commitment_fee" },
    { "Fee", "AWSSupportBusiness", "AWS", "arn:ri", "", "commitment_fee" },
    { "DiscountedUse", "AmazonEC2", "AWS", "", "", "other" },
    { "Proforma_Fee", "AWSSupportBusiness", "AWS Marketplace", "", "", "other" },
    { "usage", "AmazonEC2", "AWS", "", "", "other" },
    { "Fee", "AWSSupportEnterprise", "AWS", "", "", "support" },
    { "Usage", "AWSSupportBusiness", "AWS", "", "", "support" },
    { "Fee", "AWSDeveloperSupport", "AWS", "", "", "support" },
    { "Fee", "AWSPremiumSupport", "AWS Marketplace", "", "", "support" },
    { "Fee", "OCBPremiumSupport", "AWS", "", "", "support" },
    { "FlatRateSubscription", "AWSSupportX", "AWS", "", "", "support" },
    { "Fee", "AWSPremiumSupportX", "AWS", "", "", "fee" },
    { "Fee", "x", "AWS Marketplace", "", "", "marketplace" },
    { "Usage", "x", "AWS Marketplace", "", "", "marketplace" },
    { "FlatRateSubscription", "x", "AWS Marketplace", "", "", "marketplace" },
    { "Usage", "x", "aws marketplace", "", "", "usage" },
    { "Fee", "AmazonRegistrar", "AWS", "", "", "fee" },
    { "FlatRateSubscription", "x", "AWS", "", "", "fee" },
};

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct test_line t;
        test_line_usage(&t);
        t.cells[COLUMN_LINE_ITEM_TYPE] = str_of(kinds[i].type);
        t.cells[COLUMN_SERVICE] = str_of(kinds[i].service);
        t.cells[COLUMN_BILLING_ENTITY] = str_of(kinds[i].entity);
        t.cells[COLUMN_RESERVATION] = str_of(kinds[i].reservation);
        t.cells[COLUMN_SAVINGS_PLAN] = str_of(kinds[i].savings_plan);
        struct charge charge = charge_of(&t);
        assert_text(charge_kind_name(charge.kind), kinds[i].kind);
        assert_int_equal(charge.is_known_type, strcmp(kinds[i].kind, "other") != 0);
    }
}

/* ---- measures ---- */

static const struct {
    const char *what;
    const char *type, *service, *entity, *reservation, *savings_plan, *description;
    const char *quantity, *rate, *unblended, *net, *public_cost;
    struct {
        enum column column;
        const char *value;
    } more[6];
    struct {
        bool is_free;
        const char *quantity, *unblended, *cost, *public_cost, *base, *amortized, *net_amortized;
    } is;
} measures[] = {
    { "usage at its public cost",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "",
      "0.12",
      { { 0 } },
      { false, "2", "0.1", "0.1", "0.12", "0.12", "0.1", "0.1" } },
    { "usage with a net cost",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "0.08",
      "0.12",
      { { 0 } },
      { false, "2", "0.1", "0.08", "0.12", "0.12", "0.1", "0.08" } },
    { "a net cost of 0 is given",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "0",
      "0.12",
      { { 0 } },
      { false, "2", "0.1", "0", "0.12", "0.12", "0.1", "0" } },
    { "no public cost",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "",
      "",
      { { 0 } },
      { false, "2", "0.1", "0.1", "0", "0.1", "0.1", "0.1" } },
    { "a public cost of 0",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "",
      "0.0",
      { { 0 } },
      { false, "2", "0.1", "0.1", "0", "0.1", "0.1", "0.1" } },
    { "a negative public cost",
      "Usage",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "2",
      "0.05",
      "0.10",
      "",
      "-1",
      { { 0 } },
      { false, "2", "0.1", "0.1", "-1", "0.1", "0.1", "0.1" } },
    { "free tier",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "7",
      "0.0000000000",
      "0.0",
      "",
      "0.35",
      { { 0 } },
      { true, "7", "0", "0", "0.35", "0.35", "0", "0" } },
    { "free tier, no rate",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "7",
      "",
      "0",
      "",
      "0.35",
      { { 0 } },
      { true, "7", "0", "0", "0.35", "0.35", "0", "0" } },
    { "free usage taken back",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "-7",
      "0",
      "0",
      "",
      "-0.35",
      { { 0 } },
      { true, "-7", "0", "0", "-0.35", "-0.35", "0", "0" } },
    { "free without a public cost",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "7",
      "",
      "",
      "",
      "",
      { { 0 } },
      { true, "7", "0", "0", "0", "0", "0", "0" } },
    { "no cost but a rate",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "0",
      "0.1",
      "0",
      "",
      "0.35",
      { { 0 } },
      { false, "0", "0", "0", "0.35", "0.35", "0", "0" } },
    { "a rate too small for 12 places",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "0",
      "1e-20",
      "0",
      "",
      "0.35",
      { { 0 } },
      { false, "0", "0", "0", "0.35", "0.35", "0", "0" } },
    { "no rate but a cost",
      "Usage",
      "AmazonS3",
      "AWS",
      "",
      "",
      "",
      "1",
      "",
      "2",
      "",
      "3",
      { { 0 } },
      { false, "1", "2", "2", "3", "3", "2", "2" } },
    { "reserved usage",
      "DiscountedUsage",
      "AmazonEC2",
      "AWS",
      "arn:ri",
      "",
      "",
      "1",
      "0",
      "0",
      "",
      "0.192",
      { { COLUMN_RESERVATION_COST, "0.11" }, { COLUMN_NET_RESERVATION_COST, "0.1" } },
      { false, "1", "0", "0", "0.192", "0.192", "0.11", "0.1" } },
    { "reserved usage without net",
      "DiscountedUsage",
      "AmazonEC2",
      "AWS",
      "arn:ri",
      "",
      "",
      "1",
      "0",
      "0",
      "",
      "0.192",
      { { COLUMN_RESERVATION_COST, "0.11" } },
      { false, "1", "0", "0", "0.192", "0.192", "0.11", "0.11" } },
    { "covered usage",
      "SavingsPlanCoveredUsage",
      "AmazonEC2",
      "AWS",
      "",
      "arn:sp",
      "",
      "1",
      "0.1",
      "0.1",
      "0.09",
      "0.1",
      { { COLUMN_SAVINGS_PLAN_COST, "0.07" }, { COLUMN_NET_SAVINGS_PLAN_COST, "0.06" } },
      { false, "1", "0.1", "0.09", "0.1", "0.1", "0.07", "0.06" } },
    { "negation",
      "SavingsPlanNegation",
      "AmazonEC2",
      "AWS",
      "",
      "arn:sp",
      "",
      "1",
      "0",
      "-0.1",
      "",
      "-0.1",
      { { COLUMN_SAVINGS_PLAN_COST, "9" } },
      { false, "0", "-0.1", "-0.1", "0", "0", "0", "0" } },
    { "a savings plan's month",
      "SavingsPlanRecurringFee",
      "ComputeSavingsPlans",
      "AWS",
      "",
      "arn:sp",
      "",
      "1",
      "1",
      "72",
      "70",
      "",
      { { COLUMN_COMMITMENT, "100" }, { COLUMN_USED_COMMITMENT, "97.5" } },
      { false, "1", "72", "70", "0", "0", "2.5", "2.5" } },
    { "a savings plan paid upfront",
      "SavingsPlanUpfrontFee",
      "ComputeSavingsPlans",
      "AWS",
      "",
      "arn:sp",
      "",
      "1",
      "500",
      "500",
      "",
      "",
      { { 0 } },
      { false, "1", "500", "500", "0", "0", "0", "0" } },
    { "a reservation's month",
      "RIFee",
      "AmazonEC2",
      "AWS",
      "arn:ri",
      "",
      "",
      "720",
      "0.05",
      "36",
      "30",
      "",
      { { COLUMN_UNUSED_UPFRONT, "1.5" },
        { COLUMN_UNUSED_RECURRING, "2" },
        { COLUMN_NET_UNUSED_RECURRING, "1.25" } },
      { false, "720", "36", "30", "0", "0", "3.5", "2.75" } },
    { "a reservation paid upfront",
      "Fee",
      "AmazonEC2",
      "AWS",
      "arn:ri",
      "",
      "",
      "1",
      "300",
      "300",
      "",
      "",
      { { 0 } },
      { false, "1", "300", "300", "0", "0", "0", "0" } },
    { "a fee with a savings plan",
      "Fee",
      "AmazonEC2",
      "AWS",
      "",
      "arn:sp",
      "",
      "1",
      "300",
      "300",
      "",
      "",
      { { 0 } },
      { false, "1", "300", "300", "0", "0", "300", "300" } },
    { "any other fee",
      "Fee",
      "AmazonRegistrar",
      "AWS",
      "",
      "",
      "",
      "1",
      "12",
      "12",
      "11",
      "15",
      { { 0 } },
      { false, "1", "12", "11", "15", "12", "12", "11" } },
    { "a subscription",
      "FlatRateSubscription",
      "CloudFront",
      "AWS",
      "",
      "",
      "",
      "1",
      "15",
      "15",
      "",
      "",
      { { 0 } },
      { false, "1", "15", "15", "0", "15", "15", "15" } },
    { "a fee on the Marketplace",
      "Fee",
      "x",
      "AWS Marketplace",
      "",
      "",
      "",
      "1",
      "1200",
      "1200",
      "",
      "",
      { { 0 } },
      { false, "1", "1200", "1200", "0", "1200", "1200", "1200" } },
    { "a subscription on the Marketplace",
      "FlatRateSubscription",
      "x",
      "AWS Marketplace",
      "",
      "",
      "",
      "1",
      "15",
      "15",
      "",
      "",
      { { 0 } },
      { false, "1", "15", "15", "0", "0", "15", "15" } },
    { "usage on the Marketplace",
      "Usage",
      "x",
      "AWS Marketplace",
      "",
      "",
      "",
      "3",
      "2",
      "6",
      "",
      "",
      { { 0 } },
      { false, "3", "6", "6", "0", "6", "6", "6" } },
    { "support as a fee",
      "Fee",
      "AWSSupportBusiness",
      "AWS",
      "",
      "",
      "",
      "1",
      "100",
      "100",
      "",
      "",
      { { 0 } },
      { false, "1", "100", "100", "0", "0", "100", "100" } },
    { "support as usage",
      "Usage",
      "AWSSupportBusiness",
      "AWS",
      "",
      "",
      "",
      "1",
      "100",
      "100",
      "",
      "110",
      { { 0 } },
      { false, "1", "100", "100", "110", "0", "100", "100" } },
    { "tax",
      "Tax",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "1",
      "",
      "8.5",
      "",
      "",
      { { 0 } },
      { false, "1", "8.5", "8.5", "0", "0", "8.5", "8.5" } },
    { "a credit",
      "Credit",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "0",
      "",
      "-20",
      "",
      "",
      { { 0 } },
      { false, "0", "-20", "-20", "0", "0", "-20", "-20" } },
    { "a refund",
      "Refund",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "0",
      "",
      "-5",
      "",
      "",
      { { 0 } },
      { false, "0", "-5", "-5", "0", "0", "-5", "-5" } },
    { "the refund of a savings plan",
      "Refund",
      "ComputeSavingsPlans",
      "AWS",
      "",
      "",
      "Refund for one-time fee for Savings Plan ID: 1",
      "0",
      "",
      "-500",
      "",
      "",
      { { 0 } },
      { false, "0", "-500", "-500", "0", "0", "0", "0" } },
    { "another refund there",
      "Refund",
      "ComputeSavingsPlans",
      "AWS",
      "",
      "",
      "Refund",
      "0",
      "",
      "-5",
      "",
      "",
      { { 0 } },
      { false, "0", "-5", "-5", "0", "0", "-5", "-5" } },
    { "a negotiated discount",
      "EdpDiscount",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "0",
      "",
      "-0.5",
      "",
      "",
      { { 0 } },
      { false, "0", "-0.5", "-0.5", "0", "0", "-0.5", "-0.5" } },
    { "an unknown type",
      "Novelty",
      "AmazonEC2",
      "AWS",
      "",
      "",
      "",
      "4",
      "1",
      "4",
      "3",
      "5",
      { { 0 } },
      { false, "4", "4", "3", "5", "0", "4", "3" } },
};

static void test_measures(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(measures); i++) {
        struct test_line t;
        test_line_usage(&t);
        print_message("  %s\n", measures[i].what);
        t.cells[COLUMN_LINE_ITEM_TYPE] = str_of(measures[i].type);
        t.cells[COLUMN_SERVICE] = str_of(measures[i].service);
        t.cells[COLUMN_BILLING_ENTITY] = str_of(measures[i].entity);
        t.cells[COLUMN_RESERVATION] = str_of(measures[i].reservation);
        t.cells[COLUMN_SAVINGS_PLAN] = str_of(measures[i].savings_plan);
        t.cells[COLUMN_DESCRIPTION] = str_of(measures[i].description);
        t.cells[COLUMN_QUANTITY] = str_of(measures[i].quantity);
        t.cells[COLUMN_UNBLENDED_RATE] = str_of(measures[i].rate);
        t.cells[COLUMN_UNBLENDED] = str_of(measures[i].unblended);
        t.cells[COLUMN_NET_UNBLENDED] = str_of(measures[i].net);
        t.cells[COLUMN_PUBLIC_COST] = str_of(measures[i].public_cost);
        for (size_t k = 0; k < COUNT(measures[i].more) && measures[i].more[k].value; k++)
            t.cells[measures[i].more[k].column] = str_of(measures[i].more[k].value);

        struct charge charge = charge_of(&t);
        assert_int_equal(charge.is_free, measures[i].is.is_free);
        assert_decimal(charge.measures[MEASURE_QUANTITY], measures[i].is.quantity);
        assert_decimal(charge.measures[MEASURE_UNBLENDED], measures[i].is.unblended);
        assert_decimal(charge.measures[MEASURE_COST], measures[i].is.cost);
        assert_decimal(charge.measures[MEASURE_PUBLIC_ON_DEMAND_COST], measures[i].is.public_cost);
        assert_decimal(charge.measures[MEASURE_PUBLIC_BASE], measures[i].is.base);
        assert_decimal(charge.measures[MEASURE_AMORTIZED], measures[i].is.amortized);
        assert_decimal(charge.measures[MEASURE_NET_AMORTIZED], measures[i].is.net_amortized);
        assert_false(charge.is_rounded);
    }
}

/* ---- the rest ---- */

static void test_split_cost_rows_are_left_out(void **state)
{
    (void)state;
    static const char *const operations[] = { "EKSPod-EC2", "ECSTask-EC2" };
    for (size_t i = 0; i < COUNT(operations); i++) {
        struct test_line t;
        struct normal normal;
        struct spot spot;
        test_line_usage(&t);
        t.cells[COLUMN_OPERATION] = str_of(operations[i]);
        t.cells[COLUMN_UNBLENDED] = STR("not looked at");
        assert_int_equal(normalize(&t.line, &normal, &spot), NORMALIZED_SPLIT);
    }
}

static void test_a_purchase_is_of_the_first_day(void **state)
{
    struct cx *cx = *state;
    struct test_line t;
    test_line_usage(&t);
    assert_text(day_text(cx->arena, charge_of(&t).day), "2023-11-05");
    t.cells[COLUMN_USAGE_START] = STR("2024-06-30T00:00:00Z");
    assert_text(day_text(cx->arena, charge_of(&t).day), "2024-06-30");
    t.cells[COLUMN_BILL_TYPE] = STR("Purchase");
    assert_text(day_text(cx->arena, charge_of(&t).day), "2023-11-01");
    t.cells[COLUMN_PERIOD_START] = STR("2023-11-17T00:00:00Z");
    assert_text(day_text(cx->arena, charge_of(&t).day), "2023-11-01");
}

static void test_texts_are_taken_over(void **state)
{
    (void)state;
    struct test_line t;
    test_line_usage(&t);
    t.cells[COLUMN_INVOICE] = STR("INV1");
    t.cells[COLUMN_REGION] = STR("US East (N. Virginia)");
    t.cells[COLUMN_SAVINGS_PLAN] = STR("arn:sp");
    struct normal normal = normal_of(&t);
    assert_text(normal.texts[TEXT_ACCOUNT], "222222222222");
    assert_text(normal.texts[TEXT_REGION], "us-east-1");
    assert_text(normal.texts[TEXT_INVOICE], "INV1");
    assert_text(normal.texts[TEXT_COMMITMENT], "arn:sp");
    t.cells[COLUMN_REGION_CODE] = STR("");
    t.cells[COLUMN_RESERVATION] = STR("arn:ri");
    t.cells[COLUMN_ACCOUNT] = STR("");
    normal = normal_of(&t);
    assert_text(normal.texts[TEXT_REGION], "US East (N. Virginia)");
    assert_text(normal.texts[TEXT_COMMITMENT], "arn:ri");
    assert_text(normal.texts[TEXT_ACCOUNT], "111111111111");
}

static void test_rounding_is_counted(void **state)
{
    (void)state;
    struct test_line t;
    test_line_usage(&t);
    t.cells[COLUMN_PUBLIC_COST] = STR("0.1234567890125");
    struct charge charge = charge_of(&t);
    assert_true(charge.is_rounded);
    assert_decimal(charge.measures[MEASURE_PUBLIC_BASE], "0.123456789013");
    t.cells[COLUMN_PUBLIC_COST] = STR("-0.1234567890125");
    assert_decimal(charge_of(&t).measures[MEASURE_PUBLIC_ON_DEMAND_COST], "-0.123456789013");
    /* A rate is never added up: what rounding does to it is nothing. */
    test_line_usage(&t);
    t.cells[COLUMN_UNBLENDED_RATE] = STR("0.12345678901234567890");
    assert_false(charge_of(&t).is_rounded);
}

static const struct {
    enum column column;
    const char *value;
    enum problem problem;
} bad_values[] = {
    { COLUMN_UNBLENDED, "abc", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, "1,5", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, " 1", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, "nan", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, "inf", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, "0x10", PROBLEM_NOT_A_NUMBER },
    { COLUMN_UNBLENDED, "1e99", PROBLEM_OUT_OF_RANGE },
    { COLUMN_NET_UNBLENDED, "-", PROBLEM_NOT_A_NUMBER },
    { COLUMN_QUANTITY, "1 Hrs", PROBLEM_NOT_A_NUMBER },
    { COLUMN_PUBLIC_COST, "$1", PROBLEM_NOT_A_NUMBER },
    { COLUMN_USAGE_START, "yesterday", PROBLEM_NOT_A_DATE },
    { COLUMN_USAGE_START, "", PROBLEM_NOT_A_DATE },
    { COLUMN_USAGE_START, "2023-02-30T00:00:00Z", PROBLEM_NOT_A_DATE },
    { COLUMN_ACCOUNT, "12345678901x", PROBLEM_NOT_AN_ACCOUNT },
    { COLUMN_ACCOUNT, "1234567890123456789012", PROBLEM_NOT_AN_ACCOUNT },
    { COLUMN_LINE_ITEM_TYPE, "", PROBLEM_NO_VALUE },
};

static void test_bad_values_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad_values); i++) {
        struct test_line t;
        struct normal normal;
        struct spot spot;
        test_line_usage(&t);
        t.cells[bad_values[i].column] = str_of(bad_values[i].value);
        assert_int_equal(normalize(&t.line, &normal, &spot), NORMALIZED_PROBLEM);
        assert_int_equal(spot.problem, bad_values[i].problem);
        assert_int_equal(spot.column, bad_values[i].column);
    }
}

static void test_a_rate_is_read_where_it_matters(void **state)
{
    (void)state;
    struct test_line t;
    struct normal normal;
    struct spot spot;
    test_line_usage(&t);
    t.cells[COLUMN_UNBLENDED_RATE] = STR("zero");
    assert_int_equal(normalize(&t.line, &normal, &spot), NORMALIZED_CHARGE);
    t.cells[COLUMN_UNBLENDED] = STR("0");
    assert_int_equal(normalize(&t.line, &normal, &spot), NORMALIZED_PROBLEM);
    assert_int_equal(spot.column, COLUMN_UNBLENDED_RATE);
}

/* Parquet: numbers as doubles and dates as days give what the texts give. */
static void test_binary_cells(void **state)
{
    (void)state;
    struct test_line t;
    double cost = 0.1;
    double none = 0.0;
    int32_t days = 19666; /* 2023-11-05 */
    test_line_usage(&t);
    t.layout.forms[COLUMN_UNBLENDED] = CELL_DOUBLE;
    t.layout.forms[COLUMN_UNBLENDED_RATE] = CELL_DOUBLE;
    t.layout.forms[COLUMN_USAGE_START] = CELL_DAY;
    t.cells[COLUMN_UNBLENDED] = (str){ (const char *)&cost, sizeof cost };
    t.cells[COLUMN_UNBLENDED_RATE] = (str){ (const char *)&none, sizeof none };
    t.cells[COLUMN_USAGE_START] = (str){ (const char *)&days, sizeof days };
    struct charge charge = charge_of(&t);
    assert_decimal(charge.measures[MEASURE_UNBLENDED], "0.1");
    assert_int_equal(charge.day.days, 19666);
    assert_false(charge.is_free);
    cost = 0.0;
    assert_true(charge_of(&t).is_free);
    none = 1e-300;
    assert_false(charge_of(&t).is_free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_kinds),
        TEST(test_measures),
        TEST(test_split_cost_rows_are_left_out),
        TEST(test_a_purchase_is_of_the_first_day),
        TEST(test_texts_are_taken_over),
        TEST(test_rounding_is_counted),
        TEST(test_bad_values_are_named),
        TEST(test_a_rate_is_read_where_it_matters),
        TEST(test_binary_cells),
    };
    return cmocka_run_group_tests_name("ingest normalize", tests, NULL, NULL);
}
