#include "core/calendar.h"

#include "unit/core/core_test.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void test_every_day_of_five_centuries(void **state)
{
    (void)state;
    struct tm first = { .tm_year = 0, .tm_mday = 1 };
    struct tm end = { .tm_year = 501, .tm_mday = 1 };
    int32_t days = (int32_t)(timegm(&first) / 86400);
    int32_t last = (int32_t)(timegm(&end) / 86400);
    assert_int_equal(last - days, 182987);
    for (; days < last; days++) {
        time_t seconds = (time_t)days * 86400;
        struct tm tm;
        char expected[40], text[CALENDAR_TEXT_MAX];
        gmtime_r(&seconds, &tm);
        strftime(expected, sizeof expected, "%Y-%m-%d", &tm);
        assert_int_equal(day_format((day){ days }, text), 10);
        assert_string_equal(text, expected);
        day again;
        assert_true(day_parse(str_of(expected), &again));
        assert_int_equal(again.days, days);

        period month = period_of_day(again);
        assert_int_equal(month.months, (tm.tm_year + 1900) * 12 + tm.tm_mon);
        assert_int_equal(period_first_day(month).days, days - tm.tm_mday + 1);
        assert_true(period_end_day(month).days > days);
        assert_int_equal(period_of_day(period_end_day(month)).months, month.months + 1);
    }
}

static void test_days(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",           "2023-11",     "2023-11-1",
        "2023-11-31", "2023-02-29",  "2023-13-01",
        "2023-00-01", "2023-01-00",  "1899-12-31",
        "23-11-01",   "2023/11/01",  "2023-11-01 ",
        "+023-11-01", "2023-11-0a",  "1900-02-29",
        "20231101",   " 2023-11-01", "2023-11-01T00:00:00Z",
    };
    day d = { 77 };
    for (size_t i = 0; i < COUNT(refused); i++) {
        if (day_parse(str_of(refused[i]), &d) || d.days != 77)
            fail_msg("\"%s\" was read", refused[i]);
    }
    assert_true(day_parse(STR("1970-01-01"), &d));
    assert_int_equal(d.days, 0);
    assert_true(day_parse(STR("2000-02-29"), &d));
    assert_int_equal(d.days, 11016);
    assert_true(day_parse(STR("9999-12-31"), &d));
    assert_text(day_text(arena, d), "9999-12-31");
    assert_true(day_is_none(DAY_NONE));
    assert_text(day_text(arena, DAY_NONE), NULL);
}

static void test_periods(void **state)
{
    (void)state;
    period p = { 77 };
    assert_false(period_parse(STR("2023-11-01"), &p));
    assert_false(period_parse(STR("2023-13"), &p));
    assert_false(period_parse(STR("2023-1"), &p));
    assert_int_equal(p.months, 77);
    assert_true(period_parse(STR("2023-11"), &p));
    assert_text(period_text(arena, p), "2023-11");
    assert_text(day_text(arena, period_first_day(p)), "2023-11-01");
    assert_text(day_text(arena, period_end_day(p)), "2023-12-01");
    assert_text(period_text(arena, period_add(p, 2)), "2024-01");
    assert_text(period_text(arena, period_add(p, -11)), "2022-12");
    assert_text(period_text(arena, PERIOD_NONE), NULL);
    assert_true(period_is_none(PERIOD_NONE));
    assert_true(period_parse(STR("9999-12"), &p));
    assert_text(day_text(arena, period_end_day(p)), "10000-01-01");
}

struct instant_case {
    const char *text;
    int64_t us;
    const char *written;
};

static const struct instant_case instants[] = {
    { "1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z" },
    { "2026-11-21T10:00:00Z", 1795255200000000, "2026-11-21T10:00:00Z" },
    { "2026-11-21T10:00:00.25Z", 1795255200250000, "2026-11-21T10:00:00.250000Z" },
    { "2026-11-21T10:00:00.123456789Z", 1795255200123456, "2026-11-21T10:00:00.123456Z" },
    { "2026-11-21 10:00:00.5+00", 1795255200500000, "2026-11-21T10:00:00.500000Z" },
    { "2026-11-21T18:00:00+08:00", 1795255200000000, "2026-11-21T10:00:00Z" },
    { "2026-11-21t05:30:00-0430", 1795255200000000, "2026-11-21T10:00:00Z" },
    { "1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z" },
    { "1900-01-01T00:00:00Z", -2208988800000000, "1900-01-01T00:00:00Z" },
};

static void test_instants(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(instants); i++) {
        instant t;
        if (!instant_parse(str_of(instants[i].text), &t))
            fail_msg("\"%s\" was refused", instants[i].text);
        assert_int_equal(t.us, instants[i].us);
        assert_text(instant_text(arena, t), instants[i].written);
    }
    static const char *const refused[] = {
        "",
        "2026-11-21",
        "2026-11-21T10:00:00", /* where is this? */
        "2026-11-21T10:00Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T10:00:60Z",
        "2026-11-21T10:00:00.Z",
        "2026-11-21T10:00:00Zx",
        "2026-11-21T10:00:00+",
        "2026-11-21T10:00:00+8",
        "2026-11-21T10:00:00+08:",
        "2026-11-21T10:00:00+16:00",
        "2026-11-21T10:00:00+08:60",
        "2026-11-21X10:00:00Z",
    };
    instant t = { 77 };
    for (size_t i = 0; i < COUNT(refused); i++) {
        if (instant_parse(str_of(refused[i]), &t) || t.us != 77)
            fail_msg("\"%s\" was read", refused[i]);
    }
    assert_text(instant_text(arena, INSTANT_NONE), NULL);
    assert_true(instant_is_none(INSTANT_NONE));
    assert_true(instant_now().us > 1700000000000000);
}

static void test_days_of_timestamps(void **state)
{
    (void)state;
    static const char *const same_day[] = {
        "2023-11-01",
        "2023-11-01T00:00:00.000Z",
        "2023-11-01T23:59:59Z",
        "2023-11-01 00:00:00",
        "2023-11-01 00:00:00.000",
        "2023-11-01T02:00:00+02:00",
        "2023-10-31T20:00:00-04:00",
    };
    for (size_t i = 0; i < COUNT(same_day); i++) {
        day d;
        assert_true(day_of_timestamp(str_of(same_day[i]), &d));
        assert_text(day_text(arena, d), "2023-11-01");
    }
    day d;
    assert_false(day_of_timestamp(STR(""), &d));
    assert_false(day_of_timestamp(STR("2023-11-01T00:00:00.000Z/2023-11-01T01:00:00.000Z"), &d));
    assert_false(day_of_timestamp(STR("2023-11-01Z"), &d));
    assert_int_equal(day_of_instant((instant){ -1 }).days, -1);
    assert_int_equal(day_of_instant((instant){ 0 }).days, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_of_five_centuries),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_instants),
        cmocka_unit_test(test_days_of_timestamps),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
