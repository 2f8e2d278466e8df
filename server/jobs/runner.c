#include "core/json.h"
#include "core/log.h"
#include "jobs/work.h"

#include <stdatomic.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

/*
 * Threads: each worker takes jobs and runs them; when there is none it waits for `news`. One
 * keeper listens for notifications and looks at the clock: it raises `news`, and for the jobs that
 * are running it stores progress and renews leases. It outlives the workers, so that a job is kept
 * to its end.
 */
enum {
    KEEP_MS = 250, /* while something runs: progress is seen live */
    PURGE_MS = 60 * 60 * 1000,
    POLL_MS = 2000, /* otherwise: retries fall due, notifications get lost */
    FINISH_TRIES = 5,
};

struct worker {
    struct job_runner *runner;
    pthread_t thread;
    struct job job;
    const struct job_kind *kind; /* of the job that is running, or NULL; under the mutex */
};

struct job_runner {
    struct arena *arena;
    struct job_runner_options options;
    struct db_listener *listener;
    struct worker *workers;
    pthread_t keeper;
    int wake_fd; /* ends the keeper's waiting */
    atomic_bool keeper_stops;

    pthread_mutex_t mutex; /* of what follows, and of the jobs' progress */
    pthread_cond_t changed;
    bool is_stopping;
    uint64_t news; /* counts: a worker that has seen this many may sleep */
};

/* ---- one job ---- */

static struct cx job_cx(struct worker *w, struct arena *arena)
{
    struct job *job = &w->job;
    return (struct cx){
        .arena = arena,
        .now = instant_now(),
        .principal = { .partner_id = job->partner_id,
                       .user_id = job->created_by,
                       .username = job->username },
        .request_id = uuid_text(arena, job->id),
        .job = job,
    };
}

static bool call_handler(struct cx *cx, struct worker *w)
{
    const struct job_kind *kind = w->kind;
    if (kind->payload != NULL) {
        cx->body = arena_alloc(cx->arena, kind->payload->size);
        shape_init(kind->payload, cx->body);
        TRY(json_read(cx, kind->payload, w->job.payload.text, JSON_CREATE, cx->body));
    }
    if (kind->result != NULL) {
        cx->reply = arena_alloc(cx->arena, kind->result->size);
        shape_init(kind->result, cx->reply);
    }
    const struct job_runner_options *options = &w->runner->options;
    return kind->run(cx, options->pool, options->config);
}

static void log_outcome(const struct cx *cx, const struct job *job,
                        const struct job_outcome *outcome)
{
    enum log_level level = str_equal(outcome->state, STR("done")) ? LOG_INFO : LOG_WARNING;
    str detail = str_is_null(cx->failure.detail) ? STR("") : cx->failure.detail;
    log_event(level, "job_ended", LOG_TEXT("request_id", cx->request_id),
              LOG_TEXT("kind", job->kind), LOG_TEXT("state", outcome->state),
              LOG_NUMBER("attempt", job->attempts),
              LOG_NUMBER("ms", (instant_now().us - cx->now.us) / 1000),
              LOG_TEXT("code", error_entry(cx->failure.code)->code), LOG_TEXT("detail", detail));
}

/* Without its outcome stored the job would be run again once the lease has passed: safe, but a
 * waste that a database away for seconds should not cause. false: it is not stored, or is that of
 * another worker, which took the job meanwhile. */
static bool store_outcome(struct worker *w, struct arena *arena, const struct job_outcome *outcome)
{
    struct job_state state = job_state_of(arena, &w->job, w->kind);
    bool is_ours = false;
    for (int try = 1; try <= FINISH_TRIES; try++) {
        struct cx cx = { .arena = arena, .now = instant_now() };
        if (job_finish(&cx, w->runner->options.pool, &state, outcome, &is_ours))
            break;
        nanosleep(&(struct timespec){ .tv_sec = try }, NULL);
    }
    return is_ours;
}

static void run_job(struct worker *w, struct arena *arena)
{
    struct cx cx = job_cx(w, arena);
    bool ok = call_handler(&cx, w);
    db_rollback(&cx);
    if (!ok && cx.failure.code == ERR_none)
        (void)fail(&cx, ERR_internal, "the job failed without a reason");
    struct job_outcome outcome = job_outcome_of(&cx, &w->job, w->kind, ok, randombytes_random());
    bool is_stored = store_outcome(w, arena, &outcome);
    if (is_stored && w->kind->ended != NULL && !str_equal(outcome.state, STR("queued")))
        w->kind->ended(&cx, w->runner->options.config);
    log_outcome(&cx, &w->job, &outcome);
}

/* ---- the workers ---- */

static void set_running(struct worker *w, const struct job_kind *kind)
{
    pthread_mutex_lock(&w->runner->mutex);
    w->kind = kind;
    pthread_mutex_unlock(&w->runner->mutex);
}

/* Takes one job and runs it to its end; false when there is none. */
static bool work_once(struct worker *w)
{
    struct job_runner *runner = w->runner;
    struct arena *arena = arena_new();
    struct cx cx = { .arena = arena, .now = instant_now() };
    bool found;
    bool is_taken =
        job_take(&cx, runner->options.pool, runner->options.kinds, &w->job, &found) && found;
    if (is_taken) {
        w->job.mutex = &runner->mutex;
        set_running(w, job_kind_by_name(runner->options.kinds, w->job.kind));
        (void)!write(runner->wake_fd, &(uint64_t){ 1 }, sizeof(uint64_t));
        run_job(w, arena);
        set_running(w, NULL);
    }
    arena_free(&arena);
    return is_taken;
}

