/*
 * What a worker holds of a job, and what it tells the database about it. Private to jobs.
 */
#ifndef PROFORMA_JOBS_WORK_H
#define PROFORMA_JOBS_WORK_H

#include "jobs/job.h"

#include <pthread.h>

#define JOB_CHANNEL "proforma_jobs"
#define JOB_DEATHS_MAX 3 /* workers that may die over one job, beyond its own failures */
#define JOB_MESSAGE_SIZE 256

/* A taken job. Its worker writes progress, the keeper reads it: both under `mutex`. */
struct job {
    uuid partner_id;
    uuid id;
    str kind;
    json_text payload;
    int64_t attempts;
    int64_t attempts_max;
    uuid created_by;
    str username;

    pthread_mutex_t *mutex;
    int64_t done;
    int64_t total;
    char message[JOB_MESSAGE_SIZE];
};

/* Takes the next job of these kinds; *found tells whether there was one. Own transaction. */
bool job_take(struct cx *cx, struct db_pool *pool, const struct job_kind *const *kinds,
              struct job *job, bool *found);

/* How far a job is, copied while the mutex is held. */
struct job_state {
    uuid id;
    int64_t attempts;
    int64_t done;
    int64_t total;
    str message;
    int64_t lease_s;
};
struct job_state job_state_of(struct arena *arena, const struct job *job,
                              const struct job_kind *kind);

/* Stores progress and renews the leases of running jobs, all in one round trip. */
bool job_keep(struct cx *cx, struct db_pool *pool, const struct job_state *states, size_t count);

/* What became of a job. */
struct job_outcome {
    str state;       /* queued (to be tried again), done or failed */
    int64_t pause_s; /* before it is tried again */
    json_text result;
    json_text error;
};

/* What `ok` or cx->failure make of it (pure but for the arena). `random` is any number. */
struct job_outcome job_outcome_of(struct cx *cx, const struct job *job, const struct job_kind *kind,
                                  bool ok, uint32_t random);

/* *is_ours: it was still this worker's job, and has this outcome now. */
bool job_finish(struct cx *cx, struct db_pool *pool, const struct job_state *state,
                const struct job_outcome *outcome, bool *is_ours);

/* Fails the jobs that no worker survived. */
bool job_bury(struct cx *cx, struct db_pool *pool);

/* Removes jobs that ended more than JOB_KEEP_DAYS ago. */
bool job_purge(struct cx *cx, struct db_pool *pool);

/* Seconds until the next try after `attempts` failures: 5, 10, 20, … at most an hour, less up to a
 * half at random, so that what failed together does not return together. */
int64_t job_pause_s(int64_t attempts, uint32_t random);

/* The kind of that name, or NULL. */
const struct job_kind *job_kind_by_name(const struct job_kind *const *kinds, str name);

#endif
