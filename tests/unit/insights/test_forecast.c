/* Forecasts against figures worked out with fractions of whole numbers and roots of sixty digits,
 * by another program that follows docs/adr/0011-comparing-and-forecasting.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include "core/arena.h"
#include "insights/forecast.h"

static decimal D(const char *text)
{
    decimal value = DECIMAL_ZERO;
    assert_true(decimal_parse(str_of(text), &value) == DECIMAL_OK);
    return value;
}

/* Equal to the sixth place, which leaves room for the last of twelve being rounded on the way. */
static void assert_near(decimal actual, const char *expected)
{
    __int128 off = actual.v - D(expected).v;
    __int128 most = decimal_unit(6).v;
    if (off > most || off < -most) {
        char text[DECIMAL_TEXT_MAX];
        (void)decimal_format(actual, text);
        print_error("%s instead of %s\n", text, expected);
        assert_true(false);
    }
}

static void assert_interval(struct interval actual, const char *const *expected)
{
    assert_near(actual.amount, expected[0]);
    assert_near(actual.low, expected[1]);
    assert_near(actual.high, expected[2]);
}

/* ---- month end ---- */

static const char *const three_weeks[FORECAST_WINDOW] = {
    "100", "110.5", "120", "130", "125", "60",  "55",  "102", "108", "121.25", "131",
    "124", "61",    "54",  "104", "112", "119", "129", "400", "62",  "56.5",
};
static const char *const steady[FORECAST_WINDOW] = {
    "10", "10", "10", "10", "10", "10", "10", "10", "10", "10", "10",
    "10", "10", "10", "10", "10", "10", "10", "10", "10", "10",
};
static const char *const odd[FORECAST_WINDOW] = {
    "-5", "3",  "0", "1",  "2", "-1", "4", "-5", "3",  "0", "1",
    "2",  "-1", "4", "-5", "3", "0",  "1", "2",  "-1", "4",
};

static const struct {
    const char *const *window;
    const char *running, *derived, *single;
    int days, of_days;
    const char *expected[3];
} month_ends[] = {
    /* one day is four times its usual: the estimate does not follow it, the interval widens */
    { three_weeks,
      "2003.25",
      "-180.5",
      "75.1",
      20,
      30,
      { "2840.502689", "2249.824460", "3431.180919" } },
    { steady, "200", "0", "0", 20, 31, { "310", "310", "310" } },
    /* below 0 nothing can be in proportion */
    { odd, "-12", "6", "1000", 10, 28, { "1001", "1001", "1001" } },
};

static void a_month_ends_as_its_weekdays_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(month_ends) / sizeof(month_ends[0]); i++) {
        struct running_month month = {
            .so_far = { D(month_ends[i].running), D(month_ends[i].derived),
                        D(month_ends[i].single) },
            .days = month_ends[i].days,
            .of_days = month_ends[i].of_days,
        };
        struct interval end;
        for (size_t d = 0; d < FORECAST_WINDOW; d++)
            month.window[d] = D(month_ends[i].window[d]);
        assert_true(forecast_month_end(&month, &end));
        assert_interval(end, month_ends[i].expected);
    }
}

static void a_margin_is_what_revenue_leaves_of_cost(void **state)
{
    (void)state;
    struct running_month revenue = { .so_far = { D("400"), D("40"), D("7") },
                                     .days = 20,
                                     .of_days = 30 };
    struct running_month margin = { .so_far = { D("200"), D("60"), D("5") },
                                    .days = 20,
                                    .of_days = 30 };
    struct interval end;
    for (size_t d = 0; d < FORECAST_WINDOW; d++) {
        revenue.window[d] = D("20");
        margin.window[d] = D("5");
    }
    /* 600 + 60 + 7 less 350 - 35 + 2: a margin in its own proportion would end at 330 */
    assert_true(forecast_margin_end(&revenue, &margin, &end));
    assert_true(end.amount.v == D("350").v && end.low.v == end.high.v);
}

static void a_month_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct running_month month = { .days = 1, .of_days = 31 };
    struct interval end;
    for (size_t d = 0; d < FORECAST_WINDOW; d++)
        month.window[d].v = D("90000000000000").v * 1000000000000;
    assert_false(forecast_month_end(&month, &end));
}

/* ---- months ahead ---- */

