/* The SQL function authenticate: who a token stands for, and how a session slides. */
#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_database *database;

/* Tokens of the seeded users are the texts of their partners' ids. */
#define TOKEN_A "'" TEST_PARTNER_A "'::bytea"

static str authenticate(const char *columns, const char *token, const char *acting_partner)
{
    return test_value_as(database, "proforma_app", NULL,
                         str_format(database->arena, "select %s from authenticate(%s, %s)", columns,
                                    token, acting_partner)
                             .ptr);
}

static bool is_known(const char *token)
{
    return str_equal(authenticate("count(*)", token, "null"), STR("1"));
}

static void assert_text(const char *expected, str got)
{
    if (!str_equal(str_of(expected), got))
        fail_msg("expected %s, got %.*s", expected, STR_ARG(got));
}

static void test_a_session_is_its_user(void **state)
{
    (void)state;
    assert_text(TEST_PARTNER_A " " TEST_PARTNER_A " partner_admin user-" TEST_PARTNER_A " f",
                authenticate("user_id || ' ' || partner_id || ' ' || role || ' ' || username "
                             "|| ' ' || left(is_acting::text, 1)",
                             TOKEN_A, "null"));
    assert_false(is_known("'unknown'::bytea"));
    assert_false(is_known("null"));
}

static void test_the_tenant_is_set_for_what_follows(void **state)
{
    (void)state;
    assert_text("a", test_value_as(database, "proforma_app", NULL,
                                   "with me as materialized (select partner_id from "
                                   "authenticate(" TOKEN_A ", null)) "
                                   "select p.slug from me, lateral (select slug from partners "
                                   "where id = me.partner_id and id = tenant()) p"));
}

/* The length of a session stays what it was however often it slides. */
static void test_a_session_slides_by_its_own_length(void **state)
{
    (void)state;
    const char *length = "select (expires_at - last_seen_at)::text || ' ' || "
                         "(now() - last_seen_at < interval '10 seconds')::text "
                         "from sessions where partner_id = '" TEST_PARTNER_A "'";
    for (int i = 0; i < 3; i++) {
        test_sql(database, "update sessions set last_seen_at = now() - interval '5 hours', "
                           "expires_at = now() + interval '7 hours'");
        assert_true(is_known(TOKEN_A));
        assert_text("12:00:00 true", test_value(database, length));
    }
    /* Within the same minute nothing is written. */
    str version = test_value(database, "select xmin::text from sessions "
                                       "where partner_id = '" TEST_PARTNER_A "'");
    assert_true(is_known(TOKEN_A));
    assert_text(version.ptr, test_value(database, "select xmin::text from sessions where "
                                                  "partner_id = '" TEST_PARTNER_A "'"));
    test_sql(database, "update sessions set last_seen_at = now() - interval '13 hours', "
                       "expires_at = now() - interval '1 second'");
    assert_false(is_known(TOKEN_A));
    test_sql(database, "update sessions set last_seen_at = now(), "
                       "expires_at = now() + interval '1 hour'");
}

static void test_who_is_not_active_is_nobody(void **state)
{
    (void)state;
    test_sql(database,
             "update users set state = 'disabled' where partner_id = '" TEST_PARTNER_A "'");
    assert_false(is_known(TOKEN_A));
    test_sql(database, "update users set state = 'active'");
    test_sql(database, "update partners set state = 'suspended' where slug = 'a'");
    assert_false(is_known(TOKEN_A));
    assert_true(is_known("'" TEST_PARTNER_B "'::bytea"));
    test_sql(database, "update partners set state = 'active'");
    assert_true(is_known(TOKEN_A));
}

static void test_an_api_key(void **state)
{
    (void)state;
    test_sql(database,
             "update api_keys set token_hash = 'key'::bytea, "
             "permissions = '{bill.read,cost.read}' where partner_id = '" TEST_PARTNER_A "'");
    assert_text("bill.read,cost.read " TEST_PARTNER_A,
                authenticate("permissions || ' ' || api_key_id", "'key'::bytea", "null"));
    assert_true(str_is_null(authenticate("session_id", "'key'::bytea", "null")));
    assert_false(str_is_null(test_value(database, "select last_used_at from api_keys "
                                                  "where token_hash = 'key'::bytea")));
    test_sql(database, "update api_keys set expires_at = now() - interval '1 second'");
    assert_false(is_known("'key'::bytea"));
}

static void test_only_a_superadmin_acts(void **state)
{
    (void)state;
    test_sql(database,
             "insert into users (id, username, password_hash, role) values "
             "('0f000000-0000-7000-8000-000000000009', 'operator', '', 'superadmin');"
             "insert into sessions (id, user_id, token_hash, csrf_token_hash, expires_at) values "
             "(gen_random_uuid(), '0f000000-0000-7000-8000-000000000009', 'root', '', "
             "now() + interval '1 hour')");
    const char *columns = "coalesce(partner_id::text, '-') || ' ' || left(is_acting::text, 1)";
    assert_text("- f", authenticate(columns, "'root'", "null"));
    assert_text(TEST_PARTNER_B " t", authenticate(columns, "'root'", "'" TEST_PARTNER_B "'"));
    assert_text("- f", authenticate(columns, "'root'", "gen_random_uuid()"));
    assert_text(TEST_PARTNER_A " f", authenticate(columns, TOKEN_A, "'" TEST_PARTNER_B "'"));

    /* The partner finds it in its own audit log, once a session and day. */
    assert_text(TEST_PARTNER_B " t", authenticate(columns, "'root'", "'" TEST_PARTNER_B "'"));
    assert_int_equal(1, test_count(database, "select count(*) from audit_entries where "
                                             "action = 'partner.act' and actor = 'operator' "
                                             "and partner_id = '" TEST_PARTNER_B "'"));
}

static void test_scopes(void **state)
{
    (void)state;
    const char *scopes = "coalesce(payer_scope, '-') || ' ' || coalesce(billing_group_scope, '-')";
    assert_text("- -", authenticate(scopes, TOKEN_A, "null"));
    test_sql(database,
             "update users set role = 'payer_admin' where partner_id = '" TEST_PARTNER_A "'");
    assert_text("{0c000000-0000-7000-8000-000000000001} -", authenticate(scopes, TOKEN_A, "null"));
    test_sql(database,
             "update users set role = 'customer' where partner_id = '" TEST_PARTNER_A "'");
    assert_text("- {}", authenticate(scopes, TOKEN_A, "null")); /* of no group: sees none */
    test_sql(database,
             "update users set role = 'partner_admin' where partner_id = '" TEST_PARTNER_A "'");
}

static int set_up(void **state)
{
    (void)state;
    database = test_database_new();
    test_seed_tenants(database);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_database_free(&database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_session_is_its_user),
        cmocka_unit_test(test_the_tenant_is_set_for_what_follows),
        cmocka_unit_test(test_a_session_slides_by_its_own_length),
        cmocka_unit_test(test_who_is_not_active_is_nobody),
        cmocka_unit_test(test_an_api_key),
        cmocka_unit_test(test_only_a_superadmin_acts),
        cmocka_unit_test(test_scopes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
