/* What commitments can cover, and the sums of what they did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include <string.h>

#include "core/arena.h"
#include "insights/commitments.h"

static decimal D(const char *text)
{
    decimal value = DECIMAL_ZERO;
    assert_true(decimal_parse(str_of(text), &value) == DECIMAL_OK);
    return value;
}

static void assert_text(str actual, const char *expected)
{
    if (!expected) {
        assert_true(str_is_null(actual));
        return;
    }
    assert_int_equal(actual.len, strlen(expected));
    assert_memory_equal(actual.ptr, expected, actual.len);
}

static void usage_is_covered_by_what_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *service, *usage_type;
        bool by_reservation, by_savings_plan;
    } cases[] = {
        { "AmazonEC2", "BoxUsage:m5.large", true, true },
        { "AmazonEC2", "BoxUsage", true, true },
        { "AmazonEC2", "APN1-BoxUsage:m5.large", true, true },
        { "AmazonEC2", "APN1-SpotUsage:m5.large", false, false },
        { "AmazonEC2", "EBS:VolumeUsage.gp3", false, false },
        { "AmazonEC2", "NotBoxUsage:m5.large", false, false },
        { "AmazonEC2", "NatGateway-Hours", false, false },
        { "AmazonRDS", "USW2-InstanceUsage:db.r6g.large", true, false },
        { "AmazonRDS", "Multi-AZUsage:db.r6g.large", true, false },
        { "AmazonRDS", "RDS:GP3-Storage", false, false },
        { "AmazonElastiCache", "EU-NodeUsage:cache.r6g.large", true, false },
        { "AmazonRedshift", "Node:ra3.xlplus", true, false },
        { "AmazonES", "ESInstance:r6g.large", true, false },
        { "AWSLambda", "APS1-Lambda-GB-Second", false, true },
        { "AWSLambda", "Request", false, false },
        { "AmazonECS", "EU-Fargate-vCPU-Hours:perCPU", false, true },
        { "AmazonSageMaker", "USW2-Train:ml.g4dn.xlarge", false, true },
        { "AmazonS3", "BoxUsage", false, false },
        { "AmazonEC2", "", false, false },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        str service = str_of(cases[i].service);
        str usage_type = str_of(cases[i].usage_type);
        assert_int_equal(commitment_covers(RESERVATION, service, usage_type),
                         cases[i].by_reservation);
        assert_int_equal(commitment_covers(SAVINGS_PLAN, service, usage_type),
                         cases[i].by_savings_plan);
    }
}

static void add(struct commitment_sums *sums, const char *type, const char *unblended,
                const char *public_cost, const char *amortized)
{
    assert_true(commitment_add(sums, str_of(type), D(unblended), D(public_cost), D(amortized)));
}

static void line_item_types_make_figures(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct commitment_sums sums = { .on_demand = D("50") };
    struct commitment_figures figures;
    add(&sums, "DiscountedUsage", "0", "100.004", "60.004");
    add(&sums, "DiscountedUsage", "0", "50", "30");
    add(&sums, "RIFee", "45", "0", "10.006");
    add(&sums, "Fee", "1200", "0", "0");
    add(&sums, "SavingsPlanNegation", "-80", "0", "0");
    assert_true(commitment_figures(arena, &sums, 2, &figures));
    assert_text(figures.used, "90.00");
    assert_text(figures.unused, "10.01");
    assert_text(figures.utilization_percent, "89.9950"); /* of the exact sums */
    assert_text(figures.covered, "150.00");
    assert_text(figures.on_demand, "50.00");
    assert_text(figures.coverage_percent, "75.0005");
    assert_text(figures.savings, "49.99"); /* of what is shown */
    assert_true(sums.recurring.v == D("45").v);
    arena_free(&arena);
}

static void nothing_has_no_percent(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct commitment_sums sums = { .used = DECIMAL_ZERO };
    struct commitment_figures figures;
    assert_true(commitment_figures(arena, &sums, 2, &figures));
    assert_text(figures.utilization_percent, NULL);
    assert_text(figures.coverage_percent, NULL);
    assert_text(figures.savings, "0.00");
    add(&sums, "SavingsPlanRecurringFee", "24", "0", "24");
    assert_true(commitment_figures(arena, &sums, 2, &figures));
    assert_text(figures.utilization_percent, "0.0000");
    assert_text(figures.savings, "-24.00");
    arena_free(&arena);
}

static void types_tell_the_commitment(void **state)
{
    (void)state;
    assert_int_equal(commitment_type_of(STR("RIFee")), RESERVATION);
    assert_int_equal(commitment_type_of(STR("Fee")), RESERVATION);
    assert_int_equal(commitment_type_of(STR("SavingsPlanUpfrontFee")), SAVINGS_PLAN);
    assert_int_equal(commitment_type_of(STR("SavingsPlanNegation")), SAVINGS_PLAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usage_is_covered_by_what_it_is),
        cmocka_unit_test(line_item_types_make_figures),
        cmocka_unit_test(nothing_has_no_percent),
        cmocka_unit_test(types_tell_the_commitment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
