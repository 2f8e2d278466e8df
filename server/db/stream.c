#include "db/connection.h"

#include <assert.h>
#include <stdlib.h>

/* ---- rows one after the other ---- */

enum format { TEXT, BINARY }; /* as libpq numbers them */

/* In pipeline mode, although it is one statement: libpq 15 forgets to leave single-row mode when a
 * pipeline follows a statement that was sent without one. */
static bool send(struct cx *cx, const struct sql *sql, const struct db_values *values,
                 enum format format)
{
    PGconn *pg = cx->db->pg;
    if (PQenterPipelineMode(pg) != 1)
        return db_fail(cx, sql, pg, NULL);
    int is_sent = sql->number == 0 ? PQsendQueryParams(pg, sql->text, values->count, NULL,
                                                       values->text, NULL, NULL, (int)format)
                                   : PQsendQueryPrepared(pg, sql->name, values->count, values->text,
                                                         NULL, NULL, (int)format);
    bool is_ok = is_sent == 1 && PQsetSingleRowMode(pg) == 1 && PQpipelineSync(pg) == 1;
    return is_ok || db_fail(cx, sql, pg, NULL);
}

/* What is left up to the Sync. */
static void finish(struct db_conn *conn)
{
    for (bool is_synced = false; !is_synced && PQstatus(conn->pg) == CONNECTION_OK;) {
        PGresult *left = db_conn_result(conn);
        is_synced = PQresultStatus(left) == PGRES_PIPELINE_SYNC;
        PQclear(left);
    }
    PQexitPipelineMode(conn->pg);
}

static bool give_row(struct cx *cx, const struct sql *sql, const PGresult *row,
                     bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    ExecStatusType status = PQresultStatus(row);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        return true; /* the end */
    if (status != PGRES_SINGLE_TUPLE)
        return db_fail(cx, sql, cx->db->pg, row);
    str columns[SQL_COLUMNS_MAX];
    int count = PQnfields(row);
    if (count > SQL_COLUMNS_MAX)
        return fail(cx, ERR_internal, "statement %s has too many columns", sql->name);
    for (int i = 0; i < count; i++)
        columns[i] = db_column(row, 0, i);
    if (each(cx, context, columns))
        return true;
    db_conn_cut(cx->db); /* Nobody wants the rest, which may be long. */
    return false;
}

static bool give_rows(struct cx *cx, const struct sql *sql,
                      bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    struct db_conn *conn = cx->db;
    bool is_ok = true;
    for (PGresult *row = NULL; is_ok && (row = db_conn_result(conn)) != NULL; PQclear(row))
        is_ok = give_row(cx, sql, row, each, context);
    return is_ok;
}

static bool each_row(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
                     enum format format,
                     bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    struct db_values values;
    assert(cx->db->kind != DB_NONE); /* the tenant would have no transaction to be set in */
    TRY(db_bind(cx, sql, a, b, &values));
    TRY(db_conn_ready(cx, sql));
    TRY(send(cx, sql, &values, format));
    bool is_ok = give_rows(cx, sql, each, context);
    finish(cx->db);
    return is_ok && (PQstatus(cx->db->pg) == CONNECTION_OK || db_fail(cx, sql, cx->db->pg, NULL));
}

bool db_each(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    return each_row(cx, sql, a, b, TEXT, each, context);
}

bool db_each_binary(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
                    bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    return each_row(cx, sql, a, b, BINARY, each, context);
}

/* ---- COPY ---- */

bool db_copy_begin(struct cx *cx, str statement)
{
    TRY(db_conn_ready(cx, NULL));
    PGresult *result = db_conn_exec(cx->db, str_copy(cx->arena, statement).ptr);
    bool is_ok = PQresultStatus(result) == PGRES_COPY_IN || db_fail(cx, NULL, cx->db->pg, result);
    PQclear(result);
    cx->db->is_copying = is_ok;
    return is_ok;
}

bool db_copy_write(struct cx *cx, const void *bytes, size_t size)
{
    const char *at = bytes;
    for (size_t left = size; left > 0;) {
        size_t part = left < (1u << 24) ? left : (1u << 24);
        if (PQputCopyData(cx->db->pg, at, (int)part) != 1)
            return db_fail(cx, NULL, cx->db->pg, NULL);
        at += part;
        left -= part;
    }
    return true;
}

bool db_copy_end(struct cx *cx, int64_t *rows)
{
    PGconn *pg = cx->db->pg;
    if (PQputCopyEnd(pg, NULL) != 1)
        return db_fail(cx, NULL, pg, NULL);
    PGresult *result = db_conn_result(cx->db);
    bool is_ok = PQresultStatus(result) == PGRES_COMMAND_OK || db_fail(cx, NULL, pg, result);
    *rows = is_ok ? strtoll(PQcmdTuples(result), NULL, 10) : 0;
    PQclear(result);
    for (result = db_conn_result(cx->db); result != NULL; result = db_conn_result(cx->db))
        PQclear(result);
    cx->db->is_copying = false;
    return is_ok;
}
