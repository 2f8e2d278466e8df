/*
 * proforma serve, worker and openapi: the place where everything meets. Platform and features know
 * nothing of each other's making; here is who is started with what, in which order.
 */
#include <malloc.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "audit/audit.h"
#include "audit/audit.sql.h"
#include "billing/billing.h"
#include "commands.h"
#include "core/log.h"
#include "db/db.h"
#include "http/server.h"
#include "identity/authorization.h"
#include "identity/bootstrap.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "ingest/ingest.h"
#include "insights/insights.h"
#include "jobs/job.h"
#include "org/org.h"
#include "settings.h"
#include "signals.h"

enum { STATUS_FAILED = 1, STATUS_USAGE = 2, FILES_BESIDE_CONNECTIONS = 512 };
enum { LARGE_BLOCK = 256 * 1024 };

/* ---- what there is ---- */

static const struct route_table *const features[] = {
    &identity_routes, &org_routes,   &ingest_routes, &billing_routes,
    &insight_routes,  &audit_routes, &job_routes,
};
enum { FEATURES = sizeof features / sizeof features[0] };

static const struct job_kind *const job_kinds[] = { &job_ingest_upload, NULL };

static const struct route_table *route_tables(struct arena *arena)
{
    struct route_table *tables = ARENA_ARRAY(arena, struct route_table, FEATURES);
    for (size_t i = 0; i < FEATURES; i++)
        tables[i] = *features[i];
    return tables;
}

/* ---- starting ---- */

static int report(const char *what, const struct cx *cx)
{
    fprintf(stderr, "proforma %s: %.*s\n", what, STR_ARG(cx->failure.detail));
    return STATUS_FAILED;
}

/* One file descriptor per connection, some for files and the database. */
static void raise_file_limit(const struct config *config)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)config->connection_limit + FILES_BESIDE_CONNECTIONS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

static bool check_database(struct cx *cx, struct db_pool *pool)
{
    if (db_is_current(cx, pool))
        return true;
    /* What cannot be read at all was never migrated, or not for this login. */
    if (cx->failure.code == ERR_internal)
        cx->failure = (struct failure){ 0 };
    return fail(cx, ERR_unavailable,
                "the database is not at the version of this program: run proforma migrate");
}

static bool check_password(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    bool must_stay;
    TRY(identity_bootstrap(cx, pool));
    TRY(identity_must_stay_on_loopback(cx, pool, &must_stay));
    if (!must_stay || http_listens_on_loopback(config))
        return true;
    return fail(cx, ERR_forbidden,
                "superadmin still has the first password, which everyone knows: change it while "
                "PROFORMA_LISTEN is an address of loopback, or with proforma user");
}

static struct job_runner *start_jobs(struct db_pool *pool, const struct config *config, int threads)
{
    const struct job_runner_options options = {
        .config = config, .pool = pool, .kinds = job_kinds, .threads = threads
    };
    return threads > 0 ? job_runner_start(&options) : NULL;
}

/* ---- serve ---- */

static bool new_server(struct cx *cx, struct db_pool *pool, const struct config *config,
                       struct http_server **server)
{
    const struct http_server_options options = {
        .config = config,
        .pool = pool,
        .tables = route_tables(cx->arena),
        .table_count = FEATURES,
        .hooks = {
            .authenticate = &sql_identity_authenticate,
            .changes = &sql_audit_changes,
            .read_principal = identity_read_principal,
            .authorize = identity_authorize,
        },
    };
    return http_server_new(cx, &options, server);
}

/* What the thread of signals works on; `arena` holds the settings of each reload. */
struct serving {
    struct http_server *server;
    struct arena *arena;
};

static void stop_server(void *context)
{
    const struct serving *serving = context;
    http_server_stop(serving->server);
}

/* New settings that are wrong change nothing: the old ones stay, and the log says why. */
static void reload_server(void *context)
{
    const struct serving *serving = context;
    struct config *config = ARENA_NEW(serving->arena, struct config);
    str problems;
    if (!settings_read(serving->arena, environ, config, &problems)) {
        log_event(LOG_ERROR, "settings_refused", LOG_TEXT("problems", str_trim(problems)));
        return;
    }
    enum log_level level;
    if (log_level_parse(config->log_level, &level))
        log_set_level(level);
    http_server_reload(serving->server, config);
}

