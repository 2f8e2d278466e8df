#include "core/detail.h"

#include "unit/core/core_test.h"

static void said(const char *english, const char *chinese)
{
    struct arena *arena = arena_new();
    assert_text(detail_in_chinese(arena, str_of(english)), chinese);
    arena_free(&arena);
}

static void test_values_are_kept(void **state)
{
    (void)state;
    said("is required", "此项必填");
    said("must not be longer than 200 characters", "最多 200 个字符");
    said("must be from 1 to 1000", "必须在 1 到 1000 之间");
    said("account 123456789012 is in \"Aurora\" from 2026-11-01",
         "账号 123456789012 自 2026-11-01 起属于“Aurora”");
    said("\"a and b\" and \"c\" share days", "“a and b”与“c”的日期重叠");
    said("XYZ is not a currency", "XYZ 不是货币代码");
}

static void test_a_detail_in_a_detail(void **state)
{
    (void)state;
    said("query parameter \"limit\" must be from 1 to 1000",
         "查询参数“limit”：必须在 1 到 1000 之间");
    said("query parameter \"limit\" is of another kind", "查询参数“limit”：is of another kind");
}

static void test_what_fits_nothing_is_absent(void **state)
{
    (void)state;
    said("is required here", NULL);
    said("must not be longer than  characters", NULL);
    said("the socket is gone", NULL);
    said("", NULL);
}

/* The template with 7 for each of its values. */
static str with_sevens(const char *template, char *out)
{
    size_t length = 0;
    for (const char *c = template; *c; c++) {
        bool is_mark = (*c == '%' || *c == '@') && c[1] >= '1' && c[1] <= '9';
        out[length++] = is_mark ? '7' : *c;
        c += is_mark;
    }
    return (str){ out, length };
}

static void said_itself(const char *english, const char *chinese)
{
    char detail[500];
    char expected[500];
    struct arena *arena = arena_new();
    str result = detail_in_chinese(arena, with_sevens(english, detail));
    if (!str_equal(result, with_sevens(chinese, expected)))
        fail_msg("\"%s\" is said as \"%.*s\"", english, STR_ARG(result));
    arena_free(&arena);
}

/* A template that an earlier one takes the details of would never be said. */
static void test_every_template_is_reached(void **state)
{
    (void)state;
#define DETAIL(english, chinese) said_itself(english, chinese);
#include "core/details.def"
#undef DETAIL
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_kept),
        cmocka_unit_test(test_a_detail_in_a_detail),
        cmocka_unit_test(test_what_fits_nothing_is_absent),
        cmocka_unit_test(test_every_template_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
