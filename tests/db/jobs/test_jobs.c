/* The queue and its runner: once each, again when needed, never lost. */
#include "support/database.h"

#include "jobs/job.h"
#include "jobs/work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

static struct test_database *database;
static uuid partner_a, partner_b;

/* ---- kinds ---- */

struct order {
    int64_t number;
    str what; /* "do", or the name of a failure, or "wait" */
};
static const struct field order_fields[] = { FIELD(struct order, number), FIELD(struct order, what),
                                             FIELDS_END };
static const struct shape order_shape = SHAPE("Order", struct order, order_fields);

struct receipt {
    int64_t twice;
    uuid partner_id;
};
static const struct field receipt_fields[] = { FIELD(struct receipt, twice),
                                               FIELD(struct receipt, partner_id), FIELDS_END };
static const struct shape receipt_shape = SHAPE("Receipt", struct receipt, receipt_fields);

static atomic_int runs;
static atomic_bool may_go_on;

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

static bool run_order(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    (void)pool;
    (void)config;
    const struct order *order = cx->body;
    struct receipt *receipt = cx->reply;
    atomic_fetch_add(&runs, 1);
    enum error_code code = error_by_name(order->what);
    if (code != ERR_none)
        return (fail)(cx, code, "as ordered");
    if (str_equal(order->what, STR("wait"))) {
        job_progress(cx, 1, 3, STR("一"));
        while (!atomic_load(&may_go_on))
            sleep_ms(5);
        job_progress(cx, 3, 3, STR("done"));
    }
    receipt->twice = 2 * order->number;
    receipt->partner_id = cx->principal.partner_id;
    return true;
}

static const struct job_kind order_kind = {
    .name = "test_order",
    .run = run_order,
    .payload = &order_shape,
    .result = &receipt_shape,
    .attempts_max = 2,
    .lease_s = 1,
    .is_final_error = true,
};
static const struct job_kind *const kinds[] = { &order_kind, NULL };

static struct job_runner *start(int threads)
{
    const struct job_runner_options options = {
        .config = &database->config, .pool = database->pool, .kinds = kinds, .threads = threads
    };
    return job_runner_start(&options);
}

static bool try_enqueue(uuid partner, const char *key, int64_t number, const char *what, str *id)
{
    struct cx cx = test_cx(database, partner);
    const struct order order = { number, str_of(what) };
    uuid job_id;
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_WRITE));
    if (!job_enqueue(&cx, &order_kind, str_of(key), ERR_ingest_in_progress, &order, &job_id)) {
        assert_int_equal(ERR_ingest_in_progress, cx.failure.code);
        db_rollback(&cx);
        return false;
    }
    assert_true(db_commit(&cx));
    *id = uuid_text(database->arena, job_id);
    return true;
}

static str enqueue(uuid partner, int64_t number, const char *what)
{
    str id;
    assert_true(try_enqueue(partner, NULL, number, what, &id));
    return id;
}

static str job_value(str id, const char *expression)
{
    return test_value(database,
                      str_format(database->arena, "select (%s)::text from jobs where id = '%.*s'",
                                 expression, STR_ARG(id))
                          .ptr);
}

static void change_job(str id, const char *what)
{
    test_sql(
        database,
        str_format(database->arena, "update jobs set %s where id = '%.*s'", what, STR_ARG(id)).ptr);
}

/* Waits for what must come soon; a test that has to wait longer fails. */
static void wait_for(str id, const char *expression, const char *value)
{
    str got = STR_NULL;
    for (int i = 0; i < 500; i++) {
        got = job_value(id, expression);
        if (str_equal(got, str_of(value)))
            return;
        sleep_ms(20);
    }
    fail_msg("%s is %.*s instead of %s", expression, STR_ARG(got), value);
}

/* ---- running ---- */

