/*
 * PostgreSQL: the only module that knows libpq.
 *
 * Statements live in .sql files next to their feature, each opened by `-- name: bill_lines`, with
 * parameters written `:period`; tools/sqlgen.c turns a file into constants (`sql_bill_lines`) at
 * build time. They are prepared once per connection. SQL text is never built at run time.
 *
 * Parameters are taken by name from up to two structs with their shapes, then from the unit of
 * work: `:partner_id`, `:user_id`, `:now`, `:request_id`, `:payer_scope`, `:billing_group_scope`
 * and `:session_id`, `:username`, `:language` come from cx unless a struct has a field of that
 * name. A period is bound as the date of its first day. Result columns are stored by name; a
 * column without a field, and a FIELD_REQUIRED field without a column, are programming errors
 * that tests/db finds by preparing every statement.
 *
 * Failures: a violated constraint becomes the code that db_constraints.def names for it; a
 * serialization failure, lock or statement timeout becomes ERR_unavailable or ERR_timeout; a lost
 * connection, and one on which nothing came for 3 s longer than a statement may take (ingest's are
 * waited for), ERR_unavailable; text that PostgreSQL cannot read as a number, date or id (a forged
 * cursor) ERR_bad_request; anything else ERR_internal. What ends in a 5xx is logged here with its
 * SQLSTATE, because the words of a database error are not for those who send requests.
 *
 * The login of DATABASE_URL must be able to `set role` to proforma_app, proforma_platform and
 * proforma_ingest (be a member of proforma_server, or of the three), and should own nothing and
 * not be a superuser: it never acts as itself. The login of OWNER_URL owns the schema: it needs
 * CREATE on the database and, the first time in a cluster, CREATEROLE; it need not be a superuser.
 * A pooler between must keep sessions apart, since the role is a start-up option. Connections:
 * up to DB_CONNECTIONS for each of the three roles, PIPELINE_CONNECTIONS, and one that listens.
 */
#ifndef PROFORMA_DB_DB_H
#define PROFORMA_DB_DB_H

#include "core/config.h"
#include "core/cx.h"
#include "core/shape.h"

#define SQL_PARAMS_MAX 32  /* with the NULL that ends them */
#define SQL_COLUMNS_MAX 64 /* of a statement run by db_each */

/* One named statement; made by sqlgen. */
struct sql {
    const char *name;
    const char *text;                   /* with $1, $2, … */
    const char *params[SQL_PARAMS_MAX]; /* their names in order, ended by NULL */
    unsigned roles; /* bits 1 << DB_x: who runs it, from `-- role: platform app` below the name;
                       DB_APP unless said. A test tries each statement as each of them */
    size_t number;  /* 1, 2, … over the program; 0: made by hand, never prepared */
};

/* Who the connection is in the database (docs/adr/0004). */
enum db_role {
    DB_APP,      /* tenant tables under row level security */
    DB_PLATFORM, /* what is read before the tenant is known: sign-in, partners, the job queue */
    DB_INGEST,   /* COPY into charge partitions; taken by ingest/drop_write.c alone */
    DB_ROLE_COUNT
};

struct db_pool;

/* Opens no connection yet. */
struct db_pool *db_pool_new(const struct config *config);
void db_pool_free(struct db_pool **pool);
/* Connections of a role that are in use now, of DB_CONNECTIONS; for metrics. */
int db_pool_lent(struct db_pool *pool, enum db_role role);

/*
 * The connection string for the server that config names: DATABASE_URL, or the private cluster in
 * DATA_DIR/run when it is empty.
 */
str db_conninfo(struct arena *arena, const struct config *config);

enum db_begin {
    DB_READ,           /* one REPEATABLE READ READ ONLY snapshot */
    DB_WRITE,          /* READ COMMITTED */
    DB_WRITE_SNAPSHOT, /* REPEATABLE READ: a change made of much that is read; one that loses a race
                          fails with ERR_unavailable */
    DB_NONE,           /* no transaction: for statements that cannot run in one */
};

