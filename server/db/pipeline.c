#include "db/pipeline.h"

#include "core/log.h"
#include "db/connection.h"

#include <stdio.h>
#include <time.h>

enum {
    CONNECT_TIMEOUT_MS = 5000,
    PAUSE_MIN_MS = 50,
    PAUSE_MAX_MS = 250, /* how long a database that is back goes unnoticed */
    ERROR_TEXT_MAX = 512,
};

enum state { STATE_CLOSED, STATE_CONNECTING, STATE_PREPARING, STATE_READY };

struct db_pipeline {
    struct arena *arena; /* as long as the pipeline */
    str conninfo;
    str options;
    const struct sql *const *statements;
    size_t statement_count;

    PGconn *conn;
    enum state state;
    PostgresPollingStatusType polling;
    bool has_unsent;
    int64_t deadline_ms; /* closed: when to connect; otherwise: when to give up */
    int64_t timeout_ms;  /* of a statement */
    int pause_ms;

    struct db_segment *first, *last; /* waiting for results, in the order sent */
    size_t in_flight;                /* statements of theirs */
    struct db_segment preparing;     /* the statements, after each connect */
    char error[ERROR_TEXT_MAX];      /* of the first segment that waits */
};

struct db_rows {
    const PGresult *result;
};

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the queue of segments ---- */

/* The next answer is this one's; NULL: none is due. PostgreSQL sends what a segment gave when all
 * of it is done; what comes first, the authentication, takes no time to speak of. */
static void wait_for(struct db_pipeline *p, struct db_segment *segment)
{
    int64_t statements = segment && segment->step_count > 2 ? (int64_t)segment->step_count - 1 : 1;
    p->first = segment;
    p->deadline_ms = clock_ms() + statements * p->timeout_ms + DB_SILENCE_MS;
}

static void append(struct db_pipeline *p, struct db_segment *segment)
{
    segment->next = NULL;
    segment->step = segment->steps;
    segment->step_count = 0;
    for (const struct db_step *step = segment->steps; step; step = step->next)
        segment->step_count++;
    segment->failure = (struct failure){ 0 };
    if (p->last)
        p->last->next = segment;
    else
        wait_for(p, segment);
    p->last = segment;
    p->in_flight += segment->step_count;
}

static struct db_segment *take_first(struct db_pipeline *p)
{
    struct db_segment *segment = p->first;
    wait_for(p, segment->next);
    if (!p->first)
        p->last = NULL;
    p->in_flight -= segment->step_count;
    return segment;
}

/* ---- losing the connection ---- */

static void log_loss(const struct db_pipeline *p)
{
    str why = str_trim(str_of(PQerrorMessage(p->conn)));
    if (str_is_empty(why))
        why = STR("the server does not answer");
    if (p->state == STATE_READY)
        log_event(LOG_WARNING, "pipeline_lost", LOG_TEXT("detail", why));
    else if (p->pause_ms == PAUSE_MIN_MS)
        log_event(LOG_WARNING, "pipeline_unavailable", LOG_TEXT("detail", why));
}

static void close_connection(struct db_pipeline *p)
{
    PQfinish(p->conn);
    p->conn = NULL;
    p->state = STATE_CLOSED;
    p->has_unsent = false;

    while (p->first) {
        struct db_segment *segment = take_first(p);
        segment->failure =
            (struct failure){ .code = ERR_unavailable,
                              .detail = STR("the connection to the database was lost"),
                              .retry_after_s = 1 };
        segment->done(segment);
    }
    p->polling = PGRES_POLLING_OK;
    p->deadline_ms = clock_ms() + p->pause_ms;
    p->pause_ms = p->pause_ms * 2 < PAUSE_MAX_MS ? p->pause_ms * 2 : PAUSE_MAX_MS;
}

/* ---- sending ---- */

bool db_step_bind(struct cx *cx, struct db_step *step, const struct sql *sql, struct db_in a,
                  struct db_in b)
{
    struct db_values values;
    TRY(db_bind(cx, sql, a, b, &values));
    step->sql = sql;
    step->value_count = values.count;
    step->values = arena_copy(cx->arena, values.text, (size_t)values.count * sizeof *values.text);
    return true;
}