/* Waits for more news than `seen`; false when the runner stops. */
static bool wait_for_news(struct job_runner *runner, uint64_t *seen)
{
    pthread_mutex_lock(&runner->mutex);
    while (runner->news == *seen && !runner->is_stopping)
        pthread_cond_wait(&runner->changed, &runner->mutex);
    *seen = runner->news;
    bool goes_on = !runner->is_stopping;
    pthread_mutex_unlock(&runner->mutex);
    return goes_on;
}

static bool is_stopping(struct job_runner *runner)
{
    pthread_mutex_lock(&runner->mutex);
    bool result = runner->is_stopping;
    pthread_mutex_unlock(&runner->mutex);
    return result;
}

static void *worker_main(void *context)
{
    struct worker *w = context;
    uint64_t seen = 0;
    while (wait_for_news(w->runner, &seen))
        while (!is_stopping(w->runner) && work_once(w))
            ;
    return NULL;
}

/* ---- the keeper ---- */

static void raise_news(struct job_runner *runner)
{
    pthread_mutex_lock(&runner->mutex);
    runner->news++;
    pthread_cond_broadcast(&runner->changed);
    pthread_mutex_unlock(&runner->mutex);
}

/* Stores the progress of all running jobs; returns how many there are. */
static size_t keep_running(struct job_runner *runner, struct arena *arena)
{
    size_t most = (size_t)runner->options.threads;
    struct job_state *states = ARENA_ARRAY(arena, struct job_state, most);
    size_t count = 0;
    pthread_mutex_lock(&runner->mutex);
    for (size_t i = 0; i < most; i++) {
        const struct worker *w = &runner->workers[i];
        if (w->kind != NULL)
            states[count++] = job_state_of(arena, &w->job, w->kind);
    }
    pthread_mutex_unlock(&runner->mutex);
    struct cx cx = { .arena = arena, .now = instant_now() };
    if (count > 0)
        (void)job_keep(&cx, runner->options.pool, states, count);
    return count;
}

static void bury(struct job_runner *runner, struct arena *arena)
{
    struct cx cx = { .arena = arena, .now = instant_now() };
    (void)job_bury(&cx, runner->options.pool);
}

static void purge(struct job_runner *runner, struct arena *arena)
{
    struct cx cx = { .arena = arena, .now = instant_now() };
    (void)job_purge(&cx, runner->options.pool);
}

static void tidy(struct job_runner *runner, struct arena *arena)
{
    const struct job_runner_options *options = &runner->options;
    for (const struct job_kind *const *kind = options->kinds; *kind != NULL; kind++) {
        struct cx cx = { .arena = arena, .now = instant_now() };
        if ((*kind)->tidy != NULL)
            (*kind)->tidy(&cx, options->pool, options->config);
        db_rollback(&cx);
    }
}

/* Of the clock that nobody sets. */
static int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Is it? Then the next time is that much later. */
static bool is_time(int64_t *next_ms, int64_t pause_ms)
{
    int64_t now_ms = monotonic_ms();
    if (now_ms < *next_ms)
        return false;
    *next_ms = now_ms + pause_ms;
    return true;
}

static void *keeper_main(void *context)
{
    struct job_runner *runner = context;
    struct arena *arena = arena_new();
    int64_t poll_ms = 0;
    int64_t purge_ms = 0;
    while (!atomic_load(&runner->keeper_stops)) {
        arena_reset(arena);
        size_t running = keep_running(runner, arena);
        bool is_due = is_time(&poll_ms, POLL_MS);
        bool has_news = db_listener_wait(runner->listener, runner->wake_fd,
                                         is_due        ? 0
                                         : running > 0 ? KEEP_MS
                                                       : POLL_MS);
        uint64_t woken;
        (void)!read(runner->wake_fd, &woken, sizeof woken);
        if (is_due)
            bury(runner, arena);
        if (is_time(&purge_ms, PURGE_MS)) {
            purge(runner, arena);
            tidy(runner, arena);
        }
        if (is_due || has_news)
            raise_news(runner);
    }
    arena_free(&arena);
    return NULL;
}

/* ---- start and stop ---- */

struct job_runner *job_runner_start(const struct job_runner_options *options)
{
    struct arena *arena = arena_new();
    struct job_runner *runner = ARENA_NEW(arena, struct job_runner);
    runner->arena = arena;
    runner->options = *options;
    runner->listener = db_listener_new(options->config, JOB_CHANNEL);
    runner->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_init(&runner->mutex, NULL);
    pthread_cond_init(&runner->changed, NULL);
    runner->workers = ARENA_ARRAY(arena, struct worker, (size_t)options->threads);
    for (int i = 0; i < options->threads; i++) {
        runner->workers[i].runner = runner;
        pthread_create(&runner->workers[i].thread, NULL, worker_main, &runner->workers[i]);
    }
    pthread_create(&runner->keeper, NULL, keeper_main, runner);
    return runner;
}

void job_runner_stop(struct job_runner **runner)
{
    struct job_runner *r = *runner;
    *runner = NULL;
    if (r == NULL)
        return;
    pthread_mutex_lock(&r->mutex);
    r->is_stopping = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->mutex);
    for (int i = 0; i < r->options.threads; i++)
        pthread_join(r->workers[i].thread, NULL);

    atomic_store(&r->keeper_stops, true);
    (void)!write(r->wake_fd, &(uint64_t){ 1 }, sizeof(uint64_t));
    pthread_join(r->keeper, NULL);
    db_listener_free(&r->listener);
    close(r->wake_fd);
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->mutex);
    struct arena *arena = r->arena;
    arena_free(&arena);
}
