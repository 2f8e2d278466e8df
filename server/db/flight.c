#include "db/connection.h"

#include "db/db.sql.h"

/* What BEGIN says for each kind; DB_NONE has none. */
static const char *const begins[] = {
    [DB_READ] = "begin isolation level repeatable read read only",
    [DB_WRITE] = "begin isolation level read committed read write",
    [DB_WRITE_SNAPSHOT] = "begin isolation level repeatable read read write",
};

/* ---- sending ---- */

static bool sent(struct flight *f, int is_sent)
{
    f->steps++;
    return is_sent == 1 || db_fail(f->cx, f->sql, f->conn->pg, NULL);
}

static bool send_values(struct flight *f, const struct sql *sql, const struct db_values *values)
{
    PGconn *pg = f->conn->pg;
    if (sql->number == 0)
        return sent(
            f, PQsendQueryParams(pg, sql->text, values->count, NULL, values->text, NULL, NULL, 0));
    return sent(f, PQsendQueryPrepared(pg, sql->name, values->count, values->text, NULL, NULL, 0));
}

/* Without a transaction each flight is one of its own (up to its Sync) and sets the tenant anew. */
static bool send_beginning(struct flight *f)
{
    struct db_conn *conn = f->conn;
    if (conn->is_begun)
        return true;
    if (conn->kind != DB_NONE) {
        conn->is_begun = true;
        TRY(sent(f, PQsendQueryParams(conn->pg, begins[conn->kind], 0, NULL, NULL, NULL, NULL, 0)));
    }
    if (conn->role == DB_OWNER)
        return true;
    struct db_values values;
    return db_bind(f->cx, &sql_db_tenant, IN_NONE, IN_NONE, &values) &&
           send_values(f, &sql_db_tenant, &values);
}

bool flight_open(struct flight *f, struct cx *cx, const struct sql *sql)
{
    *f = (struct flight){ .cx = cx, .conn = cx->db, .sql = sql };
    if (PQenterPipelineMode(f->conn->pg) != 1)
        return db_fail(cx, sql, f->conn->pg, NULL);
    TRY(send_beginning(f));
    if (sql == NULL || sql->number == 0 || f->conn->prepared[sql->number])
        return true;
    TRY(sent(f, PQsendPrepare(f->conn->pg, sql->name, sql->text, 0, NULL)));
    f->prepare_step = f->steps;
    return true;
}

bool flight_add(struct flight *f, const struct db_values *values)
{
    return send_values(f, f->sql, values);
}

/* ---- receiving ---- */

/* One step's result, which `*result` keeps when it is the last one. */
static bool land_step(struct flight *f, int step, PGresult *got, PGresult **result)
{
    ExecStatusType status = PQresultStatus(got);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        if (step == f->prepare_step)
            f->conn->prepared[f->sql->number] = true;
        PQclear(*result);
        *result = got;
        return true;
    }
    if (status != PGRES_PIPELINE_ABORTED)
        db_fail(f->cx, f->sql, f->conn->pg, got);
    PQclear(got);
    return false;
}

bool flight_land(struct flight *f, PGresult **result)
{
    PGconn *pg = f->conn->pg;
    *result = NULL;
    bool is_ok = PQpipelineSync(pg) == 1;
    for (int step = 1; is_ok || PQstatus(pg) == CONNECTION_OK;) {
        PGresult *got = db_conn_result(f->conn);
        if (got == NULL) {
            step++; /* every step's results end with a NULL, and so do those of a lost connection */
            if (PQstatus(pg) != CONNECTION_OK)
                break;
            continue;
        }
        if (PQresultStatus(got) == PGRES_PIPELINE_SYNC) {
            PQclear(got);
            break;
        }
        is_ok = land_step(f, step, got, result) && is_ok;
    }
    if (PQexitPipelineMode(pg) == 1 && is_ok)
        return true;
    PQclear(*result);
    *result = NULL;
    return db_fail(f->cx, f->sql, pg, NULL);
}

bool db_conn_ready(struct cx *cx, const struct sql *sql)
{
    struct flight f;
    PGresult *result;
    bool is_prepared = sql == NULL || sql->number == 0 || cx->db->prepared[sql->number];
    if (is_prepared && (cx->db->is_begun || cx->db->kind == DB_NONE))
        return true;
    TRY(flight_open(&f, cx, sql));
    TRY(flight_land(&f, &result));
    PQclear(result);
    return true;
}
