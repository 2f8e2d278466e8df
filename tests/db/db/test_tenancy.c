/* Row level security, asked of the database itself: of every table, as the roles that serve. */
#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct test_database *database;

/* Tables without a partner_id, each with its reason. */
static const char not_of_a_partner[] =
    "('partners', 'migrations')"; /* the tenants themselves; the version of the schema */

/* Tables whose rows may belong to nobody: people, sessions and jobs of the platform. */

/* Partitions of charge_series: copied into by proforma_ingest, without policies of their own. */
#define TABLES                                                                                     \
    "(select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity from pg_class c "   \
    "where c.relnamespace = 'proforma'::regnamespace and c.relkind in ('r', 'p') "                 \
    "and not c.relispartition) t "

static str names_where(const char *condition)
{
    return test_value(database, str_format(database->arena,
                                           "select string_agg(t.name, ' ' order by t.name) "
                                           "from " TABLES "where %s",
                                           condition)
                                    .ptr);
}

static void assert_none(str names)
{
    if (!str_is_null(names))
        fail_msg("%.*s", STR_ARG(names));
}

static void test_every_table_has_a_partner_and_forces_row_security(void **state)
{
    (void)state;
    assert_none(
        names_where(str_format(database->arena,
                               "t.name not in %s and not exists (select from pg_attribute a "
                               "where a.attrelid = t.oid and a.attname = 'partner_id')",
                               not_of_a_partner)
                        .ptr));
    assert_none(names_where("t.name <> 'migrations' and not (t.relrowsecurity "
                            "and t.relforcerowsecurity)"));
    assert_none(names_where("t.name <> 'migrations' and not exists (select from pg_policy p "
                            "where p.polrelid = t.oid)"));
}

/* A policy for proforma_app or proforma_ingest that does not ask for the tenant is a hole. */
static void test_policies_of_the_serving_roles_ask_for_the_tenant(void **state)
{
    (void)state;
    str open = test_value(
        database, "select string_agg(p.tablename || '.' || p.policyname, ' ') from pg_policies p "
                  "where p.schemaname = 'proforma' and p.permissive = 'PERMISSIVE' "
                  "and p.roles && array['proforma_app', 'proforma_ingest', 'public']::name[] "
                  "and coalesce(p.qual, p.with_check) not like '%tenant()%'");
    assert_none(open);
}

/* Views, too: they ask with the rights of whoever reads them. */
static str tenant_tables(void)
{
    return test_value(database,
                      "select string_agg(c.relname, ' ' order by c.relname) from pg_class c "
                      "where c.relnamespace = 'proforma'::regnamespace "
                      "and c.relkind in ('r', 'p', 'v') and not c.relispartition "
                      "and exists (select from pg_attribute a where a.attrelid = c.oid "
                      "and a.attname = 'partner_id')");
}

static int64_t count_as(const char *role, const char *tenant, str table, const char *condition)
{
    str count = test_value_as(
        database, role, tenant,
        str_format(database->arena, "select count(*) from %.*s where %s", STR_ARG(table), condition)
            .ptr);
    return count.len == 1 ? count.ptr[0] - '0' : 10;
}

static void check_table(const char *role, str table)
{
    const char *right =
        str_format(database->arena, "select 1 from %.*s limit 0", STR_ARG(table)).ptr;
    if (!str_equal(test_sqlstate_as(database, role, TEST_PARTNER_A, right), STR("00000")))
        return; /* not even allowed to look */
    assert_true(count_as(role, TEST_PARTNER_A, table, "partner_id = '" TEST_PARTNER_A "'") > 0);
    if (count_as(role, TEST_PARTNER_A, table, "partner_id is distinct from '" TEST_PARTNER_A "'") >
        0)
        fail_msg("%s sees other partners' rows in %.*s", role, STR_ARG(table));
    if (count_as(role, NULL, table, "true") > 0)
        fail_msg("%s without a tenant sees rows in %.*s", role, STR_ARG(table));
    if (count_as(role, "0c000000-0000-7000-8000-00000000000f", table, "true") > 0)
        fail_msg("%s as an unknown tenant sees rows in %.*s", role, STR_ARG(table));
}

static void test_nothing_of_another_partner_is_seen(void **state)
{
    (void)state;
    str rest = tenant_tables();
    int tables = 0;
    for (str table = str_cut(&rest, ' '); !str_is_null(table);
         table = str_cut(&rest, ' '), tables++) {
        int64_t of_b = test_count(database, str_format(database->arena,
                                                       "select count(*) from %.*s "
                                                       "where partner_id = '" TEST_PARTNER_B "'",
                                                       STR_ARG(table))
                                                .ptr);
        if (of_b == 0)
            fail_msg("add a row of %.*s to tests/support/tenants.sql", STR_ARG(table));
        check_table("proforma_app", table);
        check_table("proforma_ingest", table);
    }
    assert_true(tables >= 20);
}