static bool send_step(struct db_pipeline *p, const struct db_step *step)
{
    return PQsendQueryPrepared(p->conn, step->sql->name, step->value_count, step->values, NULL,
                               NULL, 0) == 1;
}

static void flush(struct db_pipeline *p)
{
    p->has_unsent = PQflush(p->conn) == 1;
}

bool db_pipeline_send(struct db_pipeline *p, struct db_segment *segment)
{
    if (p->state != STATE_READY)
        return false;
    append(p, segment);
    bool is_sent = true;
    for (const struct db_step *step = segment->steps; step && is_sent; step = step->next)
        is_sent = send_step(p, step);
    /* A failure to send is the end of the connection; db_pipeline_run finds it broken. */
    if (is_sent && PQpipelineSync(p->conn) == 1)
        flush(p);
    else
        p->polling = PGRES_POLLING_FAILED;
    return true;
}

/* ---- receiving ---- */

static void note_error(struct db_pipeline *p, const PGresult *result)
{
    struct db_segment *segment = p->first;
    if (segment->failure.code != ERR_none)
        return;
    str state = str_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    str statement = segment->step ? str_of(segment->step->sql->name) : STR("setup");
    snprintf(p->error, sizeof p->error, "%.*s: %.*s (%.*s)", STR_ARG(statement),
             STR_ARG(str_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY))), STR_ARG(state));
    segment->failure = (struct failure){ .code = db_error_code(state), .detail = str_of(p->error) };
}

/* Returns true when `result` was the last of its segment. */
static bool take_result(struct db_pipeline *p, const PGresult *result)
{
    struct db_segment *segment = p->first;
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
        if (segment->rows)
            segment->rows(segment, segment->step, &(struct db_rows){ result });
        return false;
    case PGRES_PIPELINE_SYNC:
        return true;
    case PGRES_COMMAND_OK:
    case PGRES_PIPELINE_ABORTED:
        return false;
    default:
        note_error(p, result);
        return false;
    }
}

static void next_step(struct db_segment *segment)
{
    if (segment->step)
        segment->step = segment->step->next;
}

static void receive(struct db_pipeline *p)
{
    while (p->first && !PQisBusy(p->conn) && PQstatus(p->conn) == CONNECTION_OK) {
        PGresult *result = PQgetResult(p->conn);
        if (!result) {
            next_step(p->first);
            continue;
        }
        bool is_last = take_result(p, result);
        PQclear(result);
        if (!is_last)
            continue;
        struct db_segment *segment = take_first(p);
        segment->done(segment);
    }
}

/* ---- connecting ---- */

static void begin_connecting(struct db_pipeline *p)
{
    const char *const keys[] = { "dbname", "options", "application_name", NULL };
    const char *const values[] = { p->conninfo.ptr, p->options.ptr, "proforma pipeline", NULL };
    p->conn = PQconnectStartParams(keys, values, 1);
    p->state = STATE_CONNECTING;
    p->polling = PGRES_POLLING_WRITING;
    p->deadline_ms = clock_ms() + CONNECT_TIMEOUT_MS;
}

static void prepared(struct db_segment *segment)
{
    struct db_pipeline *p = segment->context;
    if (segment->failure.code != ERR_none) {
        p->polling = PGRES_POLLING_FAILED;
        log_event(LOG_ERROR, "pipeline_setup_failed", LOG_TEXT("detail", segment->failure.detail));
        return;
    }
    p->state = STATE_READY;
    p->pause_ms = PAUSE_MIN_MS;
}

static bool send_setup(struct db_pipeline *p)
{
    if (PQsetnonblocking(p->conn, 1) != 0 || !PQenterPipelineMode(p->conn))
        return false;
    for (size_t i = 0; i < p->statement_count; i++)
        if (!PQsendPrepare(p->conn, p->statements[i]->name, p->statements[i]->text, 0, NULL))
            return false;
    return PQpipelineSync(p->conn) == 1;
}

static void begin_preparing(struct db_pipeline *p)
{
    p->state = STATE_PREPARING;
    p->preparing = (struct db_segment){ .done = prepared, .context = p };
    append(p, &p->preparing);
    if (send_setup(p))
        flush(p);
    else
        p->polling = PGRES_POLLING_FAILED;
}

static void continue_connecting(struct db_pipeline *p)
{
    p->polling = PQconnectPoll(p->conn);
    if (p->polling == PGRES_POLLING_OK)
        begin_preparing(p);
}

