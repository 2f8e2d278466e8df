#include "identity/partner.h"
#include "identity/user.h"
#include "unit/identity/identity_test.h"

static struct user valid(void)
{
    return (struct user){
        .username = STR("kim"),
        .name = STR("Kim"),
        .email = STR("kim@example.com"),
        .password = STR("correct horse"),
        .role = STR("finance"),
    };
}

static void refuses(struct user user, enum error_code code, const char *pointer)
{
    struct cx cx = { .arena = arena_new() };
    assert_false(user_check(&cx, &user));
    assert_failure(&cx, code, pointer);
    arena_free(&cx.arena);
}

static void accepts(struct user user)
{
    struct cx cx = { .arena = arena_new() };
    assert_true(user_check(&cx, &user));
    arena_free(&cx.arena);
}

static void test_names_and_addresses(void **state)
{
    (void)state;
    static const str bad_emails[] = { STR("kim"),   STR("@example.com"), STR("kim@"),
                                      STR("a@b@c"), STR("kim @b.c"),     STR("kim@b.c, x@y.z") };
    struct user user = valid();
    accepts(user);
    user.username = STR("金");
    accepts(user);
    user.username = STR("kim lee");
    refuses(user, ERR_invalid_field, "/username");
    for (size_t i = 0; i < COUNT(bad_emails); i++) {
        user = valid();
        user.email = bad_emails[i];
        refuses(user, ERR_invalid_field, "/email");
    }
    user.email = STR("");
    accepts(user);
}

static void test_password_is_checked_when_given(void **state)
{
    (void)state;
    struct user user = valid();
    user.password = STR("KIM");
    refuses(user, ERR_weak_password, "/password");
    user.password = STR_NULL;
    accepts(user);
}

static void test_limits_fit_the_role(void **state)
{
    (void)state;
    str ids[] = { STR("018BCFE5-6800-7000-8000-000000000001"), STR("not an id") };
    struct user user = valid();
    user.payer_ids = (list){ ids, 1, true };
    refuses(user, ERR_invalid_field, "/payer_ids");
    user.role = STR("customer");
    refuses(user, ERR_invalid_field, "/payer_ids");
    user.role = STR("payer_admin");
    user.payer_ids.count = 2;
    refuses(user, ERR_invalid_field, "/payer_ids/1");

    user = valid();
    user.billing_group_ids = (list){ ids, 1, true };
    refuses(user, ERR_invalid_field, "/billing_group_ids");
    user.role = STR("payer_admin");
    refuses(user, ERR_invalid_field, "/billing_group_ids");
}

static void test_ids_are_folded(void **state)
{
    (void)state;
    struct cx cx = { .arena = arena_new() };
    str ids[] = { STR("018BCFE5-6800-7000-8000-00000000000A") };
    struct user user = valid();
    user.role = STR("customer");
    user.billing_group_ids = (list){ ids, 1, true };
    assert_true(user_check(&cx, &user));
    assert_str(ids[0], "018bcfe5-6800-7000-8000-00000000000a");
    arena_free(&cx.arena);
}

static void test_partners(void **state)
{
    (void)state;
    static const struct {
        str slug;
        str currency;
        enum error_code code;
        const char *pointer;
    } cases[] = {
        { STR("acme"), STR("USD"), ERR_none, NULL },
        { STR("a-1"), STR("CNY"), ERR_none, NULL },
        { STR("-acme"), STR("USD"), ERR_invalid_field, "/slug" },
        { STR("Acme"), STR("USD"), ERR_invalid_field, "/slug" },
        { STR("ac me"), STR("USD"), ERR_invalid_field, "/slug" },
        { STR("ac/me"), STR("USD"), ERR_invalid_field, "/slug" },
        { STR("acme"), STR("usd"), ERR_currency_unknown, "/currency" },
        { STR("acme"), STR("XQZ"), ERR_currency_unknown, "/currency" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct cx cx = { .arena = arena_new() };
        const struct partner partner = { .slug = cases[i].slug, .currency = cases[i].currency };
        assert_int_equal(partner_check(&cx, &partner), cases[i].code == ERR_none);
        assert_int_equal(cx.failure.code, cases[i].code);
        assert_str(cx.failure.pointer, cases[i].pointer);
        arena_free(&cx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_addresses),
        cmocka_unit_test(test_password_is_checked_when_given),
        cmocka_unit_test(test_limits_fit_the_role),
        cmocka_unit_test(test_ids_are_folded),
        cmocka_unit_test(test_partners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
