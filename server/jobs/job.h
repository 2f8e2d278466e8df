/*
 * Background work in a PostgreSQL queue: `for update skip locked`, unique keys, backoff with
 * jitter, dead letters a person can see and retry (ARCHITECTURE.md). Workers run inside `proforma
 * serve` or apart in `proforma worker`; any number may run side by side.
 *
 * A handler gets its payload decoded by its shape in cx->body and fills cx->reply (stored as the
 * job's result). It runs outside a transaction and begins its own; a job whose process dies is
 * taken again by another worker once its lease has passed, so a handler must be safe to repeat.
 */
#ifndef PROFORMA_JOBS_JOB_H
#define PROFORMA_JOBS_JOB_H

#include "core/config.h"
#include "core/cx.h"
#include "core/shape.h"
#include "db/db.h"
#include "http/route.h"

#define JOB_KEEP_DAYS 90 /* after its end a job can be looked at that long; then it is removed */

struct job_kind {
    const char *name; /* "ingest_upload" */
    bool (*run)(struct cx *cx, struct db_pool *pool, const struct config *config);
    const struct shape *payload;
    const struct shape *result;
    int attempts_max;    /* 1: never retried by itself */
    int lease_s;         /* renewed while it runs */
    bool is_final_error; /* failures of the input (4xx codes) are never retried */

    /* Optional: after the outcome of its last attempt is stored, so that what was kept for the job
     * alone can go. As for `run`, but cx->failure may be set. */
    void (*ended)(struct cx *cx, const struct config *config);
    /* Optional: at start and hourly, to remove what processes that died have left behind. */
    void (*tidy)(struct cx *cx, struct db_pool *pool, const struct config *config);
};

/* Adds a job inside the caller's transaction: it exists only if the caller commits. `key` makes it
 * unique among unfinished jobs of its kind (absent: no key); a second one fails with
 * `taken_error`. */
bool job_enqueue(struct cx *cx, const struct job_kind *kind, str key, enum error_code taken_error,
                 const void *payload, uuid *id);

/* Progress of the running job, written to the row at most four times a second. */
void job_progress(struct cx *cx, int64_t done, int64_t total, str message);

struct job_runner;

struct job_runner_options {
    const struct config *config;
    struct db_pool *pool;
    const struct job_kind *const *kinds; /* ended by NULL */
    int threads;
};

/* Starts the threads (LISTEN plus a slow poll). */
struct job_runner *job_runner_start(const struct job_runner_options *options);
/* Finishes running jobs, takes no more, joins. */
void job_runner_stop(struct job_runner **runner);

/* GET /jobs, /jobs/{id}, /jobs/{id}/events, POST /jobs/{id}/retry */
extern const struct route_table job_routes;

#endif
