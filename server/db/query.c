#include "db/connection.h"

#include <stdlib.h>

enum { BATCH = 256 }; /* executions in one flight: what the socket's buffers hold both ways */

/* One statement, one round trip. The caller clears the result. */
static bool run(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
                PGresult **result)
{
    struct db_values values;
    struct flight f;
    TRY(db_bind(cx, sql, a, b, &values));
    TRY(flight_open(&f, cx, sql));
    TRY(flight_add(&f, &values));
    return flight_land(&f, result);
}

/* All rows of a result, which is cleared, as an array in the arena. */
static bool take_rows(struct cx *cx, PGresult *result, const struct shape *shape, list *out)
{
    const struct field **fields;
    int count = PQntuples(result);
    char *items = arena_array(cx->arena, (size_t)count, shape->size);
    bool is_ok = db_columns(cx, result, shape, &fields);
    for (int i = 0; i < count && is_ok; i++)
        is_ok = db_row(cx, result, i, fields, shape, items + (size_t)i * shape->size);
    PQclear(result);
    *out = (list){ .items = items, .count = (size_t)count, .is_present = true };
    return is_ok;
}

bool db_all(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
            const struct shape *out_shape, list *out)
{
    PGresult *result;
    return run(cx, sql, a, b, &result) && take_rows(cx, result, out_shape, out);
}

static bool take_row(struct cx *cx, const struct sql *sql, PGresult *result,
                     const struct shape *shape, void *out, bool *found)
{
    const struct field **fields;
    int count = PQntuples(result);
    *found = count == 1;
    bool is_ok = count <= 1 || fail(cx, ERR_internal, "statement %s: %d rows", sql->name, count);
    is_ok = is_ok && db_columns(cx, result, shape, &fields);
    if (is_ok && *found)
        is_ok = db_row(cx, result, 0, fields, shape, out);
    PQclear(result);
    return is_ok;
}

bool db_maybe(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
              const struct shape *out_shape, void *out, bool *found)
{
    PGresult *result;
    return run(cx, sql, a, b, &result) && take_row(cx, sql, result, out_shape, out, found);
}

bool db_one(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
            const struct shape *out_shape, void *out)
{
    bool found;
    TRY(db_maybe(cx, sql, a, b, out_shape, out, &found));
    return found || fail_not_found(cx);
}

bool db_exec(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             int64_t *affected)
{
    PGresult *result;
    TRY(run(cx, sql, a, b, &result));
    if (affected != NULL)
        *affected = strtoll(PQcmdTuples(result), NULL, 10);
    PQclear(result);
    return true;
}

static bool add_item(struct flight *f, const struct shape *shape, const void *item,
                     struct db_in also)
{
    struct db_values values;
    return db_bind(f->cx, f->sql, (struct db_in){ shape, item }, also, &values) &&
           flight_add(f, &values);
}

static bool exec_batch(struct cx *cx, const struct sql *sql, const struct shape *shape,
                       const char *items, size_t count, struct db_in also)
{
    struct flight f;
    PGresult *result;
    TRY(flight_open(&f, cx, sql));
    for (size_t i = 0; i < count; i++)
        TRY(add_item(&f, shape, items + i * shape->size, also));
    TRY(flight_land(&f, &result));
    PQclear(result);
    return true;
}

bool db_exec_each(struct cx *cx, const struct sql *sql, const struct shape *shape,
                  const void *items, size_t count, struct db_in also)
{
    const char *first = items;
    for (size_t done = 0; done < count; done += BATCH) {
        size_t batch = count - done < BATCH ? count - done : BATCH;
        TRY(exec_batch(cx, sql, shape, first + done * shape->size, batch, also));
    }
    return true;
}

bool db_run(struct cx *cx, str statement)
{
    TRY(db_conn_ready(cx, NULL));
    PGresult *result = db_conn_exec(cx->db, str_copy(cx->arena, statement).ptr);
    ExecStatusType status = PQresultStatus(result);
    bool is_ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
                 db_fail(cx, NULL, cx->db->pg, result);
    PQclear(result);
    return is_ok;
}