static void exchange_bytes(struct db_pipeline *p)
{
    if (p->has_unsent)
        flush(p);
    if (!PQconsumeInput(p->conn))
        p->polling = PGRES_POLLING_FAILED;
    receive(p);
}

static bool is_broken(const struct db_pipeline *p)
{
    bool is_waiting = p->state != STATE_READY || p->first;
    bool is_late = is_waiting && clock_ms() >= p->deadline_ms;
    return is_late || p->polling == PGRES_POLLING_FAILED || PQstatus(p->conn) == CONNECTION_BAD;
}

void db_pipeline_run(struct db_pipeline *p)
{
    if (p->state == STATE_CLOSED) {
        /* The socket has to be writable before it is asked for more. */
        if (clock_ms() >= p->deadline_ms)
            begin_connecting(p);
        return;
    }
    if (p->state == STATE_CONNECTING)
        continue_connecting(p);
    else
        exchange_bytes(p);
    if (!is_broken(p))
        return;
    log_loss(p);
    close_connection(p);
}

/* ---- the outside ---- */

struct db_pipeline *db_pipeline_new(const struct config *config,
                                    const struct sql *const *statements, size_t count)
{
    struct arena *arena = arena_new();
    str conninfo = db_conninfo(arena, config);
    struct db_pipeline *p = ARENA_NEW(arena, struct db_pipeline);
    const struct sql **kept = ARENA_ARRAY(arena, const struct sql *, count);
    for (size_t i = 0; i < count; i++)
        kept[i] = statements[i];
    *p = (struct db_pipeline){
        .arena = arena,
        .conninfo = conninfo,
        .options = db_conn_options(arena, conninfo, DB_APP, config->query_timeout_ms),
        .statements = kept,
        .statement_count = count,
        .pause_ms = PAUSE_MIN_MS,
        .timeout_ms = config->query_timeout_ms,
    };
    return p;
}

void db_pipeline_free(struct db_pipeline **pipeline)
{
    struct db_pipeline *p = *pipeline;
    *pipeline = NULL;
    if (!p)
        return;
    if (p->state != STATE_CLOSED)
        close_connection(p);
    arena_free(&(struct arena *){ p->arena });
}

size_t db_pipeline_in_flight(const struct db_pipeline *p)
{
    return p->in_flight;
}

bool db_pipeline_is_ready(const struct db_pipeline *p)
{
    return p->state == STATE_READY;
}

int db_pipeline_socket(const struct db_pipeline *p)
{
    return p->conn ? PQsocket(p->conn) : -1;
}

bool db_pipeline_wants_write(const struct db_pipeline *p)
{
    return p->state == STATE_CONNECTING ? p->polling == PGRES_POLLING_WRITING : p->has_unsent;
}

int db_pipeline_wait_ms(const struct db_pipeline *p)
{
    if (p->polling == PGRES_POLLING_FAILED)
        return 0;
    if (p->state == STATE_READY && !p->first)
        return -1;
    int64_t wait = p->deadline_ms - clock_ms();
    return wait > 0 ? (int)wait : 0;
}

/* ---- rows ---- */

size_t db_rows_count(const struct db_rows *rows)
{
    return (size_t)PQntuples(rows->result);
}

size_t db_rows_columns(const struct db_rows *rows)
{
    return (size_t)PQnfields(rows->result);
}

str db_rows_value(const struct db_rows *rows, size_t row, size_t column)
{
    int r = (int)row;
    int c = (int)column;
    if (PQgetisnull(rows->result, r, c))
        return STR_NULL;
    return (str){ PQgetvalue(rows->result, r, c), (size_t)PQgetlength(rows->result, r, c) };
}

bool db_rows_read(struct cx *cx, const struct db_rows *rows, const struct shape *shape, list *out)
{
    const struct field **fields;
    TRY(db_columns(cx, rows->result, shape, &fields));
    int count = PQntuples(rows->result);
    char *items = arena_array(cx->arena, (size_t)count, shape->size);
    *out = (list){ .items = items, .count = (size_t)count, .is_present = true };
    for (int row = 0; row < count; row++)
        TRY(db_row(cx, rows->result, row, fields, shape, items + (size_t)row * shape->size));
    return true;
}
