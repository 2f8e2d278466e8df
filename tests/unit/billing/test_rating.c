/* The worked vector of pricing.md §7 and every rule of §2, by value. */
#include "month.h"

static const struct sku ec2_m5 = { 1,
                                   STR("AmazonEC2"),
                                   STR("USW2-BoxUsage:m5.large"),
                                   STR("RunInstances"),
                                   STR("AWS"),
                                   STR(""),
                                   STR(""),
                                   { 0 } };
static const struct sku ec2_other = { 2,
                                      STR("AmazonEC2"),
                                      STR("USW2-BoxUsage:c5.large"),
                                      STR("RunInstances"),
                                      STR("AWS"),
                                      STR(""),
                                      STR(""),
                                      { 0 } };
static const struct sku s3 = {
    3, STR("AmazonS3"), STR("TimedStorage-ByteHrs"), STR(""), STR("AWS"), STR(""), STR(""), { 0 }
};
static const struct sku market = {
    4,       STR("abc123"), STR("SoftwareUsage"), STR("Hourly"), STR("AWS Marketplace"), STR(""),
    STR(""), { 0 }
};

static const struct rating_account accounts[] = {
    { 7, STR("000000000007"), STR("seven") },
    { 3, STR("111111111111"), STR("three") },
    { 5, STR("222222222222"), STR("five") },
};

/* A charge as tests say it: absent amounts are 0. */
struct said {
    const struct sku *sku;
    const char *type, *first, *last, *quantity, *unblended, *cost, *public_base, *amortized,
        *net_amortized, *kind;
    int64_t account;
    bool is_free;
};

static decimal amount(const char *text)
{
    return text ? D(text) : DECIMAL_ZERO;
}

static struct charge_sum charge(const struct said *said)
{
    const char *first = said->first ? said->first : "2023-11-01";
    enum line_kind kind;
    assert_true(line_kind_of(str_of(said->kind ? said->kind : "usage"), &kind));
    return (struct charge_sum){
        .account = said->account ? said->account : 3,
        .sku = said->sku ? said->sku : &ec2_m5,
        .line_item_type = str_of(said->type ? said->type : "Usage"),
        .type = charge_type_of(str_of(said->type ? said->type : "Usage")),
        .kind = kind,
        .is_free = said->is_free,
        .first_day = DAY(first),
        .last_day = DAY(said->last ? said->last : first),
        .quantity = amount(said->quantity),
        .unblended = amount(said->unblended),
        .cost = amount(said->cost),
        .public_base = amount(said->public_base),
        .amortized = amount(said->amortized),
        .net_amortized = amount(said->net_amortized),
    };
}
#define CHARGE(...) charge(&(struct said){ __VA_ARGS__ })

static const struct rating_assignment in_group_0[] = { { 3, 0, { 0 }, { INT32_MIN } } };

/* The terms of a plan, by its members. */
static struct plan_terms terms_of(struct arena *arena, const char *basis, bool free_tier,
                                  const struct pricing_rule *rules, size_t count)
{
    struct pricing_plan plan = { .basis = str_of(basis), .free_tier = free_tier };
    plan.rules = (list){ .items = (void *)(uintptr_t)rules, .count = count };
    return plan_terms_of(arena, &plan);
}

/* What one charge of account 3 comes to under these terms. */
static decimal rate_one(struct arena *arena, struct plan_terms terms, struct charge_sum sum)
{
    struct rating_input input = { &terms, 1, accounts, 3, in_group_0, 1, 0 };
    struct rating *rating = rating_new(arena, &input);
    assert_true(rating_add(rating, &sum));
    struct bill bill;
    assert_true(rating_bill(rating, arena, 0, NULL, 0, &bill));
    return bill.pro_forma;
}

#define assert_rated(terms, sum, expected) assert_decimal(rate_one(*state, terms, sum), expected)

/* ---- §7 ---- */

