#include "db/transaction.h"

#include "db/db.sql.h"

#include <assert.h>

void conn_begin(struct cx *cx, struct db_conn *conn, enum db_begin kind)
{
    assert(cx->db == NULL);
    conn->kind = kind;
    conn->is_begun = false;
    cx->db = conn;
}

/* COMMIT of a transaction in which something had failed answers ROLLBACK. */
static bool commit(struct cx *cx)
{
    PGresult *result = db_conn_exec(cx->db, "commit");
    bool is_ok =
        PQresultStatus(result) == PGRES_COMMAND_OK || db_fail(cx, NULL, cx->db->pg, result);
    if (is_ok && !str_equal(str_of(PQcmdStatus(result)), STR("COMMIT")))
        is_ok = fail(cx, ERR_internal, "the transaction had failed before its commit");
    PQclear(result);
    return is_ok;
}

bool conn_commit(struct cx *cx)
{
    bool is_ok = !cx->db->is_begun || commit(cx);
    cx->db->is_begun = false;
    cx->db = NULL;
    return is_ok;
}

/* A connection that cannot say ROLLBACK (broken, copying, amid a pipeline) is closed: the server
 * rolls back by itself. */
void conn_rollback(struct cx *cx)
{
    struct db_conn *conn = cx->db;
    cx->db = NULL;
    if (conn->is_begun && !conn->is_copying && PQpipelineStatus(conn->pg) == PQ_PIPELINE_OFF)
        PQclear(db_conn_exec(conn, "rollback"));
    conn->is_begun = false;
    if (!db_conn_is_fit(conn))
        db_conn_close(conn);
}

bool db_set_tenant(struct cx *cx, uuid partner_id)
{
    cx->principal.partner_id = partner_id;
    if (cx->db->kind == DB_NONE || !cx->db->is_begun)
        return true; /* it goes out with the next statement */
    return db_exec(cx, &sql_db_tenant, IN_NONE, IN_NONE, NULL);
}
