/* What a plan must be. */
#include "month.h"

#include "billing/plan.h"

static void pass_through_fits_the_basis(void **state)
{
    static const str fee[] = { STR("commitment_fee") };
    static const str twice[] = { STR("tax"), STR("tax") };
    static const str usage[] = { STR("usage") };
    static const str all[] = { STR("tax"),           STR("credit"),   STR("refund"),
                               STR("support"),       STR("discount"), STR("marketplace"),
                               STR("commitment_fee") };
    static const struct {
        str basis;
        const str *kinds;
        size_t count;
        bool is_right;
    } cases[] = {
        { STR("unblended"), all, 7, true },      { STR("public_on_demand"), all, 7, true },
        { STR("net_amortized"), all, 6, true },  { STR("amortized"), fee, 1, false },
        { STR("net_amortized"), fee, 1, false }, { STR("unblended"), twice, 2, false },
        { STR("unblended"), usage, 1, false },   { STR("unblended"), NULL, 0, true },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct cx cx = { .arena = *state };
        struct pricing_plan plan = plan_default();
        plan.name = STR("plan");
        plan.basis = cases[i].basis;
        plan.pass_through = (list){ (void *)(uintptr_t)cases[i].kinds, cases[i].count, true };
        assert_int_equal(plan_check(&cx, &plan), cases[i].is_right);
        if (!cases[i].is_right)
            assert_int_equal(cx.failure.code, ERR_pass_through_invalid);
    }
}

static void overlapping_rules_are_named(void **state)
{
    struct pricing_rule rules[] = {
        RULE(.scope = STR("global"), .type = STR("markup"), .percent = SOME("1")),
        RULE(.scope = STR("service"), .type = STR("markup"), .percent = SOME("1"),
             .service = STR("AmazonS3")),
        RULE(.scope = STR("global"), .type = STR("discount"), .percent = SOME("2"),
             .from = DAY("2023-11-15")),
    };
    struct cx cx = { .arena = *state };
    struct pricing_plan plan = plan_default();
    plan.name = STR("plan");
    plan.rules = (list){ rules, 3, true };
    assert_false(plan_check(&cx, &plan));
    assert_int_equal(cx.failure.code, ERR_rule_overlap);
    assert_str(cx.failure.pointer, "/rules/2");
    assert_str(cx.failure.detail, "\"global\" and \"global from 2023-11-15\" share days");

    struct cx again = { .arena = *state };
    assert_false(plan_check_rule(&again, &plan, 2));
    assert_int_equal(again.failure.code, ERR_rule_overlap);
    rules[0].to = DAY("2023-11-15");
    struct cx fine = { .arena = *state };
    assert_true(plan_check(&fine, &plan));
    assert_true(plan_check_rule(&fine, &plan, 2));
}

static void a_plan_needs_a_name(void **state)
{
    struct cx cx = { .arena = *state };
    struct pricing_plan plan = plan_default();
    assert_false(plan_check(&cx, &plan));
    assert_str(cx.failure.pointer, "/name");
    assert_str(plan.basis, "public_on_demand");
    assert_true(plan.free_tier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        billing_test(pass_through_fits_the_basis),
        billing_test(overlapping_rules_are_named),
        billing_test(a_plan_needs_a_name),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