static void test_a_job_is_done(void **state)
{
    (void)state;
    struct job_runner *runner = start(1);
    sleep_ms(300); /* listening by now */
    instant before = instant_now();
    str id = enqueue(partner_a, 21, "do");
    wait_for(id, "state", "done");
    assert_true(instant_now().us - before.us < 1500000); /* by the notification, not by the poll */
    assert_true(str_equal(job_value(id, "result ->> 'twice'"), STR("42")));
    assert_true(str_equal(job_value(id, "result ->> 'partner_id'"), STR(TEST_PARTNER_A)));
    assert_true(str_equal(job_value(id, "attempts"), STR("1")));
    assert_true(
        str_equal(job_value(id, "finished_at >= started_at and lease_until is null"), STR("true")));
    job_runner_stop(&runner);
    assert_null(runner);
}

static void test_what_was_queued_before_is_found(void **state)
{
    (void)state;
    str id = enqueue(partner_b, 1, "do");
    struct job_runner *runner = start(2);
    wait_for(id, "state", "done");
    job_runner_stop(&runner);
}

static void test_a_job_of_a_rolled_back_change_does_not_exist(void **state)
{
    (void)state;
    struct cx cx = test_cx(database, partner_a);
    const struct order order = { 1, STR("do") };
    uuid id;
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_WRITE));
    assert_true(job_enqueue(&cx, &order_kind, STR_NULL, ERR_internal, &order, &id));
    db_rollback(&cx);
    assert_true(str_is_null(job_value(uuid_text(database->arena, id), "id")));
}

static void test_two_runners_do_each_job_once(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    atomic_store(&runs, 0);
    str ids[COUNT];
    struct job_runner *runners[] = { start(2), start(2) };
    for (int i = 0; i < COUNT; i++)
        ids[i] = enqueue(i % 2 ? partner_a : partner_b, i, "do");
    for (int i = 0; i < COUNT; i++) {
        wait_for(ids[i], "state", "done");
        assert_true(str_equal(job_value(ids[i], "attempts"), STR("1")));
    }
    job_runner_stop(&runners[0]);
    job_runner_stop(&runners[1]);
    assert_int_equal(COUNT, atomic_load(&runs));
}

static void test_a_key_is_unique_among_the_unfinished(void **state)
{
    (void)state;
    str id, other;
    assert_true(try_enqueue(partner_a, "payer 1", 1, "do", &id));
    assert_false(try_enqueue(partner_a, "payer 1", 2, "do", &other));
    assert_true(try_enqueue(partner_b, "payer 1", 3, "do", &other));
    assert_true(try_enqueue(partner_a, "payer 2", 4, "do", &other));
    struct job_runner *runner = start(1);
    wait_for(id, "state", "done");
    job_runner_stop(&runner);
    assert_true(try_enqueue(partner_a, "payer 1", 5, "do", &id));
    change_job(id, "state = 'done'");
}

/* ---- failing ---- */

static void test_a_fault_of_the_input_is_final(void **state)
{
    (void)state;
    struct job_runner *runner = start(1);
    str id = enqueue(partner_a, 1, "file_corrupt");
    wait_for(id, "state", "failed");
    job_runner_stop(&runner);
    assert_true(str_equal(job_value(id, "error ->> 'code'"), STR("file_corrupt")));
    assert_true(str_equal(job_value(id, "error ->> 'detail'"), STR("as ordered")));
    assert_true(str_equal(job_value(id, "attempts"), STR("1")));
}

static void test_other_failures_are_tried_again_later(void **state)
{
    (void)state;
    struct job_runner *runner = start(1);
    str id = enqueue(partner_a, 1, "unavailable");
    wait_for(id, "error ->> 'code'", "unavailable");
    assert_true(str_equal(job_value(id, "state"), STR("queued")));
    assert_true(str_equal(job_value(id, "run_at > now() + interval '1 second' "
                                        "and finished_at is null"),
                          STR("true")));
    change_job(id, "run_at = now()"); /* the poll finds it */
    wait_for(id, "state", "failed");
    assert_true(str_equal(job_value(id, "attempts"), STR("2")));
    job_runner_stop(&runner);
}

