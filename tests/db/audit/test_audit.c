/* The audit chain: written by the database, recomputed here, and every kind of damage seen. */
#include "support/database.h"

#include "audit/audit.h"
#include "commands.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct test_database *database;

struct thing {
    str name;
    str secret;
};
static const struct field thing_fields[] = { FIELD(struct thing, name),
                                             FIELD(struct thing, secret, .flags = FIELD_WRITE_ONLY),
                                             FIELDS_END };
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

static const uuid nobody;

static void record(uuid partner, enum db_role role, const char *name)
{
    struct cx cx = test_cx(database, partner);
    struct thing before = { .name = STR("旧\n\"name\""), .secret = STR("hunter2") };
    struct thing after = { .name = str_of(name), .secret = STR("hunter3") };
    assert_true(db_begin(&cx, database->pool, role, DB_WRITE));
    assert_true(audit_record(&cx, STR("thing.update"), STR("thing"), STR("t-1"), &thing_shape,
                             &before, &after));
    assert_true(db_commit(&cx));
}

static struct audit_verdict verify_as(uuid chain, uuid tenant, enum db_role role)
{
    struct audit_verdict verdict;
    struct cx cx = test_cx(database, tenant);
    assert_true(db_begin(&cx, database->pool, role, DB_READ));
    assert_true(audit_verify(&cx, chain, &verdict));
    db_rollback(&cx);
    return verdict;
}

static void assert_unbroken(uuid chain, int64_t entries)
{
    struct audit_verdict verdict = verify_as(chain, nobody, DB_PLATFORM);
    assert_int_equal(0, verdict.first_bad_seq);
    assert_true(verdict.ok);
    assert_int_equal(entries, verdict.entries);
    if (uuid_is_nil(chain))
        return;
    verdict = verify_as(chain, chain, DB_APP); /* the partner itself comes to the same */
    assert_true(verdict.ok);
    assert_int_equal(entries, verdict.entries);
}

static void assert_broken_at(uuid chain, int64_t seq)
{
    struct audit_verdict verdict = verify_as(chain, chain, DB_APP);
    assert_false(verdict.ok);
    assert_int_equal(seq, verdict.first_bad_seq);
}

/* A new partner with `count` entries. */
static uuid partner_with_entries(int count)
{
    static int number;
    const char *id = str_format(database->arena, "0d000000-0000-7000-8000-%012d", ++number).ptr;
    test_sql(database, str_format(database->arena,
                                  "insert into partners (id, slug, name, currency) "
                                  "values ('%s', 'p%d', 'P', 'USD')",
                                  id, number)
                           .ptr);
    uuid partner = test_uuid(id);
    for (int i = 0; i < count; i++)
        record(partner, DB_APP, "x");
    return partner;
}

/* Does what only the owner of the database could, to the entries of one partner. */
static void damage(uuid partner, const char *what, const char *condition)
{
    test_sql(database, str_format(database->arena, "%s where %s and partner_id = '%s'", what,
                                  condition, uuid_text(database->arena, partner).ptr)
                           .ptr);
}

static void test_what_is_recorded(void **state)
{
    (void)state;
    uuid partner = partner_with_entries(1);
    const char *where = str_format(database->arena, "from audit_entries where partner_id = '%s'",
                                   uuid_text(database->arena, partner).ptr)
                            .ptr;
    str entry = test_value(
        database,
        str_format(database->arena,
                   "select concat_ws('|', seq, coalesce(actor_id::text, 'null'), actor, action, "
                   "entity, entity_id, request_id, before, after) %s",
                   where)
            .ptr);
    /* Write-only fields are no part of it. */
    assert_string_equal("1|null|tester|thing.update|thing|t-1|test|"
                        "{\"name\":\"旧\\n\\\"name\\\"\"}|{\"name\":\"x\"}",
                        entry.ptr);
    assert_unbroken(partner, 1);
}

static void test_a_change_and_its_entry_live_or_die_together(void **state)
{
    (void)state;
    uuid partner = partner_with_entries(2);
    struct cx cx = test_cx(database, partner);
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_WRITE));
    assert_true(audit_record(&cx, STR("thing.delete"), STR("thing"), STR("1"), NULL, NULL, NULL));
    db_rollback(&cx);
    assert_unbroken(partner, 2);
    record(partner, DB_APP, "next");
    assert_unbroken(partner, 3);
}

static void test_an_empty_chain_is_whole(void **state)
{
    (void)state;
    assert_unbroken(partner_with_entries(0), 0);
}

static void test_the_platform_has_a_chain_of_its_own(void **state)
{
    (void)state;
    record(nobody, DB_PLATFORM, "partner");
    record(nobody, DB_PLATFORM, "partner");
    assert_unbroken(nobody, 2);
    test_sql(database, "update audit_entries set actor = 'x' where seq = 2 "
                       "and partner_id = '00000000-0000-0000-0000-000000000000'");
    struct audit_verdict verdict = verify_as(nobody, nobody, DB_PLATFORM);
    assert_int_equal(2, verdict.first_bad_seq);
}