static void the_worked_vector(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("global"), .type = STR("discount"), .percent = SOME("5")),
        RULE(.scope = STR("service"), .type = STR("discount"), .percent = SOME("10"),
             .service = STR("AmazonEC2")),
        RULE(.scope = STR("sku"), .type = STR("markup"), .percent = SOME("20"),
             .service = STR("AmazonEC2"), .usage_type = STR("USW2-BoxUsage:m5.large"),
             .operation = STR("RunInstances")),
        RULE(.scope = STR("billing_entity"), .type = STR("markup"), .percent = SOME("0"),
             .billing_entity = STR("AWS Marketplace")),
    };
    struct custom_charge fees[] = {
        { .id = { { 1 } }, .kind = STR("fee"), .amount = SOME("50") },
        { .id = { { 2 } }, .kind = STR("fee"), .percent = SOME("3") },
        { .id = { { 3 } }, .kind = STR("credit"), .percent = SOME("10"), .include_flat = true },
    };
    struct plan_terms terms = terms_of(*state, "public_on_demand", true, rules, 4);
    struct rating_input input = { &terms, 1, accounts, 3, in_group_0, 1, 0 };
    struct rating *rating = rating_new(*state, &input);
    struct charge_sum sums[] = {
        CHARGE(.sku = &ec2_m5, .public_base = "96.00", .cost = "80"),
        CHARGE(.sku = &ec2_other, .public_base = "100.00", .cost = "90"),
        CHARGE(.sku = &s3, .public_base = "50.00", .cost = "45"),
        CHARGE(.sku = &market, .public_base = "30.00", .cost = "25", .kind = "marketplace"),
    };
    for (size_t i = 0; i < 4; i++)
        assert_true(rating_add(rating, &sums[i]));

    struct bill bill;
    assert_true(rating_bill(rating, *state, 0, fees, 3, &bill));
    assert_int_equal(bill.line_count, 3);
    assert_str(bill.lines[0].service, "AmazonEC2");
    assert_decimal(bill.lines[0].pro_forma, "205.2");
    assert_decimal(bill.lines[1].pro_forma, "47.5");
    assert_decimal(bill.lines[2].pro_forma, "30");
    assert_decimal(bill.subtotal, "282.7");
    assert_int_equal(bill.custom_charge_count, 3);
    assert_decimal(bill.custom_charges[0].amount, "50");
    assert_decimal(bill.custom_charges[1].amount, "8.481");
    assert_decimal(bill.custom_charges[2].amount, "-33.27");
    assert_decimal(bill.pro_forma, "307.911");
    assert_decimal(bill.cost, "240");
    assert_decimal(bill.margin, "67.911");
    assert_decimal(percent_of(bill.margin, bill.pro_forma).value, "22.0554");

    struct bill rounded;
    assert_true(bill_round(*state, &bill, 2, &rounded));
    assert_decimal(rounded.pro_forma, "307.91");
    assert_decimal(rounded.subtotal, "282.7");
    assert_decimal(rounded.custom_charges[1].amount, "8.48");
    assert_decimal(rounded.margin, "67.91");
}

/* ---- step 1: assignment ---- */

static void a_charge_belongs_to_the_group_of_its_day(void **state)
{
    struct plan_terms terms[] = { plan_terms_default(*state), plan_terms_default(*state) };
    struct rating_assignment moves[] = {
        { 3, 0, DAY("2023-11-01"), DAY("2023-11-10") },
        { 3, 1, DAY("2023-11-15"), DAY_NONE },
    };
    struct rating_input input = { terms, 2, accounts, 3, moves, 2, 0 };
    struct rating *rating = rating_new(*state, &input);
    static const char *const days[] = { "2023-10-31", "2023-11-01", "2023-11-09",
                                        "2023-11-10", "2023-11-14", "2023-11-15" };
    for (size_t i = 0; i < 6; i++) {
        struct charge_sum sum = CHARGE(.first = days[i], .public_base = "1", .cost = "0.5");
        assert_true(rating_add(rating, &sum));
    }
    struct charge_sum unknown = CHARGE(.account = 99, .public_base = "100", .cost = "100");
    assert_true(rating_add(rating, &unknown));

    struct bill first, second;
    assert_true(rating_bill(rating, *state, 0, NULL, 0, &first));
    assert_true(rating_bill(rating, *state, 1, NULL, 0, &second));
    assert_decimal(first.pro_forma, "2");
    assert_decimal(first.cost, "1");
    assert_decimal(second.pro_forma, "1");
    struct rating_unassigned unassigned;
    assert_true(rating_unassigned(rating, &unassigned));
    assert_int_equal(unassigned.accounts, 1);
    assert_decimal(unassigned.cost, "1.5");
}