/*
 * Takes a connection of `role` from the pool (waiting up to 5 s: then ERR_unavailable) for a
 * transaction with the tenant and the scopes of cx->principal. BEGIN and the settings, all of them
 * transaction-local, travel with the first statement, so that beginning costs no round trip. With
 * DB_NONE every statement is a transaction of its own, in one round trip. cx->db is set.
 */
bool db_begin(struct cx *cx, struct db_pool *pool, enum db_role role, enum db_begin kind);
/* Commits and gives the connection back. false (and rolled back) when the commit failed. */
bool db_commit(struct cx *cx);
/* Rolls back, if anything is open, and gives the connection back. Safe to call twice. */
void db_rollback(struct cx *cx);

/* Sets the tenant of the open transaction, and in cx->principal; for work that learns its tenant
 * late. */
bool db_set_tenant(struct cx *cx, uuid partner_id);

/* A struct with its shape, as a source of parameters. */
struct db_in {
    const struct shape *shape;
    const void *object;
};
#define IN(shape_, object_) ((struct db_in){ &(shape_), (object_) })
#define IN_NONE ((struct db_in){ NULL, NULL })

/* Exactly one row into *out, all of which is set: what has no column is absent. No row:
 * ERR_not_found. */
bool db_one(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
            const struct shape *out_shape, void *out);
/* The same, but *found tells whether there was one. */
bool db_maybe(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
              const struct shape *out_shape, void *out, bool *found);
/* All rows as an array in the arena. out->is_present is set. */
bool db_all(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
            const struct shape *out_shape, list *out);
/* No rows wanted; *affected may be NULL. */
bool db_exec(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             int64_t *affected);

/*
 * Rows one after the other in flat memory (libpq single-row mode): `each` gets the columns as
 * text, in the order of the statement; the strings live until it returns, and it runs no other
 * statement on cx. `each` returns false to stop, having filled cx->failure. Inside a transaction
 * only (not DB_NONE).
 */
bool db_each(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             bool (*each)(struct cx *cx, void *context, const str *columns), void *context);

/* The same, with the columns as PostgreSQL sends them: bytes of a bytea as they are, integers most
 * significant byte first. For what is large and packed. */
bool db_each_binary(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
                    bool (*each)(struct cx *cx, void *context, const str *columns), void *context);

/* Many executions of one statement in one pipeline: `items` holds `count` structs of a.shape. */
bool db_exec_each(struct cx *cx, const struct sql *sql, const struct shape *shape,
                  const void *items, size_t count, struct db_in also);

/* COPY … FROM STDIN BINARY. `target` is from ingest's own table of names, never from input. */
bool db_copy_begin(struct cx *cx, str statement);
bool db_copy_write(struct cx *cx, const void *bytes, size_t size);
bool db_copy_end(struct cx *cx, int64_t *rows);

/* Statements without parameters that are no constants: partition names made from a date. The text
 * must come from the program alone. With DB_NONE no tenant is set. */
bool db_run(struct cx *cx, str statement);

/* Applies migrations that are not applied yet, in one transaction each, under an advisory lock;
 * refuses when an applied one has changed (checksum) or is unknown to this program. One line per
 * migration on stdout. The files are compiled in. Roles belong to the whole cluster: when another
 * database of it is being migrated at the same moment, a collision is tried again. */
bool db_migrate(struct cx *cx, const struct config *config);
/* Is the database at exactly the version this program was built with? */
bool db_is_current(struct cx *cx, struct db_pool *pool);

/* A connection that waits for NOTIFY on one channel, owned by one thread. */
struct db_listener;
/* Opens nothing yet. `channel` is a name of the program's own. */
struct db_listener *db_listener_new(const struct config *config, const char *channel);
void db_listener_free(struct db_listener **listener);
/* Waits for a notification, for `wake_fd` to be readable or for the time to pass; true when there
 * is news: one came, or the connection was made anew and some may have been missed. A lost
 * connection is opened again by the next call. */
bool db_listener_wait(struct db_listener *listener, int wake_fd, int timeout_ms);

#endif
