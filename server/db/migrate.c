#include "db/db.sql.h"
#include "db/migrate.sql.h"
#include "db/migrations.h"
#include "db/pipeline.h"
#include "db/transaction.h"
#include "statements.h"

#include <stdio.h>
#include <time.h>

enum { TRIES_MAX = 20 };

struct applied {
    str name;
    str checksum;
};
static const struct field applied_fields[] = { FIELD(struct applied, name),
                                               FIELD(struct applied, checksum), FIELDS_END };
static const struct shape applied_shape = SHAPE("Migration", struct applied, applied_fields);

static const struct migration *migration_by_name(str name)
{
    for (const struct migration *m = migrations; m->name != NULL; m++)
        if (str_equal(str_of(m->name), name))
            return m;
    return NULL;
}

static bool is_applied(const list *applied, const struct migration *m)
{
    const struct applied *items = applied->items;
    for (size_t i = 0; i < applied->count; i++)
        if (str_equal(items[i].name, str_of(m->name)))
            return true;
    return false;
}

static bool check_applied(struct cx *cx, const list *applied)
{
    const struct applied *items = applied->items;
    for (size_t i = 0; i < applied->count; i++) {
        const struct migration *m = migration_by_name(items[i].name);
        if (m == NULL)
            return fail(cx, ERR_internal,
                        "migration %.*s in the database is unknown to this version of the program",
                        STR_ARG(items[i].name));
        if (!str_equal(str_of(m->checksum), items[i].checksum))
            return fail(cx, ERR_internal, "migration %s has changed since it was applied", m->name);
    }
    return true;
}

/* ---- applying ---- */

static bool apply(struct cx *cx, struct db_conn *conn, const struct migration *m)
{
    struct applied record = { str_of(m->name), str_of(m->checksum) };
    conn_begin(cx, conn, DB_WRITE);
    bool is_ok = db_run(cx, str_of(m->text)) &&
                 db_exec(cx, &sql_migrate_record, IN(applied_shape, &record), IN_NONE, NULL);
    if (is_ok)
        return conn_commit(cx);
    conn_rollback(cx);
    return false;
}

/* Roles and memberships are rows that all databases of the cluster share. */
static bool has_collided(const struct db_conn *conn)
{
    static const str states[] = {
        STR("XX000"), /* tuple concurrently updated */
        STR("23505"), /* the same role created by both */
        STR("42710"), /* the same, already committed */
        STR("40P01"), /* deadlock */
    };
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (str_equal(states[i], str_of(conn->sqlstate)))
            return true;
    return false;
}

static bool apply_repeatedly(struct cx *cx, struct db_conn *conn, const struct migration *m)
{
    for (int try = 1; !apply(cx, conn, m); try++) {
        if (try == TRIES_MAX || conn->pg == NULL || !has_collided(conn)) {
            str reason = cx->failure.detail;
            cx->failure.detail =
                str_format(cx->arena, "migration %s: %.*s", m->name, STR_ARG(reason));
            return false;
        }
        cx->failure = (struct failure){ 0 };
        nanosleep(&(struct timespec){ .tv_nsec = 20000000L * try }, NULL);
    }
    printf("applied %s\n", m->name);
    return true;
}

static bool prepare_schema(struct cx *cx, struct db_conn *conn, list *applied)
{
    conn_begin(cx, conn, DB_NONE);
    return db_exec(cx, &sql_migrate_lock, IN_NONE, IN_NONE, NULL) &&
           db_exec(cx, &sql_migrate_schema, IN_NONE, IN_NONE, NULL) &&
           db_exec(cx, &sql_migrate_table, IN_NONE, IN_NONE, NULL) &&
           db_all(cx, &sql_migrate_applied, IN_NONE, IN_NONE, &applied_shape, applied) &&
           conn_commit(cx);
}

static bool migrate(struct cx *cx, struct db_conn *conn)
{
    list applied;
    TRY(prepare_schema(cx, conn, &applied));
    TRY(check_applied(cx, &applied));
    for (const struct migration *m = migrations; m->name != NULL; m++)
        if (!is_applied(&applied, m))
            TRY(apply_repeatedly(cx, conn, m));
    return true;
}

bool db_migrate(struct cx *cx, const struct config *config)
{
    struct db_conn conn = { .role = DB_OWNER,
                            .prepared = ARENA_ARRAY(cx->arena, bool, SQL_STATEMENT_COUNT + 1) };
    TRY(db_conn_open(cx, &conn, config));
    bool is_ok = migrate(cx, &conn);
    if (cx->db != NULL)
        conn_rollback(cx);
    db_conn_close(&conn);
    return is_ok;
}

/* ---- the version ---- */

static bool check_version(struct cx *cx, const list *applied)
{
    TRY(check_applied(cx, applied));
    for (const struct migration *m = migrations; m->name != NULL; m++)
        if (!is_applied(applied, m))
            return fail(cx, ERR_unavailable, "the database needs `proforma migrate`: %s", m->name);
    return true;
}

bool db_is_current(struct cx *cx, struct db_pool *pool)
{
    list applied;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_NONE));
    bool is_ok = db_all(cx, &sql_db_applied_migrations, IN_NONE, IN_NONE, &applied_shape, &applied);
    db_rollback(cx);
    return is_ok && check_version(cx, &applied);
}

const struct sql *db_version_statement(void)
{
    return &sql_db_applied_migrations;
}

bool db_version_is_current(struct cx *cx, const struct db_rows *rows)
{
    list applied;
    return db_rows_read(cx, rows, &applied_shape, &applied) && check_version(cx, &applied);
}
