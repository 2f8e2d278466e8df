#include "http/server.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "core/log.h"
#include "http/exchange.h"
#include "http/listen.h"
#include "http/metrics.h"
#include "http/own_routes.h"
#include "http/protocol_error.h"
#include "http/readiness.h"
#include "http/reply.h"
#include "http/segment.h"
#include "http/service.h"
#include "http/static.h"
#include "http/stream.h"
#include "http/throttle.h"
#include "http/turns.h"
#include "http/upload.h"
#include "http/workers.h"

enum {
    CONNECTION_MEMORY = 24 * 1024,
    CONNECTION_TIMEOUT_S = 30,
    HANDLER_QUEUE = 1024,
    HASHING_QUEUE = 32,
    HASHING_NICE = 10,
    ADDRESS_BURST = 30,
    ADDRESS_REFILL_S = 2,
    USERNAME_BURST = 10,
    USERNAME_REFILL_S = 6,
    FIRST_CONNECT_MS = 5000,
    DRAIN_MS = 30000,
    DRAIN_TURN_MS = 50,
    EVENTS_MAX = 64,
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

static void write_wake(const struct http_server *server)
{
    uint64_t one = 1;
    ssize_t written = write(server->wake_fd, &one, sizeof one);
    (void)written; /* It is not read: then it is awake. */
}

void service_wake(struct http_server *server)
{
    if (pthread_equal(pthread_self(), server->loop_thread))
        server->is_due = true;
    else
        write_wake(server);
}

struct db_pipeline *service_pipeline(struct http_server *server)
{
    struct db_pipeline *best = server->pipelines[0].pipeline;
    for (size_t i = 1; i < server->pipeline_count; i++) {
        struct db_pipeline *other = server->pipelines[i].pipeline;
        bool is_better = db_pipeline_is_ready(other) &&
                         (!db_pipeline_is_ready(best) ||
                          db_pipeline_in_flight(other) < db_pipeline_in_flight(best));
        best = is_better ? other : best;
    }
    return best;
}

/* ---- one turn of the loop ---- */

static int earlier(int a_ms, int b_ms)
{
    if (a_ms < 0 || b_ms < 0)
        return a_ms < 0 ? b_ms : a_ms;
    return a_ms < b_ms ? a_ms : b_ms;
}

static int wait_ms(const struct http_server *server)
{
    if (server->is_due)
        return 0;
    int wait = earlier(streams_wait_ms(server), readiness_wait_ms(server));
    unsigned long long timeout;
    if (MHD_get_timeout(server->daemon, &timeout) == MHD_YES)
        wait = earlier(wait, timeout < INT32_MAX ? (int)timeout : INT32_MAX);
    for (size_t i = 0; i < server->pipeline_count; i++)
        wait = earlier(wait, db_pipeline_wait_ms(server->pipelines[i].pipeline));
    return server->is_draining ? earlier(wait, DRAIN_TURN_MS) : wait;
}

/* A connection that is being made may change its socket behind the same number: such a one is
 * registered anew each time. */
static void watch(const struct http_server *server, struct watched_pipeline *watched)
{
    int socket = db_pipeline_socket(watched->pipeline);
    unsigned events = EPOLLIN | (db_pipeline_wants_write(watched->pipeline) ? EPOLLOUT : 0U);
    bool is_known = socket == watched->socket && events == watched->events;
    if (is_known && db_pipeline_is_ready(watched->pipeline))
        return;
    watched->socket = socket;
    watched->events = events;
    if (socket < 0)
        return;
    struct epoll_event event = { .events = events, .data.ptr = watched };
    if (epoll_ctl(server->epoll_fd, EPOLL_CTL_MOD, socket, &event) != 0)
        (void)epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, socket, &event);
}

static void run_pipelines(struct http_server *server, const struct epoll_event *events, int count)
{
    for (size_t i = 0; i < server->pipeline_count; i++) {
        struct watched_pipeline *watched = &server->pipelines[i];
        bool is_ready = db_pipeline_wait_ms(watched->pipeline) == 0;
        for (int j = 0; j < count; j++)
            is_ready = is_ready || events[j].data.ptr == watched;
        if (is_ready)
            db_pipeline_run(watched->pipeline);
    }
}

