/*
 * One connection: opening it as a role, one round trip, closing it. Private to db.
 *
 * The options sent with the connection make it what it is: the role (never the owner), the
 * search_path, UTC, and the time limits. What differs per transaction (tenant, scopes) is
 * transaction-local and goes out with the transaction's first statement, so a connection carries
 * nothing from one unit of work to the next.
 */
#ifndef PROFORMA_DB_CONNECTION_H
#define PROFORMA_DB_CONNECTION_H

#include "db/db.h"

#include <libpq-fe.h>

#define DB_OWNER DB_ROLE_COUNT /* migrations: no role taken, no tenant */
#define DB_SILENCE_MS 3000     /* of the server, past the statement_timeout */

struct db_conn {
    PGconn *pg;           /* NULL: not connected */
    struct db_pool *pool; /* NULL: belongs to the caller */
    enum db_role role;
    enum db_begin kind;
    int patience_ms; /* longest silence while an answer is due; -1: as long as it takes */
    bool is_begun;   /* BEGIN was sent */
    bool is_copying;
    bool *prepared;   /* by sql.number */
    char sqlstate[6]; /* of the last failure */
    struct db_conn *next;
};

/* Opens conn->pg as conn->role; the owner uses OWNER_URL. false: ERR_unavailable, logged, and the
 * connection is closed. */
bool db_conn_open(struct cx *cx, struct db_conn *conn, const struct config *config);
void db_conn_close(struct db_conn *conn);

/*
 * As PQgetResult, but PostgreSQL must say something within conn->patience_ms, which is longer than
 * any statement may take: the connection of one that does not (stopped, or behind a network that
 * drops what is sent) is cut, and the result is that of a lost one.
 */
PGresult *db_conn_result(struct db_conn *conn);
/* As PQexec, with the same patience. */
PGresult *db_conn_exec(struct db_conn *conn, const char *text);
/* Ends the connection without a word; what libpq reads next is that it was lost. */
void db_conn_cut(struct db_conn *conn);

/* Is it open, idle, outside of a transaction, and did the server not hang up? Asks nobody. */
bool db_conn_is_fit(struct db_conn *conn);

/* `-c name=value …` for the start of a connection as `role`, after what conninfo itself asks. */
str db_conn_options(struct arena *arena, str conninfo, enum db_role role, int64_t timeout_ms);

/* The values of a statement's parameters, in its order. */
struct db_values {
    const char *text[SQL_PARAMS_MAX]; /* NULL: null */
    int count;
};

/* false: ERR_internal when nothing has a parameter's name, ERR_invalid_field for a NUL in text. */
bool db_bind(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             struct db_values *values);

/*
 * One round trip in libpq's pipeline mode: what is due of the transaction's beginning, the
 * preparation if the statement is new here, then each addition.
 *
 *     struct flight f;
 *     TRY(flight_open(&f, cx, sql));
 *     TRY(flight_add(&f, &values));
 *     TRY(flight_land(&f, &result));
 */
struct flight {
    struct cx *cx;
    struct db_conn *conn;
    const struct sql *sql; /* NULL: only the beginning */
    int steps;
    int prepare_step; /* 0: none */
};

bool flight_open(struct flight *f, struct cx *cx, const struct sql *sql);
bool flight_add(struct flight *f, const struct db_values *values);
/* The result of the last step, to be cleared by the caller; the first failure is the failure. */
bool flight_land(struct flight *f, PGresult **result);

/* Makes sure that the transaction has begun, and that `sql` (may be NULL) is prepared. */
bool db_conn_ready(struct cx *cx, const struct sql *sql);

/* cx->failure from a result (NULL: from the connection). `sql` may be NULL. Returns false. */
bool db_fail(struct cx *cx, const struct sql *sql, PGconn *pg, const PGresult *result);

/* The code for an SQLSTATE that names no constraint. */
enum error_code db_error_code(str sqlstate);

/* The fields of `shape` that the columns go to, in the order of the columns. */
bool db_columns(struct cx *cx, const PGresult *result, const struct shape *shape,
                const struct field ***fields);
/* Absent for null. Borrowed from the result. */
str db_column(const PGresult *result, int row, int column);
/* Stores one row into *out, initialising it. */
bool db_row(struct cx *cx, const PGresult *result, int row, const struct field *const *fields,
            const struct shape *shape, void *out);

#endif