static void test_a_payload_that_cannot_be_read_fails(void **state)
{
    (void)state;
    str id = enqueue(partner_a, 1, "do");
    change_job(id, "payload = '{\"unknown\": 1}'");
    struct job_runner *runner = start(1);
    wait_for(id, "state", "failed");
    job_runner_stop(&runner);
}

static void test_an_unknown_kind_waits_for_a_program_that_knows_it(void **state)
{
    (void)state;
    str id = enqueue(partner_a, 1, "do");
    change_job(id, "kind = 'of_the_future'");
    str other = enqueue(partner_a, 1, "do");
    struct job_runner *runner = start(1);
    wait_for(other, "state", "done");
    job_runner_stop(&runner);
    assert_true(str_equal(job_value(id, "state"), STR("queued")));
}

/* ---- leases ---- */

static void test_a_lost_job_is_taken_again(void **state)
{
    (void)state;
    str lost = enqueue(partner_a, 1, "do");
    str held = enqueue(partner_a, 1, "do");
    change_job(lost, "state = 'running', attempts = 1, lease_until = now() - interval '1 second'");
    change_job(held, "state = 'running', attempts = 1, lease_until = now() + interval '1 hour'");
    struct job_runner *runner = start(1);
    wait_for(lost, "state", "done");
    assert_true(str_equal(job_value(lost, "attempts"), STR("2")));
    job_runner_stop(&runner);
    assert_true(str_equal(job_value(held, "state || attempts"), STR("running1")));
    change_job(held, "state = 'done'");
}

static void test_a_job_that_kills_its_workers_is_buried(void **state)
{
    (void)state;
    atomic_store(&runs, 0);
    str id = enqueue(partner_a, 1, "do");
    change_job(id, "state = 'running', attempts = 5, lease_until = now() - interval '1 second'");
    struct job_runner *runner = start(1);
    wait_for(id, "state", "failed");
    job_runner_stop(&runner);
    assert_true(str_equal(job_value(id, "error ->> 'code'"), STR("internal")));
    assert_int_equal(0, atomic_load(&runs));
}

/* Twice the lease passes; progress is seen meanwhile; stopping waits for the end. */
static void test_a_running_job_is_kept(void **state)
{
    (void)state;
    atomic_store(&runs, 0);
    atomic_store(&may_go_on, false);
    struct job_runner *runners[] = { start(1), start(1) };
    str id = enqueue(partner_a, 1, "wait");
    wait_for(id, "state || ' ' || done || '/' || total || ' ' || message", "running 1/3 一");
    sleep_ms(2500);
    assert_int_equal(1, atomic_load(&runs));
    assert_true(str_equal(job_value(id, "lease_until > now()"), STR("true")));
    atomic_store(&may_go_on, true);
    job_runner_stop(&runners[0]);
    job_runner_stop(&runners[1]);
    assert_true(str_equal(job_value(id, "state || ' ' || done || '/' || total || ' ' || message"),
                          STR("done 3/3 done")));
    assert_int_equal(1, atomic_load(&runs));
}

/* A worker that slept through its lease changes nothing when it wakes. */
static void test_a_worker_that_lost_its_job_is_fenced_off(void **state)
{
    (void)state;
    str id = enqueue(partner_a, 1, "do");
    change_job(id, "state = 'running', attempts = 2, lease_until = now() + interval '1 hour'");
    struct cx cx = test_cx(database, (uuid){ { 0 } });
    const struct job_outcome outcome = { .state = STR("done") };
    struct job_state stale = { .id = test_uuid(id.ptr), .attempts = 1, .message = STR("stale") };
    bool is_ours;
    assert_true(job_finish(&cx, database->pool, &stale, &outcome, &is_ours));
    assert_false(is_ours);
    assert_true(job_keep(&cx, database->pool, &stale, 1));
    assert_true(str_equal(job_value(id, "state || message"), STR("running")));
    stale.attempts = 2;
    assert_true(job_finish(&cx, database->pool, &stale, &outcome, &is_ours));
    assert_true(is_ours);
    assert_true(str_equal(job_value(id, "state || message"), STR("donestale")));
}

