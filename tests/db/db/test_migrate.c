/* Migrations: what they refuse, and that databases of one cluster do not get into each other's way.
 */
#include "support/database.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool migrate(struct test_database *database, struct cx *cx)
{
    *cx = test_cx(database, (uuid){ { 0 } });
    return db_migrate(cx, &database->config);
}

static bool is_current(struct test_database *database, struct cx *cx)
{
    *cx = test_cx(database, (uuid){ { 0 } });
    return db_is_current(cx, database->pool);
}

static void assert_refused(struct test_database *database, const char *reason)
{
    struct cx cx;
    assert_false(migrate(database, &cx));
    if (strstr(cx.failure.detail.ptr, reason) == NULL)
        fail_msg("%.*s", STR_ARG(cx.failure.detail));
    assert_false(is_current(database, &cx));
}

static void test_an_empty_database_becomes_current(void **state)
{
    (void)state;
    struct test_database *database = test_database_empty();
    struct cx cx;
    assert_false(is_current(database, &cx));
    assert_true(migrate(database, &cx));
    assert_true(is_current(database, &cx));

    int64_t applied = test_count(database, "select count(*) from migrations");
    assert_true(applied >= 5);
    assert_true(migrate(database, &cx)); /* again: nothing to do */
    assert_int_equal(applied, test_count(database, "select count(*) from migrations"));
    test_database_free(&database);
}

static void test_another_version_is_refused(void **state)
{
    (void)state;
    struct test_database *database = test_database_new();
    test_sql(database, "update migrations set checksum = 'other' where name = '0002_audit'");
    assert_refused(database, "0002_audit has changed");
    test_sql(database, "delete from migrations where name = '0002_audit';"
                       "insert into migrations (name, checksum) values ('9999_future', 'x')");
    assert_refused(database, "9999_future");
    test_database_free(&database);
}

/* A migration is applied whole or not at all: here its second statement meets a table. */
static void test_a_failing_migration_leaves_nothing(void **state)
{
    (void)state;
    struct test_database *database = test_database_empty();
    struct cx cx;
    test_sql(database, "create schema proforma; create table proforma.audit_entries (i int);"
                       "alter schema proforma owner to owner_of_proforma_tests");
    assert_false(migrate(database, &cx));
    assert_non_null(strstr(cx.failure.detail.ptr, "migration 0002_audit"));
    assert_int_equal(1, test_count(database, "select count(*) from migrations"));
    assert_true(str_is_null(test_value(database, "select to_regclass('audit_heads')::text")));
    test_database_free(&database);
}

static void test_the_owner_owns_and_the_server_does_not(void **state)
{
    (void)state;
    struct test_database *database = test_database_new();
    assert_int_equal(0, test_count(database,
                                   "select count(*) from pg_class where relkind in ('r', 'p') "
                                   "and relnamespace = 'proforma'::regnamespace "
                                   "and relowner <> 'owner_of_proforma_tests'::regrole"));
    struct cx cx = test_cx(database, (uuid){ { 0 } });
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_WRITE));
    assert_false(db_run(&cx, STR("create table t (i int)")));
    db_rollback(&cx);
    test_database_free(&database);
}

struct migration_thread {
    pthread_t thread;
    struct test_database *database;
    bool is_ok;
};

static void *migrate_thread(void *context)
{
    struct migration_thread *t = context;
    struct cx cx;
    t->is_ok = migrate(t->database, &cx);
    return NULL;
}

static void test_four_databases_at_once(void **state)
{
    (void)state;
    enum { COUNT = 4 };
    struct migration_thread threads[COUNT];
    for (int i = 0; i < COUNT; i++)
        threads[i].database = test_database_empty();
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(0, pthread_create(&threads[i].thread, NULL, migrate_thread, &threads[i]));
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i].thread, NULL);
    for (int i = 0; i < COUNT; i++) {
        assert_true(threads[i].is_ok);
        test_database_free(&threads[i].database);
    }
}

/* The lock makes the second one wait and find nothing to do. */
static void test_one_database_twice_at_once(void **state)
{
    (void)state;
    struct test_database *database = test_database_empty();
    struct test_database second = *database;
    second.arena = arena_new();
    struct migration_thread threads[] = { { .database = database }, { .database = &second } };
    for (int i = 0; i < 2; i++)
        assert_int_equal(0, pthread_create(&threads[i].thread, NULL, migrate_thread, &threads[i]));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i].thread, NULL);
    assert_true(threads[0].is_ok && threads[1].is_ok);
    arena_free(&second.arena);
    test_database_free(&database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_databases_at_once), /* first: the roles may not exist yet */
        cmocka_unit_test(test_one_database_twice_at_once),
        cmocka_unit_test(test_an_empty_database_becomes_current),
        cmocka_unit_test(test_another_version_is_refused),
        cmocka_unit_test(test_a_failing_migration_leaves_nothing),
        cmocka_unit_test(test_the_owner_owns_and_the_server_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
