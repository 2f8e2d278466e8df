#include "identity/password.h"
#include "unit/identity/identity_test.h"

#include <sodium.h>

static void test_weak_ones(void **state)
{
    (void)state;
    static const struct {
        str password;
        str username;
    } weak[] = {
        { STR(""), STR("kim") },
        { STR("short-9-x"), STR("kim") },
        { STR("密码密码密码密码密"), STR("kim") }, /* nine characters, 27 bytes */
        { STR("aaaaaaaaaaaaaaaa"), STR("kim") },
        { STR("admin123456"), STR("kim") }, /* the one everyone knows */
        { STR("ADMIN123456"), STR("kim") },
        { STR("1234567890"), STR("kim") },
        { STR("Password123"), STR("kim") },
        { STR("qwertyuiop"), STR("kim") },
        { STR("kim.the-elder"), STR("kim.the-elder") },
        { STR("Kim.The-Elder"), STR("kim.the-elder") },
    };
    for (size_t i = 0; i < COUNT(weak); i++)
        if (password_weakness(weak[i].password, weak[i].username) == NULL)
            fail_msg("\"%s\" is taken for good", weak[i].password.ptr);
}

static void test_good_ones(void **state)
{
    (void)state;
    static const str good[] = { STR("correct horse"), STR("0123456789x"),
                                STR("密码密码密码密码密码"), STR("Tr0ub4dor&3"),
                                STR("admin1234567-more") };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_null(password_weakness(good[i], STR("kim")));
}

static void test_check_says_where(void **state)
{
    (void)state;
    struct cx cx = { .arena = arena_new() };
    assert_true(password_check(&cx, STR("correct horse"), STR("kim"), STR("/password")));
    assert_false(password_check(&cx, STR("short"), STR("kim"), STR("/new_password")));
    assert_failure(&cx, ERR_weak_password, "/new_password");
    arena_free(&cx.arena);
}

static void test_hash_and_match(void **state)
{
    (void)state;
    struct cx cx = { .arena = arena_new() };
    str hash, again;
    assert_true(password_hash(&cx, STR("correct horse"), &hash));
    assert_true(password_hash(&cx, STR("correct horse"), &again));
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_false(str_equal(hash, again));
    assert_true(password_matches(STR("correct horse"), hash));
    assert_false(password_matches(STR("correct horsf"), hash));
    assert_false(password_matches(STR("correct hors"), hash));
    assert_false(password_matches(STR(""), hash));
    assert_false(password_is_outdated(hash));
    arena_free(&cx.arena);
}

/* An unknown user has no hash; nothing matches, and the work is the same: not asserted by the
 * clock here, but the hash that is checked against has today's parameters. */
static void test_nobody_matches_nothing(void **state)
{
    (void)state;
    assert_false(password_matches(STR("correct horse"), STR_NULL));
    assert_false(password_matches(STR("admin123456"), STR("")));
    assert_false(password_matches(STR("correct horse"), STR("not a hash")));
}

static void test_other_parameters_are_outdated(void **state)
{
    (void)state;
    char old[crypto_pwhash_STRBYTES];
    assert_int_equal(crypto_pwhash_str(old, "correct horse", 13, 1, 8192 * 2), 0);
    assert_true(password_is_outdated(str_of(old)));
    assert_true(password_matches(STR("correct horse"), str_of(old)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weak_ones),
        cmocka_unit_test(test_good_ones),
        cmocka_unit_test(test_check_says_where),
        cmocka_unit_test(test_hash_and_match),
        cmocka_unit_test(test_nobody_matches_nothing),
        cmocka_unit_test(test_other_parameters_are_outdated),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
