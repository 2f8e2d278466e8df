#include "core/money.h"

#include "unit/core/core_test.h"

#define FIGURES_MAX 40
#define ROUNDS 20000

static void test_currencies(void **state)
{
    (void)state;
    static const struct {
        str code;
        int places;
    } cases[] = {
        { STR("USD"), 2 },  { STR("CNY"), 2 },  { STR("JPY"), 0 },   { STR("KRW"), 0 },
        { STR("KWD"), 3 },  { STR("CLF"), 4 },  { STR("AED"), 2 },   { STR("ZWG"), 2 },
        { STR("usd"), -1 }, { STR("US"), -1 },  { STR("USDX"), -1 }, { STR(""), -1 },
        { STR("XTS"), -1 }, { STR("XAU"), -1 }, { STR("AAA"), -1 },  { STR("ZZZ"), -1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(currency_places(cases[i].code), cases[i].places);
    assert_int_equal(currency_places(STR_NULL), -1);
}

struct allocation {
    int places;
    const char *exact[4];
    const char *rounded[4];
    const char *total;
};

static const struct allocation allocations[] = {
    { 2, { "1.005", "1.005" }, { "1.01", "1" }, "2.01" },
    { 2, { "0.333", "0.333", "0.334" }, { "0.33", "0.33", "0.34" }, "1" },
    { 2, { "0.005", "0.005", "0.005" }, { "0.01", "0.01", "0" }, "0.02" }, /* ties: lower index */
    { 2, { "10", "-10" }, { "10", "-10" }, "0" },
    { 2, { "-0.005" }, { "-0.01" }, "-0.01" },       /* half away from zero */
    { 2, { "-0.004", "0.001" }, { "0", "0" }, "0" }, /* the floor is -0.01, one unit back */
    { 2, { "-33.27", "8.481", "50" }, { "-33.27", "8.48", "50" }, "25.21" },
    { 0, { "0.5", "0.5", "0.4" }, { "1", "0", "0" }, "1" },
    { 3, { "0.0004", "0.0004", "0.0004" }, { "0.001", "0", "0" }, "0.001" },
    { 12, { "0.000000000001", "5" }, { "0.000000000001", "5" }, "5.000000000001" },
};

static void test_allocations(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(allocations); i++) {
        const struct allocation *a = &allocations[i];
        decimal figures[4], expected, total;
        size_t count = 0;
        for (; count < 4 && a->exact[count]; count++)
            decimal_parse(str_of(a->exact[count]), &figures[count]);
        assert_true(money_allocate(figures, count, a->places, figures, &total));
        for (size_t f = 0; f < count; f++) {
            decimal_parse(str_of(a->rounded[f]), &expected);
            if (decimal_compare(figures[f], expected) != 0)
                fail_msg("case %zu, figure %zu", i, f);
        }
        decimal_parse(str_of(a->total), &expected);
        assert_int_equal(decimal_compare(total, expected), 0);
    }
}

static void test_nothing_adds_up_to_nothing(void **state)
{
    (void)state;
    decimal total = { 77 };
    assert_true(money_allocate(NULL, 0, 2, NULL, &total));
    assert_true(decimal_is_zero(total));
}

static void test_overflow_is_reported(void **state)
{
    (void)state;
    decimal figures[2], total;
    decimal_parse(STR("99999999999999"), &figures[0]);
    assert_true(decimal_mul(figures[0], decimal_of_int(900000000000), &figures[0]));
    figures[1] = figures[0];
    assert_false(money_allocate(figures, 2, 2, figures, &total));
}

/* Each figure is its floor or one unit more; those with one more have the larger remainders. */
static void check_shares(const decimal *exact, const decimal *rounded, size_t count, int places)
{
    for (size_t i = 0; i < count; i++) {
        __int128 floored = decimal_floor(exact[i], places).v;
        bool is_up = rounded[i].v != floored;
        assert_true(!is_up || rounded[i].v == floored + decimal_unit(places).v);
        for (size_t j = 0; is_up && j < count; j++) {
            __int128 remainder = exact[i].v - floored;
            __int128 other = exact[j].v - decimal_floor(exact[j], places).v;
            bool other_is_first = other > remainder || (other == remainder && j < i);
            assert_false(other_is_first &&
                         rounded[j].v != exact[j].v - other + decimal_unit(places).v);
        }
    }
}

static void test_any_month_adds_up(void **state)
{
    (void)state;
    struct random random = random_seeded("test_any_month_adds_up");
    for (int round = 0; round < ROUNDS; round++) {
        decimal exact[FIGURES_MAX], rounded[FIGURES_MAX], total;
        size_t count = (size_t)random_below(&random, FIGURES_MAX);
        int places = (int)random_below(&random, 5);
        uint64_t step = random_below(&random, 2) ? 1 : UINT64_C(5000000000); /* many ties */
        __int128 sum = 0;
        for (size_t i = 0; i < count; i++) {
            __int128 v = (__int128)(random_below(&random, UINT64_C(20000000000000)) / step * step);
            exact[i].v = random_below(&random, 3) ? v : -v;
            sum += exact[i].v;
        }
        assert_true(money_allocate(exact, count, places, rounded, &total));
        assert_true(total.v == decimal_round((decimal){ sum }, places).v);
        for (size_t i = 0; i < count; i++)
            total.v -= rounded[i].v;
        assert_true(decimal_is_zero(total));
        check_shares(exact, rounded, count, places);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_allocations),
        cmocka_unit_test(test_nothing_adds_up_to_nothing),
        cmocka_unit_test(test_overflow_is_reported),
        cmocka_unit_test(test_any_month_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