static void a_sum_over_a_boundary_is_asked_for_by_day(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("10"),
             .service = STR("AmazonS3"), .from = DAY("2023-11-16")),
    };
    struct plan_terms terms = terms_of(*state, "unblended", true, rules, 1);
    struct rating_assignment moves[] = { { 3, 0, DAY("2023-11-05"), DAY_NONE } };
    struct rating_input input = { &terms, 1, accounts, 3, moves, 1, 0 };
    struct rating *rating = rating_new(*state, &input);
    const struct {
        const struct sku *sku;
        const char *type, *first, *last;
        bool splits;
    } cases[] = {
        { &ec2_m5, "Usage", "2023-11-01", "2023-11-30", true },  /* joins on the 5th */
        { &ec2_m5, "Usage", "2023-11-01", "2023-11-04", false }, /* before that */
        { &ec2_m5, "Usage", "2023-11-05", "2023-11-30", false }, /* no rule of EC2 changes */
        { &s3, "Usage", "2023-11-05", "2023-11-30", true },      /* the rule begins on the 16th */
        { &s3, "Usage", "2023-11-05", "2023-11-15", false },
        { &s3, "Usage", "2023-11-16", "2023-11-30", false },
        { &s3, "Usage", "2023-11-15", "2023-11-16", true },
        { &s3, "Tax", "2023-11-05", "2023-11-30", false }, /* rules do not change tax */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct charge_sum sum = CHARGE(.sku = cases[i].sku, .type = cases[i].type,
                                       .first = cases[i].first, .last = cases[i].last);
        assert_int_equal(rating_splits(rating, &sum), cases[i].splits);
        assert_int_equal(rating_add(rating, &sum), !cases[i].splits);
    }
}

/* ---- step 2: bases ---- */

static void each_basis_has_its_base(void **state)
{
    struct charge_sum sum = CHARGE(.quantity = "9", .unblended = "2", .cost = "3",
                                   .public_base = "5", .amortized = "7", .net_amortized = "11");
    static const struct {
        const char *basis, *expected;
    } cases[] = { { "public_on_demand", "5" },
                  { "unblended", "2" },
                  { "net_unblended", "3" },
                  { "amortized", "7" },
                  { "net_amortized", "11" } };
    for (size_t i = 0; i < 5; i++)
        assert_rated(terms_of(*state, cases[i].basis, true, NULL, 0), sum, cases[i].expected);
}

/* Every kind and type that differ, under public on-demand and under unblended. */
static void kinds_and_types_have_their_base(void **state)
{
    static const struct {
        const char *type, *kind, *public_on_demand, *unblended;
    } cases[] = {
        { "Usage", "usage", "5", "2" },
        { "DiscountedUsage", "usage", "5", "2" },
        { "SavingsPlanCoveredUsage", "usage", "5", "2" },
        { "SavingsPlanNegation", "usage", "0", "2" },
        { "Usage", "marketplace", "5", "2" },
        { "Fee", "marketplace", "2", "2" },
        { "FlatRateSubscription", "marketplace", "0", "2" },
        { "Fee", "fee", "2", "2" },
        { "FlatRateSubscription", "fee", "2", "2" },
        { "Usage", "support", "0", "2" },
        { "Fee", "support", "0", "2" },
        { "RIFee", "commitment_fee", "0", "2" },
        { "Fee", "commitment_fee", "0", "2" },
        { "SavingsPlanRecurringFee", "commitment_fee", "0", "2" },
        { "SavingsPlanUpfrontFee", "commitment_fee", "0", "2" },
        { "EdpDiscount", "discount", "0", "2" },
        { "Tax", "tax", "0", "0" },
        { "Credit", "credit", "0", "0" },
        { "Refund", "refund", "0", "0" },
        { "Novelty", "other", "0", "2" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct charge_sum sum = CHARGE(.type = cases[i].type, .kind = cases[i].kind,
                                       .unblended = "2", .cost = "3", .public_base = "5");
        assert_rated(terms_of(*state, "public_on_demand", true, NULL, 0), sum,
                     cases[i].public_on_demand);
        assert_rated(terms_of(*state, "unblended", true, NULL, 0), sum, cases[i].unblended);
    }
}

static void free_usage_follows_the_free_tier(void **state)
{
    struct charge_sum sum = CHARGE(.quantity = "4", .public_base = "5", .is_free = true);
    struct pricing_rule fixed[] = {
        RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("1.5"),
             .service = STR("AmazonEC2"), .usage_type = STR("USW2-BoxUsage:m5.large")),
    };
    assert_rated(terms_of(*state, "public_on_demand", true, NULL, 0), sum, "0");
    assert_rated(terms_of(*state, "public_on_demand", false, NULL, 0), sum, "5");
    assert_rated(terms_of(*state, "public_on_demand", true, fixed, 1), sum, "0");
    assert_rated(terms_of(*state, "public_on_demand", false, fixed, 1), sum, "6");
    assert_rated(terms_of(*state, "amortized", true, fixed, 1), sum, "0");
    assert_rated(terms_of(*state, "amortized", false, fixed, 1), sum, "6");
}

