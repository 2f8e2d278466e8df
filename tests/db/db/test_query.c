/* Statements, transactions and the pool, against a real PostgreSQL. */
#include "support/database.h"

#include "db/db.sql.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct test_database *database;
static uuid partner_a, partner_b;

/* A statement of the test's own; unprepared. */
#define SQL(text_, ...)                                                                            \
    ((const struct sql){ .name = "test", .text = (text_), .params = { __VA_ARGS__ } })

struct thing {
    int64_t number;
    str text;
    decimal amount;
    bool flag;
    day day;
    period period;
    instant at;
    uuid id;
    list words;
    maybe_decimal rate;
};
static const struct field thing_fields[] = { FIELD(struct thing, number, .flags = FIELD_NULLABLE),
                                             FIELD(struct thing, text),
                                             FIELD(struct thing, amount, .flags = FIELD_NULLABLE),
                                             FIELD(struct thing, flag, .flags = FIELD_NULLABLE),
                                             FIELD(struct thing, day),
                                             FIELD(struct thing, period),
                                             FIELD(struct thing, at),
                                             FIELD(struct thing, id),
                                             FIELD(struct thing, words),
                                             FIELD(struct thing, rate),
                                             FIELDS_END };
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

static struct cx begin(uuid partner, enum db_begin kind)
{
    struct cx cx = test_cx(database, partner);
    assert_true(db_begin(&cx, database->pool, DB_APP, kind));
    return cx;
}

/* ---- values ---- */

static struct thing full_thing(void)
{
    static str words[] = { STR("plain"), STR("with, comma"), STR("\"quoted\" \\ {brace}"), STR(""),
                           STR("NULL") };
    struct thing thing = {
        .number = -42,
        .text = STR("它 'quotes' \\ \"and\"\nlines"),
        .flag = true,
        .id = test_uuid(TEST_PARTNER_A),
        .words = { words, 5, true },
    };
    assert_int_equal(DECIMAL_OK, decimal_parse(STR("-12345.678901234567"), &thing.amount));
    assert_true(day_parse(STR("2024-02-29"), &thing.day));
    assert_true(period_parse(STR("2023-11"), &thing.period));
    assert_true(instant_parse(STR("2026-11-21T10:00:00.123456Z"), &thing.at));
    return thing;
}

static const struct sql echo = {
    .name = "echo",
    .text = "select $1::bigint as number, $2::text as text, $3::numeric(38,12) as amount, "
            "$4::boolean as flag, $5::date as day, $6::date as period, $7::timestamptz as at, "
            "$8::uuid as id, $9::text[] as words, $10::numeric as rate",
    .params = { "number", "text", "amount", "flag", "day", "period", "at", "id", "words", "rate" },
};

static void test_values_survive_the_way_there_and_back(void **state)
{
    (void)state;
    struct thing in = full_thing();
    struct thing out = { 0 };
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_one(&cx, &echo, IN(thing_shape, &in), IN_NONE, &thing_shape, &out));
    assert_int_equal(-42, out.number);
    assert_true(str_equal(in.text, out.text));
    assert_int_equal(0, decimal_compare(in.amount, out.amount));
    assert_true(out.flag);
    assert_int_equal(in.day.days, out.day.days);
    assert_int_equal(in.period.months, out.period.months);
    assert_int_equal(in.at.us, out.at.us);
    assert_true(uuid_equal(in.id, out.id));
    assert_int_equal(5, out.words.count);
    for (size_t i = 0; i < 5; i++)
        assert_true(str_equal(((str *)in.words.items)[i], ((str *)out.words.items)[i]));
    assert_false(out.rate.is_present);
    db_rollback(&cx);
}