static void test_every_changed_member_is_seen(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "at = at + interval '1 microsecond'",
        "actor_id = gen_random_uuid()",
        "actor = actor || ' '",
        "action = 'thing.updatd'",
        "entity = 'thin'",
        "entity_id = 't-2'",
        "before = null",
        "after = replace(after, 'x', 'y')",
        "request_id = ''",
        "hash = set_byte(hash, 31, get_byte(hash, 31) # 1)",
        "entity = 'thingt', entity_id = '-1'",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        uuid partner = partner_with_entries(4);
        damage(partner, str_format(database->arena, "update audit_entries set %s", changes[i]).ptr,
               "seq = 3");
        assert_broken_at(partner, 3);
    }
}

static void test_removed_entries_are_seen(void **state)
{
    (void)state;
    uuid partner = partner_with_entries(4);
    damage(partner, "delete from audit_entries", "seq = 2");
    assert_broken_at(partner, 2);

    /* Even when the numbers are closed up. */
    damage(partner, "update audit_entries set seq = seq - 1", "seq > 2");
    assert_broken_at(partner, 2);

    partner = partner_with_entries(2);
    damage(partner, "delete from audit_entries", "true");
    assert_broken_at(partner, 1);
}

static void test_a_cut_tail_is_seen(void **state)
{
    (void)state;
    uuid partner = partner_with_entries(4);
    damage(partner, "delete from audit_entries", "seq = 4");
    assert_broken_at(partner, 4);
    damage(partner, "delete from audit_heads", "true");
    assert_broken_at(partner, 4);
}

static void test_a_swapped_pair_is_seen(void **state)
{
    (void)state;
    uuid partner = partner_with_entries(4);
    damage(partner, "update audit_entries set seq = case seq when 2 then -3 else -2 end",
           "seq in (2, 3)");
    damage(partner, "update audit_entries set seq = -seq", "seq < 0");
    assert_broken_at(partner, 2);
}

/* ---- many at once ---- */

enum { WRITERS = 4, ENTRIES = 25 };

struct writer {
    pthread_t thread;
    uuid partner;
};

static void *write_entries(void *context)
{
    struct writer *w = context;
    for (int i = 0; i < ENTRIES; i++) {
        struct arena *arena = arena_new();
        struct cx cx = { .arena = arena,
                         .now = instant_now(),
                         .principal = { .partner_id = w->partner } };
        bool is_ok = db_begin(&cx, database->pool, DB_APP, DB_WRITE) &&
                     audit_record(&cx, STR("a"), STR("b"), STR("c"), NULL, NULL, NULL);
        if (i % 5 == 0)
            db_rollback(&cx);
        else
            is_ok = is_ok && db_commit(&cx);
        arena_free(&arena);
        if (!is_ok)
            return w;
    }
    return NULL;
}

static void test_parallel_writers_keep_the_chain(void **state)
{
    (void)state;
    struct writer writers[WRITERS];
    uuid partner = partner_with_entries(0);
    for (int i = 0; i < WRITERS; i++) {
        writers[i].partner = partner;
        assert_int_equal(0, pthread_create(&writers[i].thread, NULL, write_entries, &writers[i]));
    }
    for (int i = 0; i < WRITERS; i++) {
        void *failed;
        pthread_join(writers[i].thread, &failed);
        assert_null(failed);
    }
    assert_unbroken(partner, WRITERS * ENTRIES * 4 / 5);
}

/* ---- the command ---- */

static int run_command(const char *partner)
{
    char *argv[] = { (char[]){ "verify" }, (char[]){ "--partner" }, (char *)(uintptr_t)partner };
    return command_audit(partner != NULL ? 3 : 1, argv, &database->config);
}

/* The chains broken by the tests before are still there. */
static void test_the_command_says_it_by_its_status(void **state)
{
    (void)state;
    partner_with_entries(3);
    str slug = test_value(database, "select slug from partners order by created_at desc limit 1");
    assert_int_equal(0, run_command(slug.ptr));
    assert_int_equal(1, run_command(NULL));
    assert_int_equal(1, run_command("nobody"));
}

static int set_up(void **state)
{
    (void)state;
    database = test_database_new();
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
        cmocka_unit_test(test_what_is_recorded),
        cmocka_unit_test(test_a_change_and_its_entry_live_or_die_together),
        cmocka_unit_test(test_an_empty_chain_is_whole),
        cmocka_unit_test(test_the_platform_has_a_chain_of_its_own),
        cmocka_unit_test(test_every_changed_member_is_seen),
        cmocka_unit_test(test_removed_entries_are_seen),
        cmocka_unit_test(test_a_cut_tail_is_seen),
        cmocka_unit_test(test_a_swapped_pair_is_seen),
        cmocka_unit_test(test_parallel_writers_keep_the_chain),
        cmocka_unit_test(test_the_command_says_it_by_its_status),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
