/*
 * PostgreSQL: the only module that knows libpq.
 *
 * Statements live in .sql files next to their feature, each opened by `-- name: bill_lines`, with
 * parameters written `:period`; tools/sqlgen.c turns a file into constants (`sql_bill_lines`) at
 * build time. They are prepared once per connection. SQL text is never built at run time.
 *
 * Parameters are taken by name from up to two structs with their shapes, then from the unit of
 * work: `:partner_id`, `:user_id`, `:now`, `:request_id`, `:payer_scope`, `:billing_group_scope`
 * come from cx unless a struct has a field of that name. Result columns are stored by name; a
 * column without a field, and a FIELD_REQUIRED field without a column, are programming errors
 * that tests/db finds by preparing every statement.
 *
 * Failures: a violated constraint becomes the code that db_constraints.def names for it; a
 * serialization failure, lock or statement timeout becomes ERR_unavailable or ERR_timeout; a lost
 * connection ERR_unavailable; anything else ERR_internal with the SQLSTATE in the log.
 */
#ifndef PROFORMA_DB_DB_H
#define PROFORMA_DB_DB_H

#include "core/config.h"
#include "core/cx.h"
#include "core/shape.h"

#define SQL_PARAMS_MAX 32

/* One named statement; made by sqlgen. */
struct sql {
    const char *name;
    const char *text;                   /* with $1, $2, … */
    const char *params[SQL_PARAMS_MAX]; /* their names in order, ended by NULL */
    unsigned roles; /* bits 1 << DB_x: who runs it, from `-- role: platform app` below the name;
                       DB_APP unless said. A test tries each statement as each of them */
    size_t number;  /* 1, 2, … over the program; 0: made by hand, never prepared */
};

/* Who the connection is in the database (DESIGN §6). */
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

/*
 * The connection string for the server that config names: DATABASE_URL, or the private cluster in
 * DATA_DIR/run when it is empty.
 */
str db_conninfo(struct arena *arena, const struct config *config);

enum db_begin {
    DB_READ,     /* one REPEATABLE READ READ ONLY snapshot */
    DB_WRITE,    /* READ COMMITTED */
    DB_NONE,     /* no transaction: for statements that cannot run in one */
};

/*
 * Takes a connection of `role` from the pool (waiting up to 5 s: then ERR_unavailable), begins the
 * transaction and sets the tenant (partner_id of cx->principal, transaction-local). cx->db is set.
 */
bool db_begin(struct cx *cx, struct db_pool *pool, enum db_role role, enum db_begin kind);
/* Commits and gives the connection back. false (and rolled back) when the commit failed. */
bool db_commit(struct cx *cx);
/* Rolls back, if anything is open, and gives the connection back. Safe to call twice. */
void db_rollback(struct cx *cx);

/* Sets the tenant of the open transaction; for work that learns its tenant late. */
bool db_set_tenant(struct cx *cx, uuid partner_id);

/* A struct with its shape, as a source of parameters. */
struct db_in {
    const struct shape *shape;
    const void *object;
};
#define IN(shape_, object_) ((struct db_in){ &(shape_), (object_) })
#define IN_NONE ((struct db_in){ NULL, NULL })

/* Exactly one row into *out (initialised by shape_init). No row: ERR_not_found. */
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
 * text, in the order of the statement; the strings live until it returns. `each` returns false to
 * stop, having filled cx->failure.
 */
bool db_each(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             bool (*each)(struct cx *cx, void *context, const str *columns), void *context);

/* Many executions of one statement in one pipeline: `items` holds `count` structs of a.shape. */
bool db_exec_each(struct cx *cx, const struct sql *sql, const struct shape *shape,
                  const void *items, size_t count, struct db_in also);

/* COPY … FROM STDIN BINARY. `target` is from ingest's own table of names, never from input. */
bool db_copy_begin(struct cx *cx, str statement);
bool db_copy_write(struct cx *cx, const void *bytes, size_t size);
bool db_copy_end(struct cx *cx, int64_t *rows);

/* Statements without parameters that are no constants: partition names made from a date. The text
 * must come from the program alone. */
bool db_run(struct cx *cx, str statement);

/* Applies migrations that are not applied yet, in one transaction each, under an advisory lock;
 * refuses when an applied one has changed (checksum) or is unknown to this program. One line per
 * migration on stdout. The files are compiled in. */
bool db_migrate(struct cx *cx, const struct config *config);
/* Is the database at exactly the version this program was built with? */
bool db_is_current(struct cx *cx, struct db_pool *pool);

#endif
