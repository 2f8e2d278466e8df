#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <libpq-fe.h>
#include <sodium.h>

enum { SKIPPED = 77 };

#define OWNER "owner_of_proforma_tests"

static const char *maintenance_url(void)
{
    const char *url = getenv("PROFORMA_TEST_DATABASE_URL");
    if (url != NULL && *url != '\0')
        return url;
    fprintf(stderr, "skipped: PROFORMA_TEST_DATABASE_URL is not set\n");
    exit(SKIPPED);
}

/* ---- connections of the test's own ---- */

static PGconn *connect_to(const char *url)
{
    PGconn *pg = PQconnectdb(url);
    if (PQstatus(pg) != CONNECTION_OK) {
        fprintf(stderr, "%s", PQerrorMessage(pg));
        exit(1);
    }
    return pg;
}

static PGresult *run(PGconn *pg, const char *statement)
{
    PGresult *result = PQexec(pg, statement);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail_msg("%s\n%s", PQerrorMessage(pg), statement);
    return result;
}

static void run_in(const char *url, const char *statement)
{
    PGconn *pg = connect_to(url);
    PQclear(run(pg, statement));
    PQfinish(pg);
}

/* The maintenance URL as key='value' pairs, for another database. */
static str url_of(struct arena *arena, str database, const char *options)
{
    struct strbuf text = strbuf_new(arena, 4096);
    PQconninfoOption *all = PQconninfoParse(maintenance_url(), NULL);
    for (PQconninfoOption *o = all; o != NULL && o->keyword != NULL; o++)
        if (o->val != NULL && strcmp(o->keyword, "dbname") != 0)
            strbuf_add_format(&text, "%s='%s' ", o->keyword, o->val);
    PQconninfoFree(all);
    strbuf_add_format(&text, "dbname=%.*s %s", STR_ARG(database), options);
    return strbuf_str(&text);
}

/* ---- the database ---- */

static void create(struct test_database *d)
{
    PGconn *pg = connect_to(maintenance_url());
    PQclear(PQexec(pg, "create role " OWNER " createrole nologin")); /* may be there already */
    PQclear(
        run(pg, str_format(d->arena, "create database %.*s owner " OWNER, STR_ARG(d->name)).ptr));
    PQfinish(pg);
}

struct test_database *test_database_empty(void)
{
    static int number;
    char *const no_settings[] = { NULL };
    str problems;
    struct arena *arena = arena_new();
    struct test_database *d = ARENA_NEW(arena, struct test_database);
    (void)!sodium_init();
    d->arena = arena;
    d->name = str_format(arena, "proforma_test_%d_%d", (int)getpid(), ++number);
    create(d);
    assert_true(config_read(arena, no_settings, &d->config, &problems));
    d->config.database_url = url_of(arena, d->name, "");
    d->config.owner_url = url_of(arena, d->name, "options='-c role=" OWNER "'");
    d->pool = db_pool_new(&d->config);
    return d;
}

void test_database_migrate(struct test_database *d)
{
    struct cx cx = test_cx(d, (uuid){ { 0 } });
    if (!db_migrate(&cx, &d->config))
        fail_msg("%.*s", STR_ARG(cx.failure.detail));
}

struct test_database *test_database_new(void)
{
    struct test_database *d = test_database_empty();
    test_database_migrate(d);
    return d;
}

void test_database_free(struct test_database **database)
{
    struct test_database *d = *database;
    *database = NULL;
    db_pool_free(&d->pool);
    run_in(maintenance_url(),
           str_format(d->arena, "drop database %.*s with (force)", STR_ARG(d->name)).ptr);
    struct arena *arena = d->arena;
    arena_free(&arena);
}

/* ---- statements ---- */

uuid test_uuid(const char *text)
{
    uuid id;
    assert_true(uuid_parse(str_of(text), &id));
    return id;
}

struct cx test_cx(struct test_database *d, uuid partner_id)
{
    return (struct cx){ .arena = d->arena,
                        .now = instant_now(),
                        .request_id = STR("test"),
                        .principal = { .partner_id = partner_id, .username = STR("tester") } };
}

static PGconn *connect_as_superuser(struct test_database *d)
{
    PGconn *pg = connect_to(d->config.database_url.ptr);
    PQclear(run(pg, "set search_path = proforma, public"));
    PQclear(run(pg, "set client_min_messages = warning"));
    return pg;
}

static PGconn *connect_as(struct test_database *d, const char *role, const char *tenant)
{
    PGconn *pg = connect_as_superuser(d);
    const char *partner = tenant != NULL ? tenant : "";
    PQclear(run(pg, str_format(d->arena, "set role %s", role).ptr));
    PQclear(run(pg, str_format(d->arena, "set proforma.partner_id = '%s'", partner).ptr));
    return pg;
}

void test_sql(struct test_database *d, const char *statements)
{
    PGconn *pg = connect_as_superuser(d);
    PQclear(run(pg, statements));
    PQfinish(pg);
}

void test_sql_file(struct test_database *d, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    assert_true(getdelim(&text, &size, '\0', in) > 0);
    fclose(in);
    test_sql(d, text);
    free(text);
}

static str first_value(struct test_database *d, PGconn *pg, const char *query)
{
    PGresult *result = run(pg, query);
    str value = STR_NULL;
    if (PQntuples(result) > 0 && !PQgetisnull(result, 0, 0))
        value = str_copy(d->arena, str_of(PQgetvalue(result, 0, 0)));
    PQclear(result);
    PQfinish(pg);
    return value;
}

str test_value(struct test_database *d, const char *query)
{
    return first_value(d, connect_as_superuser(d), query);
}

str test_value_as(struct test_database *d, const char *role, const char *tenant, const char *query)
{
    return first_value(d, connect_as(d, role, tenant), query);
}

int64_t test_count(struct test_database *d, const char *query)
{
    str value = test_value(d, query);
    assert_false(str_is_null(value));
    return strtoll(value.ptr, NULL, 10);
}

str test_sqlstate_as(struct test_database *d, const char *role, const char *tenant,
                     const char *statement)
{
    PGconn *pg = connect_as(d, role, tenant);
    PGresult *result = PQexec(pg, statement);
    str state = str_copy(d->arena, str_of(PQresultErrorField(result, PG_DIAG_SQLSTATE)));
    PQclear(result);
    PQfinish(pg);
    return str_is_null(state) ? STR("00000") : state;
}

void test_seed_tenants(struct test_database *d)
{
    test_sql_file(d, "tests/support/tenants.sql");
}