static void test_a_partner_sees_only_itself(void **state)
{
    (void)state;
    assert_true(str_equal(STR("a"), test_value_as(database, "proforma_app", TEST_PARTNER_A,
                                                  "select string_agg(slug, ' ') from partners")));
}

/* What the serving roles may not do at all. */
static void test_forbidden_statements(void **state)
{
    (void)state;
    static const struct {
        const char *role;
        const char *statement;
        const char *sqlstate;
    } cases[] = {
        { "proforma_app", "select from charge_series_2026_01", "42501" },
        { "proforma_app", "insert into charge_series_2026_01 default values", "42501" },
        { "proforma_app", "delete from charge_series", "42501" },
        { "proforma_ingest", "select from charge_series_2026_01", "42501" },
        { "proforma_ingest", "delete from charge_series_2026_01", "42501" },
        { "proforma_ingest", "select from users", "42501" },
        { "proforma_ingest", "update payers set name = ''", "42501" },
        { "proforma_platform", "select from charges", "42501" },
        { "proforma_platform", "select from charge_series_2026_01", "42501" },
        { "proforma_platform", "select from billing_groups", "42501" },
        { "proforma_app", "update audit_entries set actor = ''", "42501" },
        { "proforma_app", "delete from audit_entries", "42501" },
        { "proforma_app", "insert into audit_entries default values", "42501" },
        { "proforma_app", "update audit_heads set seq = 0", "42501" },
        { "proforma_platform", "delete from audit_entries", "42501" },
        { "proforma_platform", "update audit_heads set seq = 0", "42501" },
        { "proforma_app", "truncate payers", "42501" },
        { "proforma_app", "create table t (i int)", "42501" },
        { "proforma_app", "alter table payers disable row level security", "42501" },
        { "proforma_app", "drop table payers", "42501" },
        { "proforma_app", "select charge_partition('2026-02-01')", "42501" },
        { "proforma_app", "update partners set name = 'x'", "42501" },
        { "proforma_app", "insert into migrations (name, checksum) values ('x', 'x')", "42501" },
        { "proforma_app",
          "insert into payers (partner_id, id, name, provider, external_id) values "
          "('" TEST_PARTNER_B "', gen_random_uuid(), 'x', 'aws', '9')",
          "42501" },
        { "proforma_app", "update payers set partner_id = '" TEST_PARTNER_B "'", "42501" },
        { "proforma_app", "select audit_append(now(), null, '', '', '', '', null, null, '')",
          "00000" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        str got = test_sqlstate_as(database, cases[i].role, TEST_PARTNER_A, cases[i].statement);
        if (!str_equal(got, str_of(cases[i].sqlstate)))
            fail_msg("%s: %s: %.*s", cases[i].role, cases[i].statement, STR_ARG(got));
    }
}

/* Only the platform may write into the platform's chain. */
static void test_an_audit_entry_needs_a_tenant(void **state)
{
    (void)state;
    const char *append = "select audit_append(now(), null, '', '', '', '', null, null, '')";
    assert_string_equal("P0001", test_sqlstate_as(database, "proforma_app", NULL, append).ptr);
    assert_string_equal("P0001", test_sqlstate_as(database, "proforma_ingest", NULL, append).ptr);
    assert_string_equal("00000", test_sqlstate_as(database, "proforma_platform", NULL, append).ptr);
}

/* A foreign key looks past row level security: keys carry the partner. */
static void test_keys_do_not_reach_into_another_partner(void **state)
{
    (void)state;
    str got = test_sqlstate_as(
        database, "proforma_app", TEST_PARTNER_A,
        "insert into user_scopes (partner_id, user_id, payer_id) values ('" TEST_PARTNER_A
        "', '" TEST_PARTNER_B "', '0c000000-0000-7000-8000-000000000001')");
    assert_string_equal("23503", got.ptr);
}

/* Deleting the row referred to looks for the rows that refer to it. */
static void test_foreign_keys_have_an_index(void **state)
{
    (void)state;
    assert_none(test_value(database,
                           "select string_agg(c.conname, ' ') from pg_constraint c "
                           "where c.contype = 'f' and c.connamespace = 'proforma'::regnamespace "
                           "and not exists (select from pg_index i where i.indrelid = c.conrelid "
                           "and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)"));
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
        cmocka_unit_test(test_every_table_has_a_partner_and_forces_row_security),
        cmocka_unit_test(test_policies_of_the_serving_roles_ask_for_the_tenant),
        cmocka_unit_test(test_nothing_of_another_partner_is_seen),
        cmocka_unit_test(test_a_partner_sees_only_itself),
        cmocka_unit_test(test_forbidden_statements),
        cmocka_unit_test(test_an_audit_entry_needs_a_tenant),
        cmocka_unit_test(test_keys_do_not_reach_into_another_partner),
        cmocka_unit_test(test_foreign_keys_have_an_index),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
