/*
 * A transaction on a connection that the caller holds. Private to db: pool.c and migrate.c.
 * The connection stays the caller's; conn_rollback leaves it closed when it is not fit any more.
 */
#ifndef PROFORMA_DB_TRANSACTION_H
#define PROFORMA_DB_TRANSACTION_H

#include "db/connection.h"

/* Sends nothing: BEGIN goes out with the first statement. Sets cx->db. */
void conn_begin(struct cx *cx, struct db_conn *conn, enum db_begin kind);
/* Both clear cx->db. */
bool conn_commit(struct cx *cx);
void conn_rollback(struct cx *cx);

#endif