static void take_returned(struct http_server *server)
{
    struct http_exchange *newest = atomic_exchange(&server->returned, NULL);
    struct http_exchange *oldest = NULL;
    while (newest) {
        struct http_exchange *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        struct http_exchange *x = oldest;
        oldest = x->next;
        x->next = NULL;
        x->returned(x);
    }
}

static void reload(struct http_server *server)
{
    static_free(&server->files);
    server->files = static_load(server);
    log_event(LOG_INFO, "console_loaded",
              LOG_NUMBER("files", (int64_t)static_count(server->files)));
}

static void drain_wakes(const struct http_server *server, const struct epoll_event *events,
                        int count)
{
    for (int i = 0; i < count; i++) {
        uint64_t wakes;
        if (events[i].data.ptr == &server->wake_fd &&
            read(server->wake_fd, &wakes, sizeof wakes) < 0)
            return; /* It was read already: then there is nothing to drain. */
    }
}

static void turn(struct http_server *server)
{
    struct epoll_event events[EVENTS_MAX];
    int count = epoll_wait(server->epoll_fd, events, EVENTS_MAX, wait_ms(server));
    server->is_due = false;
    drain_wakes(server, events, count);
    if (atomic_exchange(&server->wants_reload, false))
        reload(server);
    run_pipelines(server, events, count);
    streams_tick(server);
    readiness_tick(server);
    patience_tick(server);
    take_returned(server);
    MHD_run(server->daemon);
    turns_go_on(server);
    for (size_t i = 0; i < server->pipeline_count; i++)
        watch(server, &server->pipelines[i]);
}

/* ---- running, draining and ending ---- */

static void begin_draining(struct http_server *server)
{
    server->is_draining = true;
    server->draining_since_us = service_clock_us();
    MHD_socket fd = MHD_quiesce_daemon(server->daemon);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    streams_end(server);
    log_event(LOG_INFO, "draining", LOG_NUMBER("requests", (int64_t)server->open_exchanges));
}

/* Whoever is suspended has to be resumed before libmicrohttpd may stop. */
static void return_all(struct http_server *server)
{
    if (server->workers) {
        workers_stop(server->workers);
        workers_stop(server->hashers);
        upload_writer_stop(server->writer);
        throttle_free(server->addresses);
        throttle_free(server->usernames);
    }
    turns_end(server);
    for (size_t i = 0; i < server->pipeline_count; i++)
        db_pipeline_free(&server->pipelines[i].pipeline);
    server->pipeline_count = 0;
    take_returned(server);
    streams_end(server);
    MHD_run(server->daemon);
}

static void close_connections(struct http_server *server)
{
    if (!server->daemon)
        return;
    server->is_closing = true;
    return_all(server);
    MHD_stop_daemon(server->daemon);
    server->daemon = NULL;
}

void http_server_run(struct http_server *server)
{
    server->loop_thread = pthread_self();
    while (atomic_load(&server->stops) == 0)
        turn(server);
    begin_draining(server);
    int64_t end_us = service_clock_us() + DRAIN_MS * INT64_C(1000);
    while (server->open_exchanges > 0 && atomic_load(&server->stops) == 1 &&
           service_clock_us() < end_us)
        turn(server);
    close_connections(server);
}

void http_server_stop(struct http_server *server)
{
    atomic_fetch_add(&server->stops, 1);
    write_wake(server);
}

void http_server_reload(struct http_server *server, const struct config *config)
{
    atomic_store(&server->config, config);
    atomic_store(&server->wants_reload, true);
    write_wake(server);
}

str http_server_address(const struct http_server *server)
{
    return listen_address(server->arena, server->listen_fd);
}

/* ---- making ---- */