static void test_nulls_are_absent(void **state)
{
    (void)state;
    struct thing out = full_thing();
    const struct sql nulls =
        SQL("select null::text as text, null::date as day, null::date as period, "
            "null::timestamptz as at, null::uuid as id, null::text[] as words");
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_one(&cx, &nulls, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_true(str_is_null(out.text));
    assert_true(day_is_none(out.day));
    assert_true(period_is_none(out.period));
    assert_true(instant_is_none(out.at));
    assert_true(uuid_is_nil(out.id));
    assert_false(out.words.is_present);
    db_rollback(&cx);
}

static void test_parameters_come_from_cx_last(void **state)
{
    (void)state;
    const struct sql sql = { .name = "of_cx",
                             .text = "select $1 || ' ' || $2 || ' ' || coalesce($3, '-') as text",
                             .params = { "request_id", "partner_id", "user_id" } };
    struct thing out = { 0 };
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_one(&cx, &sql, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_string_equal("test " TEST_PARTNER_A " -", out.text.ptr);

    const struct sql unknown = { .name = "unknown", .text = "select $1", .params = { "nothing" } };
    assert_false(db_one(&cx, &unknown, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_int_equal(ERR_internal, cx.failure.code);
    db_rollback(&cx);
}

static void test_a_nul_character_is_refused(void **state)
{
    (void)state;
    struct thing in = full_thing(), out = { 0 };
    in.text = (str){ "a\0b", 3 };
    struct cx cx = begin(partner_a, DB_READ);
    assert_false(db_one(&cx, &echo, IN(thing_shape, &in), IN_NONE, &thing_shape, &out));
    assert_int_equal(ERR_invalid_field, cx.failure.code);
    db_rollback(&cx);
}

/* ---- rows ---- */

static void test_how_many_rows(void **state)
{
    (void)state;
    const struct sql none = SQL("select 1 as number where false");
    const struct sql three = SQL("select n as number from generate_series(1, 3) n order by n");
    struct thing out = { 0 };
    bool found = true;
    list all;
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_maybe(&cx, &none, IN_NONE, IN_NONE, &thing_shape, &out, &found));
    assert_false(found);
    assert_true(db_all(&cx, &none, IN_NONE, IN_NONE, &thing_shape, &all));
    assert_true(all.is_present);
    assert_int_equal(0, all.count);
    assert_true(db_all(&cx, &three, IN_NONE, IN_NONE, &thing_shape, &all));
    assert_int_equal(3, all.count);
    assert_int_equal(3, ((struct thing *)all.items)[2].number);
    assert_false(db_one(&cx, &none, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_int_equal(ERR_not_found, cx.failure.code);
    db_rollback(&cx);

    cx = begin(partner_a, DB_READ);
    assert_false(db_one(&cx, &three, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_int_equal(ERR_internal, cx.failure.code);
    db_rollback(&cx);
}

struct counting {
    int64_t rows;
    int64_t stop_at;
};

static bool count_row(struct cx *cx, void *context, const str *columns)
{
    struct counting *c = context;
    c->rows++;
    assert_int_equal(c->rows, strtoll(columns[0].ptr, NULL, 10));
    assert_true(str_is_null(columns[1]));
    return c->rows != c->stop_at || (fail)(cx, ERR_file_corrupt, "enough");
}

static void test_rows_stream_in_flat_memory(void **state)
{
    (void)state;
    const struct sql many = SQL("select n, null from generate_series(1, 100000) n");
    struct counting c = { .stop_at = -1 };
    struct cx cx = begin(partner_a, DB_READ);
    size_t used = arena_used(database->arena);
    assert_true(db_each(&cx, &many, IN_NONE, IN_NONE, count_row, &c));
    assert_int_equal(100000, c.rows);
    assert_true(arena_used(database->arena) - used < 4096);

    /* The statement after it gets its rows whole. */
    list all;
    const struct sql three = SQL("select n as number from generate_series(1, 3) n order by n");
    assert_true(db_all(&cx, &three, IN_NONE, IN_NONE, &thing_shape, &all));
    assert_int_equal(3, all.count);

    c = (struct counting){ .stop_at = 3 };
    assert_false(db_each(&cx, &many, IN_NONE, IN_NONE, count_row, &c));
    assert_int_equal(3, c.rows);
    assert_int_equal(ERR_file_corrupt, cx.failure.code);
    db_rollback(&cx);

    /* The connection is usable afterwards. */
    cx = begin(partner_a, DB_READ);
    assert_true(db_exec(&cx, &many, IN_NONE, IN_NONE, NULL));
    db_rollback(&cx);
}

static void test_many_executions_in_one_go(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct thing *things = ARENA_ARRAY(database->arena, struct thing, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        things[i].number = (int64_t)i;
    const struct sql insert = { .name = "insert",
                                .text = "insert into numbers (n) values ($1::bigint)",
                                .params = { "number" } };
    const struct sql sum = SQL("select sum(n)::bigint as number from numbers");
    struct thing out = { 0 };
    struct cx cx = begin(partner_a, DB_WRITE);
    assert_true(db_run(&cx, STR("create temp table numbers (n bigint primary key)")));
    assert_true(db_exec_each(&cx, &insert, &thing_shape, things, COUNT, IN_NONE));
    assert_true(db_one(&cx, &sum, IN_NONE, IN_NONE, &thing_shape, &out));
    assert_int_equal(COUNT * (COUNT - 1) / 2, out.number);

    things[10].number = 0; /* a duplicate in the middle fails the whole */
    assert_false(db_exec_each(&cx, &insert, &thing_shape, things, COUNT, IN_NONE));
    db_rollback(&cx);
    cx = begin(partner_a, DB_READ);
    assert_true(db_exec(&cx, &SQL("select 1"), IN_NONE, IN_NONE, NULL));
    db_rollback(&cx);
}

/* ---- transactions ---- */

static int64_t payers_named(const char *name)
{
    return test_count(
        database,
        str_format(database->arena, "select count(*) from payers where name = '%s'", name).ptr);
}

static const struct sql rename_payers = SQL("update payers set name = $1", "text");

static void rename_to(struct cx *cx, const char *name)
{
    struct thing in = { .text = str_of(name) };
    int64_t affected = 0;
    assert_true(db_exec(cx, &rename_payers, IN(thing_shape, &in), IN_NONE, &affected));
    assert_int_equal(1, affected); /* row level security: one's own */
}

static void test_commit_and_rollback(void **state)
{
    (void)state;
    struct cx cx = begin(partner_a, DB_WRITE);
    rename_to(&cx, "kept");
    assert_true(db_commit(&cx));
    assert_null(cx.db);
    assert_int_equal(1, payers_named("kept"));

    cx = begin(partner_a, DB_WRITE);
    rename_to(&cx, "lost");
    db_rollback(&cx);
    db_rollback(&cx); /* twice is harmless */
    assert_int_equal(0, payers_named("lost"));

    cx = begin(partner_a, DB_WRITE); /* nothing said, nothing sent */
    assert_true(db_commit(&cx));
}

static void test_a_failed_statement_spoils_the_commit(void **state)
{
    (void)state;
    struct cx cx = begin(partner_a, DB_WRITE);
    rename_to(&cx, "spoiled");
    assert_false(db_exec(&cx, &SQL("select 1 / 0"), IN_NONE, IN_NONE, NULL));
    cx.failure = (struct failure){ 0 };
    assert_false(db_commit(&cx));
    assert_int_equal(ERR_internal, cx.failure.code);
    assert_int_equal(0, payers_named("spoiled"));
}

static void test_without_a_transaction_each_statement_is_one(void **state)
{
    (void)state;
    struct cx cx = begin(partner_a, DB_NONE);
    rename_to(&cx, "alone");
    db_rollback(&cx);
    assert_int_equal(1, payers_named("alone"));
}

static void test_a_read_is_one_snapshot_and_writes_nothing(void **state)
{
    (void)state;
    const struct sql names = SQL("select name as text from payers");
    struct thing first = { 0 }, second = { 0 };
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_one(&cx, &names, IN_NONE, IN_NONE, &thing_shape, &first));
    test_sql(database, "update payers set name = 'meanwhile'");
    assert_true(db_one(&cx, &names, IN_NONE, IN_NONE, &thing_shape, &second));
    assert_true(str_equal(first.text, second.text));
    assert_false(db_exec(&cx, &rename_payers, IN(thing_shape, &first), IN_NONE, NULL));
    db_rollback(&cx);
}

/* ---- tenants over one connection ---- */

static void check_sees_only(struct cx *cx, const char *partner)
{
    const struct sql owners =
        SQL("select string_agg(distinct partner_id::text, ' ') as text from payers");
    struct thing out = { 0 };
    assert_true(db_one(cx, &owners, IN_NONE, IN_NONE, &thing_shape, &out));
    if (partner == NULL)
        assert_true(str_is_null(out.text));
    else
        assert_string_equal(partner, out.text.ptr);
}

static void test_a_connection_carries_nothing_from_tenant_to_tenant(void **state)
{
    (void)state;
    struct config one_connection = database->config;
    one_connection.db_connections = 1;
    struct db_pool *pool = db_pool_new(&one_connection);
    static const enum db_begin kinds[] = { DB_READ, DB_WRITE, DB_NONE };
    for (size_t i = 0; i < 9; i++) {
        const char *partners[] = { TEST_PARTNER_A, TEST_PARTNER_B, NULL };
        const char *partner = partners[i % 3];
        struct cx cx = test_cx(database, partner ? test_uuid(partner) : (uuid){ { 0 } });
        assert_true(db_begin(&cx, pool, DB_APP, kinds[i / 3]));
        check_sees_only(&cx, partner);
        if (i % 2 == 0)
            assert_false(db_exec(&cx, &SQL("select 1 / 0"), IN_NONE, IN_NONE, NULL));
        db_rollback(&cx);
    }
    db_pool_free(&pool);
}

static void test_scopes_narrow_what_is_seen(void **state)
{
    (void)state;
    struct cx cx = test_cx(database, partner_a);
    cx.principal.payer_scope = STR("{0c000000-0000-7000-8000-00000000000f}");
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_READ));
    check_sees_only(&cx, NULL);
    db_rollback(&cx);
    cx = begin(partner_a, DB_READ);
    check_sees_only(&cx, TEST_PARTNER_A);
    db_rollback(&cx);
}

static void test_a_late_tenant(void **state)
{
    (void)state;
    struct cx cx = begin((uuid){ { 0 } }, DB_WRITE);
    check_sees_only(&cx, NULL);
    assert_true(db_set_tenant(&cx, partner_b));
    check_sees_only(&cx, TEST_PARTNER_B);
    db_rollback(&cx);

    cx = begin((uuid){ { 0 } }, DB_READ);
    assert_true(db_set_tenant(&cx, partner_a)); /* before anything was sent */
    check_sees_only(&cx, TEST_PARTNER_A);
    db_rollback(&cx);
}

/* ---- failures ---- */

static void check_failure(const char *statement, enum error_code code, const char *pointer)
{
    struct cx cx = begin(partner_a, DB_WRITE);
    assert_false(db_exec(&cx, &SQL(statement), IN_NONE, IN_NONE, NULL));
    if (cx.failure.code != code)
        fail_msg("%s: %.*s", statement, STR_ARG(error_entry(cx.failure.code)->code));
    assert_true(str_equal(cx.failure.pointer, str_of(pointer)));
    db_rollback(&cx);
}

static void test_constraints_are_errors_with_a_name(void **state)
{
    (void)state;
    check_failure("insert into payers (partner_id, id, name, provider, external_id) values "
                  "(tenant(), gen_random_uuid(), 'x', 'aws', '000000000001')",
                  ERR_payer_exists, "/external_id");
    check_failure("update pricing_plans set name = ''", ERR_invalid_field, "/name");
    check_failure("update billing_groups set pricing_plan_id = gen_random_uuid()",
                  ERR_invalid_field, "/pricing_plan_id");
    check_failure("delete from pricing_plans", ERR_plan_in_use, NULL);
    check_failure("delete from payers", ERR_payer_in_use, NULL);
    check_failure("insert into assignments (partner_id, billing_group_id, account_id, starts_on) "
                  "select partner_id, billing_group_id, account_id, '2026-02-01' from assignments",
                  ERR_account_in_another_group, NULL);
}

static void test_other_errors(void **state)
{
    (void)state;
    check_failure("select 'x'::uuid", ERR_bad_request, NULL);
    check_failure("select '2026-13-01'::date", ERR_bad_request, NULL);
    check_failure("select 1e30::numeric(38,12)", ERR_amount_out_of_range, NULL);
    check_failure("select * from nowhere", ERR_internal, NULL);
}

static void test_a_slow_statement_times_out(void **state)
{
    (void)state;
    struct config impatient = database->config;
    impatient.statement_timeout_ms = 100;
    struct db_pool *pool = db_pool_new(&impatient);
    struct cx cx = test_cx(database, partner_a);
    assert_true(db_begin(&cx, pool, DB_APP, DB_READ));
    assert_false(db_exec(&cx, &SQL("select pg_sleep(10)"), IN_NONE, IN_NONE, NULL));
    assert_int_equal(ERR_timeout, cx.failure.code);
    db_rollback(&cx);
    db_pool_free(&pool);
}

/* ---- the pool ---- */

static void end_all_backends(void)
{
    test_sql(database, "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                       "where datname = current_database() and pid <> pg_backend_pid()");
}

static void test_connections_come_back_after_the_server_went(void **state)
{
    (void)state;
    struct cx cx = begin(partner_a, DB_READ);
    assert_true(db_exec(&cx, &SQL("select 1"), IN_NONE, IN_NONE, NULL));
    end_all_backends();
    assert_false(db_exec(&cx, &SQL("select 1"), IN_NONE, IN_NONE, NULL));
    assert_int_equal(ERR_unavailable, cx.failure.code);
    db_rollback(&cx);

    /* An idle one that was hung up on is not handed out. */
    cx = begin(partner_a, DB_READ);
    assert_true(db_exec(&cx, &sql_db_applied_migrations, IN_NONE, IN_NONE, NULL));
    assert_true(db_commit(&cx));
    end_all_backends();
    cx = begin(partner_a, DB_READ);
    assert_true(db_exec(&cx, &sql_db_applied_migrations, IN_NONE, IN_NONE, NULL));
    db_rollback(&cx);
}

/* However it came about: a connection that is not idle is closed, not lent again. */
static void test_an_open_transaction_is_not_handed_on(void **state)
{
    (void)state;
    struct cx cx = begin(partner_a, DB_NONE);
    assert_true(db_run(&cx, STR("begin; create temp table left_open (i int)")));
    db_rollback(&cx);
    for (size_t i = 0; i < 2; i++) {
        struct thing out = { 0 };
        cx = begin(partner_a, DB_NONE);
        assert_true(db_one(&cx, &SQL("select to_regclass('left_open')::text as text"), IN_NONE,
                           IN_NONE, &thing_shape, &out));
        assert_true(str_is_null(out.text));
        db_rollback(&cx);
    }
}

static void test_the_private_cluster_is_found_by_its_socket(void **state)
{
    (void)state;
    struct config config = database->config;
    config.database_url = STR("");
    config.data_dir = STR("/srv/o'hara\\data");
    assert_string_equal("host='/srv/o\\'hara\\\\data/run' dbname=proforma user=proforma_server",
                        db_conninfo(database->arena, &config).ptr);
    config.data_dir = STR("var");
    assert_non_null(strstr(db_conninfo(database->arena, &config).ptr, "host='/"));
    assert_non_null(strstr(db_conninfo(database->arena, &config).ptr, "/var/run'"));
}

static void test_an_unreachable_server_is_unavailable(void **state)
{
    (void)state;
    struct config nowhere = database->config;
    nowhere.database_url = STR("host=/nonexistent dbname=x");
    struct db_pool *pool = db_pool_new(&nowhere);
    struct cx cx = test_cx(database, partner_a);
    assert_false(db_begin(&cx, pool, DB_APP, DB_READ));
    assert_int_equal(ERR_unavailable, cx.failure.code);
    assert_null(cx.db);
    /* What libpq says names hosts: it is not for whoever sent the request. */
    assert_null(strstr(cx.failure.detail.ptr, "nonexistent"));
    db_pool_free(&pool);
}

static void *hold_for_a_moment(void *context)
{
    struct cx *cx = context;
    assert_true(db_exec(cx, &SQL("select pg_sleep(0.3)"), IN_NONE, IN_NONE, NULL));
    db_rollback(cx);
    return NULL;
}

static void test_who_comes_late_waits(void **state)
{
    (void)state;
    struct config one_connection = database->config;
    one_connection.db_connections = 1;
    struct db_pool *pool = db_pool_new(&one_connection);
    struct cx holder = test_cx(database, partner_a);
    holder.arena = arena_new();
    pthread_t thread;
    assert_true(db_begin(&holder, pool, DB_APP, DB_READ));
    pthread_create(&thread, NULL, hold_for_a_moment, &holder);

    struct cx cx = test_cx(database, partner_a);
    assert_true(db_begin(&cx, pool, DB_APP, DB_READ));
    check_sees_only(&cx, TEST_PARTNER_A);

    struct cx third = test_cx(database, partner_a);
    assert_false(db_begin(&third, pool, DB_APP, DB_READ)); /* after five seconds */
    assert_int_equal(ERR_unavailable, third.failure.code);
    assert_int_equal(1, third.failure.retry_after_s);
    db_rollback(&cx);
    pthread_join(thread, NULL);
    arena_free(&holder.arena);
    db_pool_free(&pool);
}

/* ---- COPY ---- */

static void test_copy(void **state)
{
    (void)state;
    int64_t rows = 0;
    struct thing out = { 0 };
    struct cx cx = begin(partner_a, DB_WRITE);
    assert_true(db_run(&cx, STR("create temp table copied (n bigint, t text)")));
    assert_true(db_copy_begin(&cx, STR("copy copied from stdin")));
    assert_true(db_copy_write(&cx, "1\tone\n2\t", 8));
    assert_true(db_copy_write(&cx, "two\n", 4));
    assert_true(db_copy_end(&cx, &rows));
    assert_int_equal(2, rows);
    assert_true(db_one(&cx, &SQL("select t as text from copied where n = 2"), IN_NONE, IN_NONE,
                       &thing_shape, &out));
    assert_string_equal("two", out.text.ptr);

    assert_true(db_copy_begin(&cx, STR("copy copied from stdin")));
    assert_true(db_copy_write(&cx, "x\ty\n", 4));
    assert_false(db_copy_end(&cx, &rows));
    db_rollback(&cx);

    cx = begin(partner_a, DB_WRITE); /* given up in the middle */
    assert_true(db_run(&cx, STR("create temp table copied (n bigint, t text)")));
    assert_true(db_copy_begin(&cx, STR("copy copied from stdin")));
    db_rollback(&cx);
    cx = begin(partner_a, DB_READ);
    check_sees_only(&cx, TEST_PARTNER_A);
    db_rollback(&cx);
}

static int set_up(void **state)
{
    (void)state;
    database = test_database_new();
    test_seed_tenants(database);
    partner_a = test_uuid(TEST_PARTNER_A);
    partner_b = test_uuid(TEST_PARTNER_B);
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
        cmocka_unit_test(test_values_survive_the_way_there_and_back),
        cmocka_unit_test(test_nulls_are_absent),
        cmocka_unit_test(test_parameters_come_from_cx_last),
        cmocka_unit_test(test_a_nul_character_is_refused),
        cmocka_unit_test(test_how_many_rows),
        cmocka_unit_test(test_rows_stream_in_flat_memory),
        cmocka_unit_test(test_many_executions_in_one_go),
        cmocka_unit_test(test_commit_and_rollback),
        cmocka_unit_test(test_a_failed_statement_spoils_the_commit),
        cmocka_unit_test(test_without_a_transaction_each_statement_is_one),
        cmocka_unit_test(test_a_read_is_one_snapshot_and_writes_nothing),
        cmocka_unit_test(test_a_connection_carries_nothing_from_tenant_to_tenant),
        cmocka_unit_test(test_scopes_narrow_what_is_seen),
        cmocka_unit_test(test_a_late_tenant),
        cmocka_unit_test(test_constraints_are_errors_with_a_name),
        cmocka_unit_test(test_other_errors),
        cmocka_unit_test(test_a_slow_statement_times_out),
        cmocka_unit_test(test_connections_come_back_after_the_server_went),
        cmocka_unit_test(test_an_open_transaction_is_not_handed_on),
        cmocka_unit_test(test_the_private_cluster_is_found_by_its_socket),
        cmocka_unit_test(test_an_unreachable_server_is_unavailable),
        cmocka_unit_test(test_who_comes_late_waits),
        cmocka_unit_test(test_copy),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
