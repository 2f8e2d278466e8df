/* Every statement of the program, prepared and planned against the migrated schema as each of the
 * roles that run it; and the columns of query routes against the shapes they are written by. */
#include "support/database.h"

#include "audit/audit.h"
#include "db/connection.h"
#include "ingest/drop.sql.h"
#include "jobs/job.h"
#include "statements.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct test_database *database;

static PGconn *connect_as_role(enum db_role role)
{
    struct cx cx = test_cx(database, (uuid){ { 0 } });
    struct db_conn conn = { .role = role,
                            .prepared =
                                ARENA_ARRAY(database->arena, bool, SQL_STATEMENT_COUNT + 1) };
    assert_true(db_conn_open(&cx, &conn, &database->config));
    return conn.pg;
}

/* Permissions and functions are looked up when a plan is made ready, which EXPLAIN does. */
static str plan(PGconn *pg, const struct sql *sql)
{
    struct strbuf text = strbuf_new(database->arena, 4096);
    strbuf_add_format(&text, "explain execute \"try_%s\"", sql->name);
    for (int i = 0; sql->params[i] != NULL; i++)
        strbuf_add(&text, i == 0 ? STR("(null") : STR(", null"));
    if (sql->params[0] != NULL)
        strbuf_add_char(&text, ')');
    PGresult *result = PQexec(pg, strbuf_str(&text).ptr);
    str error =
        str_copy(database->arena, str_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
    PQclear(result);
    return error;
}

static str prepare(PGconn *pg, const struct sql *sql)
{
    str name = str_format(database->arena, "try_%s", sql->name);
    PGresult *result = PQprepare(pg, name.ptr, sql->text, 0, NULL);
    str error =
        str_copy(database->arena, str_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
    PQclear(result);
    return error;
}

static size_t try_as(PGconn *pg, const char *role, unsigned bit)
{
    size_t failed = 0;
    PQclear(PQexec(pg, "set plan_cache_mode = force_generic_plan"));
    for (const struct sql *const *s = sql_statements; *s != NULL; s++) {
        if (!((*s)->roles & bit) && !(bit == 0 && (*s)->roles == 0))
            continue;
        str error = prepare(pg, *s);
        if (str_is_null(error) && bit != 0)
            error = plan(pg, *s);
        if (str_is_null(error))
            continue;
        print_error("%s as %s: %.*s\n", (*s)->name, role, STR_ARG(error));
        failed++;
    }
    PQfinish(pg);
    return failed;
}

static void test_every_statement_can_be_run_by_its_roles(void **state)
{
    (void)state;
    size_t failed = try_as(connect_as_role(DB_APP), "app", 1u << DB_APP) +
                    try_as(connect_as_role(DB_PLATFORM), "platform", 1u << DB_PLATFORM) +
                    try_as(connect_as_role(DB_INGEST), "ingest", 1u << DB_INGEST) +
                    try_as(connect_as_role(DB_OWNER), "owner", 0);
    if (failed > 0)
        fail_msg("%zu statements; say `-- role: platform` below the name of a statement that is "
                 "not for proforma_app",
                 failed);
}

/* ---- dictionaries ---- */

/* The plan of a prepared statement, all lines in one. */
static str plan_text(PGconn *pg, const struct sql *sql, const char *arguments)
{
    struct strbuf text = strbuf_new(database->arena, 16384);
    PGresult *result = PQexec(
        pg,
        str_format(database->arena, "explain execute \"try_%s\" (%s)", sql->name, arguments).ptr);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    for (int i = 0; i < PQntuples(result); i++)
        strbuf_add_format(&text, "%s\n", PQgetvalue(result, i, 0));
    PQclear(result);
    return strbuf_str(&text);
}

/* A month may have a million entries: each is found by all columns of the unique index. */
static void assert_found_by(PGconn *pg, const struct sql *sql, const char *arguments,
                            const char *last_column)
{
    assert_true(str_is_null(prepare(pg, sql)));
    str rest = plan_text(pg, sql, arguments);
    while (rest.len > 0) {
        str line = str_cut(&rest, '\n');
        if (strstr(str_copy(database->arena, line).ptr, "Index Cond:") != NULL &&
            strstr(str_copy(database->arena, line).ptr, last_column) != NULL)
            return;
    }
    fail_msg("%s does not look %s up by the index", sql->name, last_column);
}

static void test_entries_of_dictionaries_are_found_by_an_index(void **state)
{
    (void)state;
    PGconn *pg = connect_as_role(DB_INGEST);
    PQclear(PQexec(pg, "set enable_seqscan = off"));
    assert_found_by(pg, &sql_drop_texts_ids, "'{a,b}', gen_random_uuid(), 'invoice'", "value_hash");
    assert_found_by(pg, &sql_drop_skus_ids,
                    "'{a,b}', '{a,b}', '{a,b}', '{a,b}', '{a,b}', '{a,b}', gen_random_uuid()",
                    "unit");
    PQfinish(pg);
}

/* ---- query routes ---- */

enum { BOOL = 16, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, JSON = 114, TEXTS = 1009 };
enum { DATE = 1082, TIMESTAMPTZ = 1184, NUMERIC = 1700, UUID = 2950, UUIDS = 2951, JSONB = 3802 };

/* The column types that may go into a field of each kind; 0 ends. */
static const Oid types[][6] = {
    [FIELD_STR] = { TEXT, UUID, UUIDS, DATE, INT8 },
    [FIELD_BOOL] = { BOOL },
    [FIELD_INT] = { INT8, INT4, INT2 },
    [FIELD_DECIMAL] = { NUMERIC },
    [FIELD_MAYBE_DECIMAL] = { NUMERIC },
    [FIELD_UUID] = { UUID },
    [FIELD_DAY] = { DATE },
    [FIELD_PERIOD] = { DATE },
    [FIELD_INSTANT] = { TIMESTAMPTZ },
    [FIELD_LIST] = { TEXTS, UUIDS, JSON, JSONB, TEXT },
    [FIELD_OBJECT] = { JSON, JSONB, TEXT },
    [FIELD_JSON] = { JSON, JSONB, TEXT },
};

static bool fits(const struct field *field, Oid type)
{
    for (size_t i = 0; i < 6 && types[field->kind][i] != 0; i++)
        if (types[field->kind][i] == type)
            return true;
    return false;
}

static size_t check_columns(PGconn *pg, const struct route *route)
{
    const struct shape *shape = route->reply_list != NULL ? route->reply_list : route->reply;
    assert_true(str_is_null(prepare(pg, route->sql)));
    PGresult *result =
        PQdescribePrepared(pg, str_format(database->arena, "try_%s", route->sql->name).ptr);
    size_t wrong = 0;
    for (int i = 0; i < PQnfields(result); i++) {
        const struct field *field = shape_field(shape, str_of(PQfname(result, i)));
        if (field != NULL && fits(field, PQftype(result, i)))
            continue;
        print_error("%s: column %s does not fit shape %s\n", route->sql->name, PQfname(result, i),
                    shape->name);
        wrong++;
    }
    PQclear(result);
    return wrong;
}

extern const struct route_table identity_routes, org_routes, ingest_routes, billing_routes,
    insight_routes;
static const struct route_table *const features[] = {
    &identity_routes, &org_routes, &ingest_routes, &billing_routes,
    &insight_routes,  &job_routes, &audit_routes,
};

static void test_columns_of_query_routes_fit_their_shapes(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
        PGconn *pg = connect_as_role(DB_APP);
        for (size_t j = 0; j < features[i]->count; j++) {
            const struct route *route = &features[i]->routes[j];
            if (route->sql != NULL)
                wrong += check_columns(pg, route);
            PQclear(PQexec(pg, "deallocate all"));
        }
        PQfinish(pg);
    }
    assert_int_equal(0, wrong);
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
        cmocka_unit_test(test_every_statement_can_be_run_by_its_roles),
        cmocka_unit_test(test_entries_of_dictionaries_are_found_by_an_index),
        cmocka_unit_test(test_columns_of_query_routes_fit_their_shapes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