static const char *const a_year[] = { "1000",    "980.5", "1100", "1120.25", "1210",   "1180",
                                      "1301.75", "1320",  "1290", "1402",    "1377.5", "1490" };
static const int64_t days_of_year[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static const struct {
    size_t count;
    int64_t days[FORECAST_MONTHS];
    const char *expected[FORECAST_MONTHS][3];
} aheads[] = {
    { 12,
      { 31, 28, 31 },
      { { "1485.526191", "1444.790923", "1526.261458" },
        { "1359.846709", "1317.944099", "1401.749320" },
        { "1523.561113", "1471.397138", "1575.725088" } } },
    { 4,
      { 31, 30, 31 },
      { { "1192.934314", "1141.898370", "1243.970258" },
        { "1188.096197", "1131.847833", "1244.344560" },
        { "1258.987984", "1193.633368", "1324.342599" } } },
};

static void months_follow_a_damped_trend(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(aheads) / sizeof(aheads[0]); i++) {
        struct past_month past[12];
        struct interval months[FORECAST_MONTHS];
        for (size_t m = 0; m < aheads[i].count; m++)
            past[m] = (struct past_month){ D(a_year[m]), days_of_year[m] };
        assert_true(forecast_ahead(past, aheads[i].count, aheads[i].days, FORECAST_MONTHS, months));
        for (size_t m = 0; m < FORECAST_MONTHS; m++)
            assert_interval(months[m], aheads[i].expected[m]);
    }
}

static void the_length_of_a_month_is_no_trend(void **state)
{
    (void)state;
    static const int64_t days[] = { 31, 28, 31, 30, 31 };
    static const int64_t next[] = { 30, 31, 31 };
    struct past_month past[5];
    struct interval months[FORECAST_MONTHS];
    for (size_t m = 0; m < 5; m++)
        past[m] = (struct past_month){ decimal_of_int(10 * days[m]), days[m] };
    assert_true(forecast_ahead(past, 5, next, FORECAST_MONTHS, months));
    for (size_t m = 0; m < FORECAST_MONTHS; m++) {
        assert_true(months[m].amount.v == decimal_of_int(10 * next[m]).v);
        assert_true(months[m].low.v == months[m].high.v);
    }
}

static void only_the_newest_months_count(void **state)
{
    (void)state;
    static const int64_t next[] = { 31, 30, 31 };
    struct past_month past[FORECAST_HISTORY + 4];
    struct interval all[FORECAST_MONTHS];
    struct interval newest[FORECAST_MONTHS];
    for (size_t m = 0; m < FORECAST_HISTORY + 4; m++)
        past[m] = (struct past_month){ decimal_of_int((int64_t)(m * m * 7 % 50)), 30 };
    assert_true(forecast_ahead(past, FORECAST_HISTORY + 4, next, FORECAST_MONTHS, all));
    assert_true(forecast_ahead(past + 4, FORECAST_HISTORY, next, FORECAST_MONTHS, newest));
    for (size_t m = 0; m < FORECAST_MONTHS; m++)
        assert_true(all[m].amount.v == newest[m].amount.v && all[m].low.v == newest[m].low.v);
}

/* ---- arithmetic ---- */

static void square_roots_are_rounded_down(void **state)
{
    (void)state;
    static const struct {
        const char *value, *root;
    } cases[] = {
        { "0", "0" },
        { "-4", "0" },
        { "4", "2" },
        { "2", "1.414213562373" },
        { "0.000000000001", "0.000001" },
        { "0.000000000003", "0.000001732050" },
        { "99999999999999", "9999999.999999949999" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_true(decimal_square_root(D(cases[i].value)).v == D(cases[i].root).v);
    decimal largest = { (__int128)90000000000000 * 1000000000000 * 1000000000000 };
    assert_true(decimal_square_root(largest).v ==
                D("9486832980505").v + (__int128)137995 * 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_ends_as_its_weekdays_go),
        cmocka_unit_test(a_margin_is_what_revenue_leaves_of_cost),
        cmocka_unit_test(a_month_that_does_not_fit_is_refused),
        cmocka_unit_test(months_follow_a_damped_trend),
        cmocka_unit_test(the_length_of_a_month_is_no_trend),
        cmocka_unit_test(only_the_newest_months_count),
        cmocka_unit_test(square_roots_are_rounded_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
