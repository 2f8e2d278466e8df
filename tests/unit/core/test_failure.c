#include "core/cx.h"

#include "unit/core/core_test.h"

#undef fail /* cmocka has a macro of that name */

static void test_catalogue_is_complete(void **state)
{
    (void)state;
    for (int code = ERR_none + 1; code < ERROR_COUNT; code++) {
        const struct error_entry *entry = error_entry((enum error_code)code);
        assert_int_equal(error_by_name(entry->code), code);
        assert_true(entry->status >= 400 && entry->status < 600);
        assert_true(entry->en.len > 0 && entry->zh.len > 0);
        assert_true(str_is_utf8(entry->zh));
        assert_false(str_ends(entry->en, STR(".")));
    }
    assert_int_equal(error_by_name(STR("invalid_credentials")), ERR_invalid_credentials);
    assert_int_equal(error_entry(ERR_invalid_credentials)->status, 401);
    assert_int_equal(error_by_name(STR("nothing_like_it")), ERR_none);
    assert_int_equal(error_by_name(STR("none")), ERR_none);
}

static void test_first_failure_wins(void **state)
{
    (void)state;
    struct cx cx = { .arena = arena_new() };
    char pointer[] = "/rules/0";
    assert_false(fail_at(&cx, ERR_invalid_field, str_of(pointer), "must be %d or less", 100));
    pointer[1] = 'X';
    assert_false(fail(&cx, ERR_internal, "%s", "later"));
    assert_int_equal(cx.failure.code, ERR_invalid_field);
    assert_text(cx.failure.detail, "must be 100 or less");
    assert_text(cx.failure.pointer, "/rules/0");
    assert_text(cx.failure.detail_zh, NULL);

    cx.failure = (struct failure){ 0 };
    assert_false(fail(&cx, ERR_not_found, "%s", ""));
    assert_int_equal(cx.failure.code, ERR_not_found);
    assert_text(cx.failure.detail, NULL);
    assert_text(cx.failure.pointer, NULL);
    arena_free(&cx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue_is_complete),
        cmocka_unit_test(test_first_failure_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
