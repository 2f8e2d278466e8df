#include "db/connection.h"

#include <assert.h>
#include <stdlib.h>

/* ---- rows one after the other ---- */

/* In pipeline mode, although it is one statement: libpq 15 forgets to leave single-row mode when a
 * pipeline follows a statement that was sent without one. */
static bool send(struct cx *cx, const struct sql *sql, const struct db_values *values)
{
    PGconn *pg = cx->db->pg;
    if (PQenterPipelineMode(pg) != 1)
        return db_fail(cx, sql, pg, NULL);
    int is_sent =
        sql->number == 0
            ? PQsendQueryParams(pg, sql->text, values->count, NULL, values->text, NULL, NULL, 0)
            : PQsendQueryPrepared(pg, sql->name, values->count, values->text, NULL, NULL, 0);
    bool is_ok = is_sent == 1 && PQsetSingleRowMode(pg) == 1 && PQpipelineSync(pg) == 1;
    return is_ok || db_fail(cx, sql, pg, NULL);
}

/* What is left up to the Sync. */
static void finish(PGconn *pg)
{
    for (bool is_synced = false; !is_synced && PQstatus(pg) == CONNECTION_OK;) {
        PGresult *left = PQgetResult(pg);
        is_synced = PQresultStatus(left) == PGRES_PIPELINE_SYNC;
        PQclear(left);
    }
    PQexitPipelineMode(pg);
}

/* The rest of the rows is of no interest: stop the server, then read what is on its way. */
static void cancel(PGconn *pg)
{
    char error[256];
    PGcancel *request = PQgetCancel(pg);
    PQcancel(request, error, sizeof error);
    PQfreeCancel(request);
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
    return each(cx, context, columns);
}

static bool give_rows(struct cx *cx, const struct sql *sql,
                      bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    PGconn *pg = cx->db->pg;
    for (PGresult *row = PQgetResult(pg); row != NULL; row = PQgetResult(pg)) {
        bool is_ok = give_row(cx, sql, row, each, context);
        PQclear(row);
        if (is_ok)
            continue;
        cancel(pg);
        return false;
    }
    return true;
}

bool db_each(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             bool (*each)(struct cx *cx, void *context, const str *columns), void *context)
{
    struct db_values values;
    assert(cx->db->kind != DB_NONE); /* the tenant would have no transaction to be set in */
    TRY(db_bind(cx, sql, a, b, &values));
    TRY(db_conn_ready(cx, sql));
    TRY(send(cx, sql, &values));
    bool is_ok = give_rows(cx, sql, each, context);
    finish(cx->db->pg);
    return is_ok && (PQstatus(cx->db->pg) == CONNECTION_OK || db_fail(cx, sql, cx->db->pg, NULL));
}

/* ---- COPY ---- */

bool db_copy_begin(struct cx *cx, str statement)
{
    TRY(db_conn_ready(cx, NULL));
    PGresult *result = PQexec(cx->db->pg, str_copy(cx->arena, statement).ptr);
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
    PGresult *result = PQgetResult(pg);
    bool is_ok = PQresultStatus(result) == PGRES_COMMAND_OK || db_fail(cx, NULL, pg, result);
    *rows = is_ok ? strtoll(PQcmdTuples(result), NULL, 10) : 0;
    PQclear(result);
    for (result = PQgetResult(pg); result != NULL; result = PQgetResult(pg))
        PQclear(result);
    cx->db->is_copying = false;
    return is_ok;
}