/* Percent-decoding is decode.c's business, where it is strict. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

__attribute__((format(printf, 2, 0))) static void log_library(void *context, const char *format,
                                                              va_list args)
{
    (void)context;
    struct arena *arena = arena_new();
    log_event(LOG_DEBUG, "microhttpd",
              LOG_TEXT("detail", str_trim(str_format_v(arena, format, args))));
    arena_free(&arena);
}

static bool start_daemon(struct cx *cx, struct http_server *server)
{
    const struct config *config = server->options.config;
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        exchange_on_call, server, MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL,
        MHD_OPTION_LISTEN_SOCKET, server->listen_fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)config->connection_limit, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_TIMEOUT_S,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_on_end, server, MHD_OPTION_NOTIFY_CONNECTION,
        patience_on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, exchange_on_target, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
    return server->daemon || fail(cx, ERR_internal, "libmicrohttpd did not start");
}

static bool add_to_loop(struct cx *cx, const struct http_server *server, int fd, const int *mark)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = (void *)(uintptr_t)mark };
    return epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0 ||
           fail(cx, ERR_internal, "could not watch a socket: %s", strerror(errno));
}

static bool start_loop(struct cx *cx, struct http_server *server)
{
    server->loop_thread = pthread_self();
    server->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    server->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (server->epoll_fd < 0 || server->wake_fd < 0)
        return fail(cx, ERR_internal, "could not make an event loop: %s", strerror(errno));
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return add_to_loop(cx, server, server->wake_fd, &server->wake_fd) &&
           add_to_loop(cx, server, info->epoll_fd, NULL);
}

static void wait_for_pipeline(struct db_pipeline *pipeline)
{
    struct pollfd socket = {
        .fd = db_pipeline_socket(pipeline),
        .events = (short)(POLLIN | (db_pipeline_wants_write(pipeline) ? POLLOUT : 0)),
    };
    (void)poll(&socket, 1, db_pipeline_wait_ms(pipeline));
    db_pipeline_run(pipeline);
}

/* The first requests should find a connection: waits a moment for it. */
static void connect_pipelines(struct http_server *server)
{
    size_t count;
    const struct sql **statements = segment_statements(
        server->arena, &server->options.hooks, server->endpoints, server->endpoint_count, &count);
    server->pipeline_count = (size_t)server->options.config->pipeline_connections;
    for (size_t i = 0; i < server->pipeline_count; i++) {
        struct db_pipeline *pipeline = db_pipeline_new(server->options.config, statements, count);
        server->pipelines[i] = (struct watched_pipeline){ .pipeline = pipeline, .socket = -1 };
    }
    int64_t end_us = service_clock_us() + FIRST_CONNECT_MS * INT64_C(1000);
    struct db_pipeline *first = server->pipelines[0].pipeline;
    while (!db_pipeline_is_ready(first) && service_clock_us() < end_us)
        wait_for_pipeline(first);
    for (size_t i = 0; i < server->pipeline_count; i++)
        watch(server, &server->pipelines[i]);
}

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

bool http_server_new(struct cx *cx, const struct http_server_options *options,
                     struct http_server **out)
{
    struct arena *arena = arena_new();
    struct http_server *server = ARENA_NEW(arena, struct http_server);
    server->arena = arena;
    server->options = *options;
    server->config = options->config;
    server->queue = protocol_queue_response();
    server->turns = turns_new(arena);
    server->readiness = readiness_new(arena);
    *out = server;

    TRY(upload_prepare(cx, options->config));
    prepare_routes(server);
    server->files = static_load(server);
    TRY(listen_open(cx, options->config->listen, &server->listen_fd));
    TRY(start_daemon(cx, server));
    TRY(start_loop(cx, server));
    connect_pipelines(server);
    start_threads(server);
    return true;
}

void http_server_free(struct http_server **out)
{
    struct http_server *server = *out;
    *out = NULL;
    if (!server)
        return;
    close_connections(server);
    static_free(&server->files);
    for (size_t i = 0; i < server->spare_arena_count; i++)
        arena_free(&server->spare_arenas[i]);
    close(server->epoll_fd);
    close(server->wake_fd);
    arena_free(&(struct arena *){ server->arena });
}
