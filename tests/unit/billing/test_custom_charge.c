/* Custom charges: what they must be, when they apply, what they come to. */
#include "month.h"

#include "billing/custom_charge.h"

/* A charge in force from period 1; without an end, unless one is said. */
#define CHARGE_OF(...) open_ended_charge((struct custom_charge){ __VA_ARGS__ })

static struct custom_charge open_ended_charge(struct custom_charge charge)
{
    charge.from.months = 1;
    if (charge.to.months == 0)
        charge.to = PERIOD_NONE;
    if (str_is_null(charge.kind))
        charge.kind = STR("fee");
    return charge;
}

static void charges_are_checked(void **state)
{
    struct custom_charge_filters drop = { .drop_savings_plan_negation = true };
    struct custom_charge_filters empty = { .services = { .is_present = true } };
    const struct {
        struct custom_charge charge;
        const char *pointer; /* NULL: right */
    } cases[] = {
        { CHARGE_OF(.amount = SOME("0")), NULL },
        { CHARGE_OF(.amount = SOME("1000000000")), NULL },
        { CHARGE_OF(.amount = SOME("1000000000.01")), "/amount" },
        { CHARGE_OF(.percent = SOME("10000")), NULL },
        { CHARGE_OF(.percent = SOME("10000.000001")), "/percent" },
        { CHARGE_OF(.amount = SOME("1"), .percent = SOME("1")), "/amount" },
        { CHARGE_OF(.include_flat = true), "/amount" },
        { CHARGE_OF(.amount = SOME("1"), .include_flat = true), "/include_flat" },
        { CHARGE_OF(.amount = SOME("1"), .filters = { &drop }), "/filters" },
        { CHARGE_OF(.amount = SOME("1"), .filters = { &empty }), NULL },
        { CHARGE_OF(.percent = SOME("1"), .filters = { &drop }, .include_flat = true), NULL },
        { CHARGE_OF(.amount = SOME("1"), .to = { 1 }), "/to" },
        { CHARGE_OF(.amount = SOME("1"), .to = { 2 }), NULL },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct cx cx = { .arena = *state };
        assert_int_equal(custom_charge_check(&cx, &cases[i].charge), !cases[i].pointer);
        if (cases[i].pointer)
            assert_str(cx.failure.pointer, cases[i].pointer);
    }
}

static void percentages_see_what_their_filters_leave(void **state)
{
    (void)state;
    static str s3[] = { STR("AmazonS3") };
    static str one[] = { STR("111111111111"), STR("no such account") };
    struct custom_charge_filters by_service = { .services = { s3, 1, true } };
    struct custom_charge_filters by_account = { .accounts = { one, 2, true } };
    struct custom_charge_filters by_both = { .services = { s3, 1, true },
                                             .accounts = { one, 2, true },
                                             .drop_savings_plan_negation = true };
    const struct bill_line lines[] = {
        { .account_id = STR("111111111111"),
          .service = STR("AmazonEC2"),
          .pro_forma = D("100"),
          .without_negation = D("130") },
        { .account_id = STR("111111111111"),
          .service = STR("AmazonS3"),
          .pro_forma = D("40"),
          .without_negation = D("45") },
        { .account_id = STR("222222222222"),
          .service = STR("AmazonS3"),
          .pro_forma = D("7"),
          .without_negation = D("7") },
    };
    const struct {
        struct custom_charge charge;
        const char *expected;
    } cases[] = {
        { CHARGE_OF(.amount = SOME("20")), "20" },
        { CHARGE_OF(.amount = SOME("5"), .kind = STR("credit")), "-5" },
        { CHARGE_OF(.percent = SOME("10")), "14.7" },
        { CHARGE_OF(.percent = SOME("10"), .kind = STR("credit")), "-14.7" },
        { CHARGE_OF(.percent = SOME("10"), .filters = { &by_service }), "4.7" },
        { CHARGE_OF(.percent = SOME("10"), .filters = { &by_account }), "14" },
        { CHARGE_OF(.percent = SOME("10"), .filters = { &by_both }), "4.5" },
        { CHARGE_OF(.percent = SOME("10"), .include_flat = true), "16.2" },
        { CHARGE_OF(.percent = SOME("10"), .include_flat = true, .filters = { &by_service }),
          "6.2" },
        { CHARGE_OF(.percent = SOME("0.000001")), "0.00000147" },
    };
    enum { COUNT = sizeof(cases) / sizeof(cases[0]) };
    struct custom_charge charges[COUNT];
    decimal amounts[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        charges[i] = cases[i].charge;
    assert_true(custom_charge_amounts(charges, COUNT, lines, 3, amounts));
    for (size_t i = 0; i < COUNT; i++)
        assert_decimal(amounts[i], cases[i].expected);
}

static void empty_filters_are_none(void **state)
{
    (void)state;
    struct custom_charge_filters empty = { .services = { .is_present = true } };
    struct custom_charge_filters drop = { .drop_savings_plan_negation = true };
    struct custom_charge charge = { .filters = { &empty } };
    custom_charge_normalise(&charge);
    assert_null(charge.filters.ptr);
    charge.filters.ptr = &drop;
    custom_charge_normalise(&charge);
    assert_ptr_equal(charge.filters.ptr, &drop);
    assert_true(drop.services.is_present && drop.accounts.is_present);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        billing_test(charges_are_checked),
        billing_test(percentages_see_what_their_filters_leave),
        billing_test(empty_filters_are_none),
    };
    return cmocka_run_group_tests_name("custom charge", tests, NULL, NULL);
}