/* ---- step 3: rules ---- */

static void rules_change_some_types_only(void **state)
{
    static const struct {
        const char *type, *kind, *marked_up, *fixed;
    } cases[] = {
        { "Usage", "usage", "12", "21" },
        { "DiscountedUsage", "usage", "12", "21" },
        { "SavingsPlanCoveredUsage", "usage", "12", "21" },
        { "SavingsPlanNegation", "usage", "12", "0" },
        { "RIFee", "commitment_fee", "12", "0" },
        { "SavingsPlanRecurringFee", "commitment_fee", "12", "0" },
        { "Fee", "commitment_fee", "12", "0" },
        { "Fee", "fee", "12", "0" },
        { "FlatRateSubscription", "fee", "12", "0" },
        { "EdpDiscount", "discount", "12", "0" },
        { "Usage", "support", "12", "21" },
        { "SavingsPlanUpfrontFee", "commitment_fee", "10", "10" },
        { "Novelty", "other", "10", "10" },
    };
    struct pricing_rule markup[] = {
        RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("20")),
    };
    struct pricing_rule fixed[] = {
        RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("7"),
             .service = STR("AmazonEC2"), .usage_type = STR("USW2-BoxUsage:m5.large")),
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct charge_sum sum = CHARGE(.type = cases[i].type, .kind = cases[i].kind,
                                       .quantity = "3", .unblended = "10");
        assert_rated(terms_of(*state, "unblended", true, markup, 1), sum, cases[i].marked_up);
        assert_rated(terms_of(*state, "unblended", true, fixed, 1), sum, cases[i].fixed);
    }
}

static void products_are_rounded_once_per_line(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("33.333333")),
    };
    struct plan_terms terms = terms_of(*state, "unblended", true, rules, 1);
    struct rating_input input = { &terms, 1, accounts, 3, in_group_0, 1, 0 };
    struct rating *rating = rating_new(*state, &input);
    /* 3 × 0.000000000001 × 1.33333333 = 0.00000000000399999999: rounded one by one it were 3. */
    for (int i = 0; i < 3; i++) {
        struct charge_sum sum = CHARGE(.unblended = "0.000000000001");
        assert_true(rating_add(rating, &sum));
    }
    struct bill bill;
    assert_true(rating_bill(rating, *state, 0, NULL, 0, &bill));
    assert_decimal(bill.pro_forma, "0.000000000004");
}

/* ---- step 4: pass-through ---- */

static void passed_through_kinds_come_at_cost(void **state)
{
    static const str kinds[] = { STR("tax"), STR("support"), STR("discount") };
    struct pricing_rule rules[] = {
        RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("100")),
    };
    struct pricing_plan plan = {
        .basis = STR("public_on_demand"),
        .free_tier = true,
        .pass_through = { (void *)(uintptr_t)kinds, 3, true },
        .rules = { rules, 1, true },
    };
    struct plan_terms terms = plan_terms_of(*state, &plan);
    static const struct {
        const char *type, *kind, *expected;
    } cases[] = { { "Tax", "tax", "3" },
                  { "Usage", "support", "3" },
                  { "EdpDiscount", "discount", "3" },
                  { "Credit", "credit", "0" },
                  { "Usage", "usage", "10" } };
    for (size_t i = 0; i < 5; i++) {
        struct charge_sum sum = CHARGE(.type = cases[i].type, .kind = cases[i].kind,
                                       .unblended = "2", .cost = "3", .public_base = "5");
        assert_rated(terms, sum, cases[i].expected);
    }
}

