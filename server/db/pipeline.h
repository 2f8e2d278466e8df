/*
 * One connection that many requests share without waiting for each other: statements go out as
 * they come, in libpq's pipeline mode, and results are handed back in the same order. Owned and
 * driven by one thread, an event loop of http, which never blocks in here.
 *
 * What belongs together is a segment: its statements are sent with one Sync and no BEGIN, which
 * makes it one implicit transaction (docs/adr/0008). What one statement sets with
 * set_config(…, true) holds for those after it and no further; an error stays inside the segment
 * and undoes it. The connection acts as DB_APP with a statement_timeout of its own.
 *
 * When the connection dies, or no answer comes for longer than any statement may take, all segments
 * under way end with ERR_unavailable; it is opened again, with growing pauses, and until then
 * db_pipeline_send refuses.
 */
#ifndef PROFORMA_DB_PIPELINE_H
#define PROFORMA_DB_PIPELINE_H

#include "db/db.h"

struct db_pipeline;
struct db_rows;
struct db_segment;

/* A statement and the values of its parameters; filled by db_step_bind. */
struct db_step {
    const struct sql *sql;
    const char *const *values;
    int value_count;
    void *context;        /* the caller's */
    struct db_step *next; /* in its segment */
};

/* Takes the values as db_exec does (db.h); the texts are in cx's arena. */
bool db_step_bind(struct cx *cx, struct db_step *step, const struct sql *sql, struct db_in a,
                  struct db_in b);

/* Belongs to the caller, as its steps do, and stays where it is until `done` was called. */
struct db_segment {
    struct db_step *steps;
    /* The rows of a step; they live until it returns. */
    void (*rows)(struct db_segment *segment, const struct db_step *step,
                 const struct db_rows *rows);
    /* Once, at the end. failure.code is ERR_none when every statement succeeded. */
    void (*done)(struct db_segment *segment);
    void *context;
    struct failure failure; /* its detail is for the log, and lives until `done` returns */

    struct db_segment *next;    /* the rest belongs to the pipeline */
    const struct db_step *step; /* whose results come now */
    size_t step_count;
};

/* Opens nothing yet. `statements` (`count` of them, no duplicates) are prepared at each connect;
 * only these can be sent. */
struct db_pipeline *db_pipeline_new(const struct config *config,
                                    const struct sql *const *statements, size_t count);
/* Segments under way end with ERR_unavailable first. */
void db_pipeline_free(struct db_pipeline **pipeline);

/* false, with nothing sent and `done` not called, while there is no connection. */
bool db_pipeline_send(struct db_pipeline *pipeline, struct db_segment *segment);

/* How many statements wait for their results. */
size_t db_pipeline_in_flight(const struct db_pipeline *pipeline);
bool db_pipeline_is_ready(const struct db_pipeline *pipeline);

/*
 * Moves everything that can be moved without waiting: connecting, sending, receiving, calling
 * back. To be called when the socket is ready, and at the latest after db_pipeline_wait_ms
 * (-1: only the socket matters). Both change with every call here and with every send.
 */
void db_pipeline_run(struct db_pipeline *pipeline);
int db_pipeline_socket(const struct db_pipeline *pipeline); /* -1: none */
bool db_pipeline_wants_write(const struct db_pipeline *pipeline);
int db_pipeline_wait_ms(const struct db_pipeline *pipeline);

size_t db_rows_count(const struct db_rows *rows);
size_t db_rows_columns(const struct db_rows *rows);
/* Absent for null. Borrowed. */
str db_rows_value(const struct db_rows *rows, size_t row, size_t column);

/* All rows as structs of `shape`, by column name, in the arena. A column without a field or a
 * value that does not fit it is ERR_internal. */
bool db_rows_read(struct cx *cx, const struct db_rows *rows, const struct shape *shape, list *out);

/* What db_is_current asks: the statement, and what its rows say. */
const struct sql *db_version_statement(void);
bool db_version_is_current(struct cx *cx, const struct db_rows *rows);

#endif