static void run_server(struct http_server *server, struct db_pool *pool,
                       const struct config *config)
{
    struct serving serving = { .server = server, .arena = arena_new() };
    struct signals signals = { .stop = stop_server, .reload = reload_server, .context = &serving };
    struct job_runner *jobs = start_jobs(pool, config, (int)config->job_threads);
    signals_watch(&signals);
    log_event(LOG_INFO, "serving", LOG_TEXT("listen", http_server_address(server)));
    http_server_run(server);
    job_runner_stop(&jobs);
    signals_unwatch(&signals);
    http_server_free(&server);
    arena_free(&serving.arena);
    log_event(LOG_INFO, "stopped", LOG_TEXT("listen", config->listen));
}

static bool serve(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    struct http_server *server = NULL;
    TRY(check_database(cx, pool));
    TRY(check_password(cx, pool, config));
    if (!new_server(cx, pool, config, &server)) {
        http_server_free(&server);
        return false;
    }
    run_server(server, pool, config);
    return true;
}

/* ---- worker ---- */

static void post(void *context)
{
    sem_post(context);
}

static bool work(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    sem_t stopped;
    sem_init(&stopped, 0, 0);
    struct signals signals = { .stop = post, .context = &stopped };
    TRY(check_database(cx, pool));
    int threads = config->job_threads > 0 ? (int)config->job_threads : 1;
    struct job_runner *jobs = start_jobs(pool, config, threads);
    signals_watch(&signals);
    log_event(LOG_INFO, "working", LOG_NUMBER("threads", threads));
    while (sem_wait(&stopped) != 0)
        continue;
    job_runner_stop(&jobs);
    signals_unwatch(&signals);
    return true;
}

/* ---- the commands ---- */

typedef bool service(struct cx *cx, struct db_pool *pool, const struct config *config);

static int run_service(const char *name, service *run, const struct config *config)
{
    signals_block();
    mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK); /* so that these go back to the system when freed */
    log_start();
    raise_file_limit(config);
    struct cx cx = { .arena = arena_new(), .now = instant_now() };
    struct db_pool *pool = db_pool_new(config);
    bool is_ok = run(&cx, pool, config);
    log_stop();
    int status = is_ok ? 0 : report(name, &cx);
    db_pool_free(&pool);
    arena_free(&cx.arena);
    return status;
}

/* false: usage was printed, and the exit status is in *status. */
static bool takes_no_arguments(int argc, char **argv, const char *usage, int *status)
{
    if (argc == 0)
        return true;
    bool wants_help = strcmp(argv[0], "--help") == 0;
    fputs(usage, wants_help ? stdout : stderr);
    *status = wants_help ? 0 : STATUS_USAGE;
    return false;
}

int command_serve(int argc, char **argv, const struct config *config)
{
    static const char usage[] =
        "usage: proforma serve\n"
        "Serves the API and the console on PROFORMA_LISTEN and runs jobs. TERM finishes what is\n"
        "under way, a second one ends at once; HUP reads PROFORMA_SETTINGS_FILE and the console's\n"
        "files again.\n";
    int status;
    if (!takes_no_arguments(argc, argv, usage, &status))
        return status;
    return run_service("serve", serve, config);
}

int command_worker(int argc, char **argv, const struct config *config)
{
    static const char usage[] =
        "usage: proforma worker\n"
        "Runs jobs with PROFORMA_JOB_THREADS threads, beside any number of servers and workers.\n"
        "TERM finishes the running ones, a second one ends at once.\n";
    int status;
    if (!takes_no_arguments(argc, argv, usage, &status))
        return status;
    return run_service("worker", work, config);
}

int command_openapi(int argc, char **argv, const struct config *config)
{
    static const char usage[] =
        "usage: proforma openapi\n"
        "Prints the OpenAPI 3.1 description of the API: docs/openapi.json.\n";
    int status;
    (void)config;
    if (!takes_no_arguments(argc, argv, usage, &status))
        return status;
    struct arena *arena = arena_new();
    str text = http_openapi(arena, route_tables(arena), FEATURES);
    bool is_written = fwrite(text.ptr, 1, text.len, stdout) == text.len;
    arena_free(&arena);
    return is_written ? 0 : STATUS_FAILED;
}