static void the_default_pass_through_follows_the_basis(void **state)
{
    assert_int_equal(plan_default_pass_through(*state, STR("public_on_demand")).count, 0);
    list kinds = plan_default_pass_through(*state, STR("amortized"));
    assert_int_equal(kinds.count, 3);
    assert_str(((str *)kinds.items)[0], "tax");
    assert_str(((str *)kinds.items)[1], "credit");
    assert_str(((str *)kinds.items)[2], "refund");
}

/* ---- lines ---- */

static void lines_are_sorted_and_split_by_usage_type(void **state)
{
    struct plan_terms terms = plan_terms_default(*state);
    struct rating_assignment all[] = { { 3, 0, { 0 }, DAY_NONE }, { 7, 0, { 0 }, DAY_NONE } };
    struct rating_input input = { &terms, 1, accounts, 3, all, 2, PART_USAGE_TYPE };
    struct rating *rating = rating_new(*state, &input);
    struct charge_sum sums[] = {
        CHARGE(.sku = &s3, .public_base = "0.004", .cost = "0.001"),
        CHARGE(.sku = &ec2_other, .public_base = "0.006", .cost = "0.002"),
        CHARGE(.sku = &ec2_m5, .public_base = "0.005", .cost = "0.002"),
        CHARGE(.sku = &ec2_m5, .kind = "tax", .type = "Tax", .cost = "0.4"),
        CHARGE(.sku = &s3, .account = 7, .public_base = "0.005", .cost = "0.1"),
        CHARGE(.sku = &s3, .account = 7, .kind = "tax", .type = "Tax"),
    };
    for (size_t i = 0; i < 6; i++)
        assert_true(rating_add(rating, &sums[i]));
    struct bill exact, bill;
    assert_true(rating_bill(rating, *state, 0, NULL, 0, &exact));
    assert_int_equal(exact.line_count, 4);
    assert_str(exact.lines[0].account_id, "000000000007");
    assert_int_equal(exact.lines[1].kind, LINE_TAX);
    assert_int_equal(exact.lines[2].kind, LINE_USAGE);
    assert_str(exact.lines[3].service, "AmazonS3");
    assert_int_equal(exact.lines[2].part_count, 2);
    assert_str(exact.lines[2].parts[0].usage_type, "USW2-BoxUsage:c5.large");

    /* 0.005, 0, 0.011, 0.004: total 0.02; remainders .005, 0, .001, .004. */
    assert_true(bill_round(*state, &exact, 2, &bill));
    assert_decimal(bill.pro_forma, "0.02");
    assert_decimal(bill.lines[0].pro_forma, "0.01");
    assert_decimal(bill.lines[2].pro_forma, "0.01");
    assert_decimal(bill.lines[2].parts[0].pro_forma, "0.01");
    assert_decimal(bill.lines[2].parts[1].pro_forma, "0");
    assert_decimal(bill.lines[3].pro_forma, "0");
    assert_decimal(bill.cost, "0.51");
    assert_decimal(exact.lines[2].parts[0].pro_forma, "0.006");
}

