/* Two months side by side: rounding, order, percent, keys of one side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include <string.h>

#include "core/arena.h"
#include "insights/month_over_month.h"

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

struct said {
    const char *key, *label, *value;
};

static struct amounts amounts_of(struct arena *arena, const struct said *said)
{
    struct amounts amounts = { .arena = arena };
    for (; said->key; said++)
        amounts_add(&amounts, str_of(said->key), str_of(said->label), D(said->value));
    assert_true(amounts_fold(&amounts));
    return amounts;
}

static void amounts_of_one_key_add_up(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct amounts amounts =
        amounts_of(arena, (const struct said[]){ { "b", "", "1" },
                                                 { "a", "x", "2" },
                                                 { "b", "y", "0.000000000001" },
                                                 { NULL, NULL, NULL } });
    assert_int_equal(amounts.count, 2);
    assert_text(amounts.items[0].key, "a");
    assert_text(amounts.items[1].label, "y");
    assert_true(amounts.items[1].value.v == D("1.000000000001").v);
    for (int i = 0; i < 1000; i++)
        amounts_add(&amounts, str_format(arena, "%d", i % 10), STR(""), D("0.5"));
    assert_true(amounts_fold(&amounts));
    assert_int_equal(amounts.count, 12);
    assert_true(amounts.items[3].value.v == D("50").v);
    arena_free(&arena);
}

static const struct said before[] = { { "AmazonEC2", "EC2", "100.004" },
                                      { "AmazonS3", "", "0.004" },
                                      { "AWSLambda", "", "5" },
                                      { "Ended", "", "50" },
                                      { "Nothing", "", "0" },
                                      { NULL, NULL, NULL } };
static const struct said after[] = { { "AmazonEC2", "EC2", "110.005" },
                                     { "AmazonS3", "", "0.005" },
                                     { "AWSLambda", "", "-5" },
                                     { "New", "", "10" },
                                     { NULL, NULL, NULL } };

static void changes_are_sorted_and_add_up(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct amounts previous = amounts_of(arena, before);
    struct amounts current = amounts_of(arena, after);
    struct month_over_month view = { .currency = STR("USD") };
    assert_true(month_compare(arena, &previous, &current, 2, &view));

    static const struct {
        const char *key, *label, *previous, *current, *change, *percent;
    } expected[] = {
        { "Ended", "Ended", "50.00", "0.00", "-50.00", "-100.0000" },
        { "AWSLambda", "AWSLambda", "5.00", "-5.00", "-10.00", "-200.0000" },
        { "AmazonEC2", "EC2", "100.01", "110.01", "10.00", "10.0006" },
        { "New", "New", "0.00", "10.00", "10.00", NULL },
    };
    assert_int_equal(view.items.count, 4); /* S3 shows 0.00 twice */
    const struct month_change *items = view.items.items;
    for (size_t i = 0; i < 4; i++) {
        assert_text(items[i].key, expected[i].key);
        assert_text(items[i].label, expected[i].label);
        assert_text(items[i].previous, expected[i].previous);
        assert_text(items[i].current, expected[i].current);
        assert_text(items[i].change, expected[i].change);
        assert_text(items[i].change_percent, expected[i].percent);
    }
    const struct month_change *total = view.total.ptr;
    assert_text(total->previous, "155.01");
    assert_text(total->current, "115.01");
    assert_text(total->change, "-40.00");
    assert_text(total->change_percent, "-25.8038");
    arena_free(&arena);
}

static void exact_figures_keep_their_places(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct amounts previous = amounts_of(arena, before);
    struct amounts current = amounts_of(arena, after);
    struct month_over_month view = { .currency = STR("USD") };
    assert_true(month_compare(arena, &previous, &current, DECIMAL_PLACES, &view));
    assert_int_equal(view.items.count, 5);
    const struct month_change *total = view.total.ptr;
    assert_text(total->previous, "155.008");
    assert_text(total->current, "115.01");
    assert_text(total->change, "-39.998");
    arena_free(&arena);
}

static void two_empty_months_are_equal(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct amounts none = { .arena = arena };
    struct month_over_month view = { .currency = STR("USD") };
    assert_true(month_compare(arena, &none, &none, 2, &view));
    assert_int_equal(view.items.count, 0);
    const struct month_change *total = view.total.ptr;
    assert_text(total->change, "0.00");
    assert_text(total->change_percent, NULL);
    arena_free(&arena);
}

/* A loss that shrinks is a rise. */
static void percent_has_the_sign_of_the_change(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct amounts previous =
        amounts_of(arena, (const struct said[]){ { "a", "", "-1531.39" }, { NULL, NULL, NULL } });
    struct amounts current =
        amounts_of(arena, (const struct said[]){ { "a", "", "-894.72" }, { NULL, NULL, NULL } });
    struct month_over_month view = { .currency = STR("USD") };
    assert_true(month_compare(arena, &previous, &current, 2, &view));
    const struct month_change *total = view.total.ptr;
    assert_text(total->change, "636.67");
    assert_text(total->change_percent, "41.5746");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_of_one_key_add_up),
        cmocka_unit_test(changes_are_sorted_and_add_up),
        cmocka_unit_test(exact_figures_keep_their_places),
        cmocka_unit_test(two_empty_months_are_equal),
        cmocka_unit_test(percent_has_the_sign_of_the_change),
    };
    return cmocka_run_group_tests_name("month over month", tests, NULL, NULL);
}
