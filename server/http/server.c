#include "http/server.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"
#include "http/accept.h"
#include "http/listen.h"
#include "http/metrics.h"
#include "http/own_routes.h"
#include "http/reply.h"
#include "http/service.h"
#include "http/static.h"
#include "http/throttle.h"
#include "http/upload.h"
#include "http/workers.h"

enum {
    HANDLER_QUEUE = 1024,
    HASHING_QUEUE = 32,
    HASHING_NICE = 10,
    ADDRESS_BURST = 30,
    ADDRESS_REFILL_S = 2,
    USERNAME_BURST = 10,
    USERNAME_REFILL_S = 6,
};

int64_t service_clock_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

const struct config *service_config(const struct http_server *server)
{
    return atomic_load(&server->config);
}

bool service_is_https(const struct http_server *server)
{
    return str_starts(service_config(server)->public_url, STR("https://"));
}

/* All loops have the same files; the last of them to let go frees them. */
static void load_files(struct http_server *server)
{
    struct static_files *files = static_load(server, (int)server->loop_count);
    log_event(LOG_INFO, "console_loaded", LOG_NUMBER("files", (int64_t)static_count(files)));
    for (size_t i = 0; i < server->loop_count; i++)
        loop_replace_files(&server->loops[i], files);
}

/* ---- running and ending ---- */

static void *run_loop(void *loop)
{
    pthread_setname_np(pthread_self(), "http");
    loop_run(loop);
    return NULL;
}

static void stop_threads(struct http_server *server)
{
    if (!server->workers)
        return;
    workers_stop(server->workers);
    workers_stop(server->hashers);
    upload_writer_stop(server->writer);
    throttle_free(server->addresses);
    throttle_free(server->usernames);
    server->workers = NULL;
}

/* What threads still have of a loop comes back to it before it ends. */
static void close_loops(struct http_server *server)
{
    stop_threads(server);
    for (size_t i = 0; i < server->loop_count; i++)
        loop_close(&server->loops[i]);
}

/* The first loop has the caller's thread. */
void http_server_run(struct http_server *server)
{
    pthread_t threads[LOOPS_MAX];
    for (size_t i = 1; i < server->loop_count; i++)
        if (pthread_create(&threads[i], NULL, run_loop, &server->loops[i]) != 0)
            abort();
    loop_run(&server->loops[0]);
    for (size_t i = 1; i < server->loop_count; i++)
        pthread_join(threads[i], NULL);
    close_loops(server);
}

void http_server_stop(struct http_server *server)
{
    atomic_fetch_add(&server->stops, 1);
    for (size_t i = 0; i < server->loop_count; i++)
        loop_wake(&server->loops[i]);
}

void http_server_reload(struct http_server *server, const struct config *config)
{
    atomic_store(&server->config, config);
    load_files(server);
}

str http_server_address(const struct http_server *server)
{
    return listen_address(server->arena, server->listen_fd);
}

/* ---- making ---- */

static void start_threads(struct http_server *server)
{
    struct arena *arena = server->arena;
    const struct workers_options handlers = {
        .threads = (int)server->options.config->handler_threads,
        .capacity = HANDLER_QUEUE,
        .name = "handlers",
    };
    const struct workers_options hashers = {
        .threads = 1, .capacity = HASHING_QUEUE, .nice = HASHING_NICE, .name = "hashing"
    };
    server->workers = workers_start(arena, &handlers);
    server->hashers = workers_start(arena, &hashers);
    server->writer = upload_writer_start(arena);
    server->addresses = throttle_new(arena, ADDRESS_BURST, ADDRESS_REFILL_S);
    server->usernames = throttle_new(arena, USERNAME_BURST, USERNAME_REFILL_S);
}

static void prepare_routes(struct http_server *server)
{
    struct arena *arena = server->arena;
    const struct http_server_options *options = &server->options;
    size_t count = options->table_count;
    const struct route_table *tables = own_routes_and(arena, options->tables, &count);
    server->endpoints = endpoints_new(arena, tables, count, &server->endpoint_count);
    server->router = router_new(arena, server->endpoints, server->endpoint_count);
    server->metrics = metrics_new(arena, server->endpoint_count);
    server->openapi = http_openapi(arena, options->tables, options->table_count);
    server->openapi_tag = reply_tag_of(arena, server->openapi);
}

/* A slow statement holds up what is behind it: a loop has another connection then. */
static size_t count_loops(const struct config *config)
{
    size_t wanted = ((size_t)config->pipeline_connections + 1) / 2;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 0 && (size_t)cores < wanted ? (size_t)cores : wanted;
}

static bool open_loops(struct cx *cx, struct http_server *server)
{
    size_t connections = (size_t)server->options.config->pipeline_connections;
    server->loop_count = count_loops(server->options.config);
    for (size_t i = 0; i < server->loop_count; i++) {
        size_t share = connections / (server->loop_count - i);
        TRY(loop_open(cx, &server->loops[i], server, share));
        connections -= share;
    }
    return true;
}

bool http_server_new(struct cx *cx, const struct http_server_options *options,
                     struct http_server **out)
{
    struct arena *arena = arena_new();
    struct http_server *server = ARENA_NEW(arena, struct http_server);
    server->arena = arena;
    server->options = *options;
    server->config = options->config;
    server->queue = protocol_queue_response();
    server->listen_fd = -1;
    *out = server;

    TRY(upload_prepare(cx, options->config));
    prepare_routes(server);
    TRY(listen_open(cx, options->config->listen, &server->listen_fd));
    TRY(open_loops(cx, server));
    TRY(accept_begin(cx, server));
    load_files(server);
    start_threads(server);
    return true;
}

void http_server_free(struct http_server **out)
{
    struct http_server *server = *out;
    *out = NULL;
    if (!server)
        return;
    close_loops(server);
    for (size_t i = 0; i < server->loop_count; i++)
        loop_free(&server->loops[i]);
    close(server->listen_fd);
    arena_free(&(struct arena *){ server->arena });
}