static void parts_tell_rule_base_and_quantity(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("service"), .type = STR("discount"), .percent = SOME("10"),
             .service = STR("AmazonEC2"), .to = DAY("2023-11-16")),
        RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("0.5"),
             .service = STR("AmazonEC2"), .usage_type = STR("USW2-BoxUsage:m5.large")),
    };
    struct plan_terms terms = terms_of(*state, "unblended", true, rules, 2);
    terms.pass_through = LINE_KIND_BIT(LINE_TAX);
    struct rating_input input = {
        &terms, 1, accounts, 3, in_group_0, 1, PART_SKU | PART_TYPE | PART_RULE
    };
    struct rating *rating = rating_new(*state, &input);
    struct charge_sum sums[] = {
        CHARGE(.sku = &ec2_m5, .quantity = "3", .unblended = "10", .cost = "9"),
        CHARGE(.sku = &ec2_m5, .quantity = "1", .unblended = "2", .cost = "1", .type = "RIFee"),
        CHARGE(.sku = &ec2_other, .quantity = "4", .unblended = "20", .first = "2023-11-15"),
        CHARGE(.sku = &ec2_other, .quantity = "5", .unblended = "30", .first = "2023-11-16"),
        CHARGE(.sku = &ec2_other, .unblended = "7", .cost = "7", .kind = "tax", .type = "Tax"),
    };
    for (size_t i = 0; i < 5; i++)
        assert_true(rating_add(rating, &sums[i]));
    struct bill bill;
    assert_true(rating_bill(rating, *state, 0, NULL, 0, &bill));
    assert_int_equal(bill.line_count, 2);
    assert_true(bill.lines[0].is_passed_through);
    assert_decimal(bill.lines[0].parts[0].base, "0");
    assert_decimal(bill.lines[0].parts[0].pro_forma, "7");

    static const struct {
        const struct sku *sku;
        const char *type, *quantity, *base, *pro_forma;
        int rule;
    } expected[] = {
        { &ec2_other, "Usage", "5", "30", "30", -1 },
        { &ec2_other, "Usage", "4", "20", "18", 0 },
        { &ec2_m5, "RIFee", "1", "2", "0", 1 },
        { &ec2_m5, "Usage", "3", "10", "1.5", 1 },
    };
    assert_false(bill.lines[1].is_passed_through);
    assert_int_equal(bill.lines[1].part_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct bill_part *part = &bill.lines[1].parts[i];
        assert_ptr_equal(part->sku, expected[i].sku);
        assert_str(part->line_item_type, expected[i].type);
        assert_decimal(part->quantity, expected[i].quantity);
        assert_decimal(part->base, expected[i].base);
        assert_decimal(part->pro_forma, expected[i].pro_forma);
        assert_ptr_equal(part->rule, expected[i].rule < 0 ? NULL : &rules[expected[i].rule]);
        assert_true(day_is_none(part->day));
    }
}

static void parts_by_day_are_given_by_day(void **state)
{
    struct plan_terms terms = plan_terms_default(*state);
    struct rating_input input = { &terms, 1, accounts, 3, in_group_0, 1, PART_DAY };
    struct rating *rating = rating_new(*state, &input);
    struct charge_sum both = CHARGE(.last = "2023-11-02", .public_base = "5");
    struct charge_sum second = CHARGE(.first = "2023-11-02", .public_base = "3");
    struct charge_sum first = CHARGE(.public_base = "2");
    assert_true(rating_splits(rating, &both));
    assert_false(rating_add(rating, &both));
    assert_true(rating_add(rating, &second));
    assert_true(rating_add(rating, &first));
    struct bill bill;
    assert_true(rating_bill(rating, *state, 0, NULL, 0, &bill));
    assert_int_equal(bill.lines[0].part_count, 2);
    assert_int_equal(bill.lines[0].parts[0].day.days, DAY("2023-11-01").days);
    assert_decimal(bill.lines[0].parts[0].pro_forma, "2");
    assert_decimal(bill.lines[0].parts[1].pro_forma, "3");
}

static void amounts_out_of_range_are_refused(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("sku"), .type = STR("fixed"), .unit_price = SOME("1000000000"),
             .service = STR("AmazonEC2"), .usage_type = STR("USW2-BoxUsage:m5.large")),
    };
    struct plan_terms terms = terms_of(*state, "unblended", true, rules, 1);
    struct rating_input input = { &terms, 1, accounts, 3, in_group_0, 1, 0 };
    struct rating *rating = rating_new(*state, &input);
    struct charge_sum sum = CHARGE(.quantity = "99999999999999");
    assert_true(rating_add(rating, &sum));
    struct bill bill;
    assert_false(rating_bill(rating, *state, 0, NULL, 0, &bill));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        billing_test(the_worked_vector),
        billing_test(a_charge_belongs_to_the_group_of_its_day),
        billing_test(a_sum_over_a_boundary_is_asked_for_by_day),
        billing_test(each_basis_has_its_base),
        billing_test(kinds_and_types_have_their_base),
        billing_test(free_usage_follows_the_free_tier),
        billing_test(rules_change_some_types_only),
        billing_test(products_are_rounded_once_per_line),
        billing_test(passed_through_kinds_come_at_cost),
        billing_test(the_default_pass_through_follows_the_basis),
        billing_test(lines_are_sorted_and_split_by_usage_type),
        billing_test(parts_tell_rule_base_and_quantity),
        billing_test(parts_by_day_are_given_by_day),
        billing_test(amounts_out_of_range_are_refused),
    };
    return cmocka_run_group_tests_name("rating", tests, NULL, NULL);
}
