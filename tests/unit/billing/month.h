/*
 * Short ways to say charges, rules and groups in tests: amounts and days as text, sums of one day
 * or several, and an arena that ends with the test.
 */
#ifndef PROFORMA_TESTS_BILLING_MONTH_H
#define PROFORMA_TESTS_BILLING_MONTH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* core/cx.h has a function of that name */

#include <stdio.h>
#include <string.h>

#include "billing/rating.h"
#include "core/arena.h"
#include "core/cx.h"

static inline decimal D(const char *text)
{
    decimal value = DECIMAL_ZERO;
    assert_true(decimal_parse(str_of(text), &value) == DECIMAL_OK);
    return value;
}

static inline maybe_decimal SOME(const char *text)
{
    return (maybe_decimal){ .value = D(text), .is_present = true };
}

static inline day DAY(const char *text)
{
    day d = DAY_NONE;
    assert_true(day_parse(str_of(text), &d));
    return d;
}

static inline period PERIOD(const char *text)
{
    period p = PERIOD_NONE;
    assert_true(period_parse(str_of(text), &p));
    return p;
}

#define assert_decimal(actual, expected)                                                           \
    do {                                                                                           \
        char text_[DECIMAL_TEXT_MAX];                                                              \
        decimal_format((actual), text_);                                                           \
        assert_string_equal(text_, expected);                                                      \
    } while (0)

#define assert_str(actual, expected)                                                               \
    do {                                                                                           \
        str actual_ = (actual);                                                                    \
        assert_int_equal(actual_.len, strlen(expected));                                           \
        assert_memory_equal(actual_.ptr, expected, actual_.len);                                   \
    } while (0)

/* A rule; an end that is not said is open. */
#define RULE(...) open_ended((struct pricing_rule){ __VA_ARGS__ })

static inline struct pricing_rule open_ended(struct pricing_rule rule)
{
    if (rule.from.days == 0)
        rule.from = DAY_NONE;
    if (rule.to.days == 0)
        rule.to = DAY_NONE;
    return rule;
}

static inline int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int arena_teardown(void **state)
{
    arena_free((struct arena **)state);
    return 0;
}

#define billing_test(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, arena_setup, arena_teardown)

#endif