/* ---- who sees what ---- */

static void test_what_ended_long_ago_is_removed(void **state)
{
    (void)state;
    str old = enqueue(partner_a, 1, "do");
    str recent = enqueue(partner_a, 1, "do");
    str waiting = enqueue(partner_a, 1, "do");
    change_job(old, "state = 'failed', finished_at = now() - interval '91 days'");
    change_job(recent, "state = 'done', finished_at = now() - interval '89 days'");
    change_job(waiting, "run_at = now() - interval '1 year'");
    struct cx cx = test_cx(database, partner_a);
    assert_true(job_purge(&cx, database->pool));
    assert_null(job_value(old, "state").ptr);
    assert_true(str_equal(job_value(recent, "state"), STR("done")));
    assert_true(str_equal(job_value(waiting, "state"), STR("queued")));
    change_job(waiting, "state = 'done', finished_at = now()");
}

static void test_a_payer_admin_sees_jobs_of_its_payers(void **state)
{
    (void)state;
    str id = enqueue(partner_a, 1, "do");
    const struct sql count = { .name = "count", .text = "select count(*) as number from jobs" };
    static const struct {
        const char *payload, *scope;
        int64_t seen;
    } cases[] = {
        { "{}", NULL, 1 },
        { "{}", "{0c000000-0000-7000-8000-000000000001}", 0 },
        { "{}", "{}", 0 },
        { "{\"payer_id\": \"0c000000-0000-7000-8000-000000000001\"}",
          "{0c000000-0000-7000-8000-000000000001}", 1 },
        { "{\"payer_id\": \"0c000000-0000-7000-8000-000000000002\"}",
          "{0c000000-0000-7000-8000-000000000001}", 0 },
    };
    test_sql(database,
             str_format(database->arena, "delete from jobs where id <> '%.*s'", STR_ARG(id)).ptr);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct order got = { 0 };
        change_job(id, str_format(database->arena, "payload = '%s'", cases[i].payload).ptr);
        struct cx cx = test_cx(database, partner_a);
        cx.principal.payer_scope = str_of(cases[i].scope);
        assert_true(db_begin(&cx, database->pool, DB_APP, DB_READ));
        assert_true(db_one(&cx, &count, IN_NONE, IN_NONE, &order_shape, &got));
        assert_int_equal(cases[i].seen, got.number);
        db_rollback(&cx);
    }
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
        cmocka_unit_test(test_a_job_is_done),
        cmocka_unit_test(test_what_was_queued_before_is_found),
        cmocka_unit_test(test_a_job_of_a_rolled_back_change_does_not_exist),
        cmocka_unit_test(test_two_runners_do_each_job_once),
        cmocka_unit_test(test_a_key_is_unique_among_the_unfinished),
        cmocka_unit_test(test_a_fault_of_the_input_is_final),
        cmocka_unit_test(test_other_failures_are_tried_again_later),
        cmocka_unit_test(test_a_payload_that_cannot_be_read_fails),
        cmocka_unit_test(test_an_unknown_kind_waits_for_a_program_that_knows_it),
        cmocka_unit_test(test_a_lost_job_is_taken_again),
        cmocka_unit_test(test_a_job_that_kills_its_workers_is_buried),
        cmocka_unit_test(test_a_running_job_is_kept),
        cmocka_unit_test(test_a_worker_that_lost_its_job_is_fenced_off),
        cmocka_unit_test(test_what_ended_long_ago_is_removed),
        cmocka_unit_test(test_a_payer_admin_sees_jobs_of_its_payers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
