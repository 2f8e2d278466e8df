#include "http/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/log.h"
#include "http/accept.h"
#include "http/readiness.h"
#include "http/segment.h"
#include "http/service.h"
#include "http/static.h"
#include "http/stream.h"
#include "http/turns.h"

enum {
    CONNECTION_MEMORY = 24 * 1024,
    CONNECTION_TIMEOUT_S = 30,
    FIRST_CONNECT_MS = 5000,
    DRAIN_MS = 30000,
    DRAIN_TURN_MS = 50,
    EVENTS_MAX = 64,
};

/* The one whose thread this is. */
static _Thread_local const struct http_loop *own_loop;

static void write_wake(const struct http_loop *loop)
{
    uint64_t one = 1;
    ssize_t written = write(loop->wake_fd, &one, sizeof one);
    (void)written; /* It is not read: then it is awake. */
}

void loop_wake(struct http_loop *loop)
{
    if (loop == own_loop)
        loop->is_due = true;
    else
        write_wake(loop);
}

struct db_pipeline *loop_pipeline(struct http_loop *loop)
{
    struct db_pipeline *best = loop->pipelines[0].pipeline;
    for (size_t i = 1; i < loop->pipeline_count; i++) {
        struct db_pipeline *other = loop->pipelines[i].pipeline;
        bool is_better = db_pipeline_is_ready(other) &&
                         (!db_pipeline_is_ready(best) ||
                          db_pipeline_in_flight(other) < db_pipeline_in_flight(best));
        best = is_better ? other : best;
    }
    return best;
}

/* ---- from other threads ---- */

void loop_give(struct http_loop *loop, int socket)
{
    if (write(loop->arriving_fd, &socket, sizeof socket) == sizeof socket)
        atomic_fetch_add(&loop->connections, 1);
    else
        close(socket); /* The pipe is full: thousands are waiting already. */
}

/* What libmicrohttpd refuses, for the limit of connections, it closes. */
static void take_arrivals(struct http_loop *loop)
{
    int sockets[EVENTS_MAX];
    ssize_t size = read(loop->arrived_fd, sockets, sizeof sockets);
    for (ssize_t i = 0; i < size / (ssize_t)sizeof sockets[0]; i++) {
        struct sockaddr_storage address = { 0 };
        struct sockaddr *peer = (struct sockaddr *)&address;
        socklen_t len = sizeof address;
        (void)getpeername(sockets[i], peer, &len);
        (void)MHD_add_connection(loop->daemon, sockets[i], peer, len);
        atomic_fetch_sub(&loop->connections, 1); /* patience.c counts it now */
    }
}

static void take_returned(struct http_loop *loop)
{
    struct http_exchange *newest = atomic_exchange(&loop->returned, NULL);
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

void loop_replace_files(struct http_loop *loop, struct static_files *files)
{
    struct static_files *unused = atomic_exchange(&loop->new_files, files);
    static_free(&unused);
    write_wake(loop);
}

static void take_files(struct http_loop *loop)
{
    struct static_files *files = atomic_exchange(&loop->new_files, NULL);
    if (!files)
        return;
    static_free(&loop->files);
    loop->files = files;
}

/* ---- one turn ---- */

static int earlier(int a_ms, int b_ms)
{
    if (a_ms < 0 || b_ms < 0)
        return a_ms < 0 ? b_ms : a_ms;
    return a_ms < b_ms ? a_ms : b_ms;
}

static int wait_ms(const struct http_loop *loop)
{
    if (loop->is_due)
        return 0;
    int wait = earlier(streams_wait_ms(loop), readiness_wait_ms(loop));
    wait = earlier(wait, accept_wait_ms(loop));
    wait = earlier(wait, patience_wait_ms(loop));
    unsigned long long timeout;
    if (MHD_get_timeout(loop->daemon, &timeout) == MHD_YES)
        wait = earlier(wait, timeout < INT32_MAX ? (int)timeout : INT32_MAX);
    for (size_t i = 0; i < loop->pipeline_count; i++)
        wait = earlier(wait, db_pipeline_wait_ms(loop->pipelines[i].pipeline));
    return loop->is_draining ? earlier(wait, DRAIN_TURN_MS) : wait;
}

/* A connection that is being made may change its socket behind the same number: such a one is
 * registered anew each time. */
static void watch(const struct http_loop *loop, struct watched_pipeline *watched)
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
    if (epoll_ctl(loop->epoll_fd, EPOLL_CTL_MOD, socket, &event) != 0)
        (void)epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, socket, &event);
}

/* What epoll_wait has found; each source is known by an address. */
struct found {
    struct epoll_event events[EVENTS_MAX];
    int count;
};

static bool is_ready(const struct found *found, const void *source)
{
    for (int i = 0; i < found->count; i++)
        if (found->events[i].data.ptr == source)
            return true;
    return false;
}

static void run_pipelines(struct http_loop *loop, const struct found *found)
{
    for (size_t i = 0; i < loop->pipeline_count; i++) {
        struct watched_pipeline *watched = &loop->pipelines[i];
        if (is_ready(found, watched) || db_pipeline_wait_ms(watched->pipeline) == 0)
            db_pipeline_run(watched->pipeline);
    }
}

static void drain_wakes(const struct http_loop *loop)
{
    uint64_t wakes;
    ssize_t size = read(loop->wake_fd, &wakes, sizeof wakes);
    (void)size; /* It was read already: then there is nothing to drain. */
}

static void turn(struct http_loop *loop)
{
    struct found found;
    found.count = epoll_wait(loop->epoll_fd, found.events, EVENTS_MAX, wait_ms(loop));
    loop->is_due = false;
    if (is_ready(&found, &loop->wake_fd))
        drain_wakes(loop);
    take_files(loop);
    accept_tick(loop, is_ready(&found, &loop->server->listen_fd));
    if (is_ready(&found, &loop->arrived_fd))
        take_arrivals(loop);
    run_pipelines(loop, &found);
    streams_tick(loop);
    readiness_tick(loop);
    patience_tick(loop);
    take_returned(loop);
    MHD_run(loop->daemon);
    turns_go_on(loop);
    for (size_t i = 0; i < loop->pipeline_count; i++)
        watch(loop, &loop->pipelines[i]);
}

/* ---- running, draining and ending ---- */

/* The last one to begin says so, for all of them. */
static void log_draining(struct http_loop *loop)
{
    struct http_server *server = loop->server;
    atomic_fetch_add(&server->unanswered, loop->open_exchanges);
    if (atomic_fetch_add(&server->draining, 1) + 1 == server->loop_count)
        log_event(LOG_INFO, "draining",
                  LOG_NUMBER("requests", (int64_t)atomic_load(&server->unanswered)));
}

static void begin_draining(struct http_loop *loop)
{
    loop->is_draining = true;
    loop->draining_since_us = service_clock_us();
    accept_end(loop);
    streams_end(loop);
    log_draining(loop);
}

/* Has each loop been without exchanges? Until then all go on: whoever is connected to one of them
 * may ask. */
static bool are_all_done(struct http_loop *loop)
{
    struct http_server *server = loop->server;
    if (!loop->is_done && loop->open_exchanges == 0) {
        loop->is_done = true;
        atomic_fetch_add(&server->done, 1);
    }
    return loop->open_exchanges == 0 && atomic_load(&server->done) == server->loop_count;
}

void loop_run(struct http_loop *loop)
{
    const struct http_server *server = loop->server;
    own_loop = loop;
    while (atomic_load(&server->stops) == 0)
        turn(loop);
    begin_draining(loop);
    int64_t end_us = service_clock_us() + DRAIN_MS * INT64_C(1000);
    while (!are_all_done(loop) && atomic_load(&server->stops) == 1 && service_clock_us() < end_us)
        turn(loop);
}

/* Whoever is suspended has to be resumed before libmicrohttpd may stop. */
void loop_close(struct http_loop *loop)
{
    if (!loop->daemon)
        return;
    own_loop = loop;
    loop->is_closing = true;
    turns_end(loop);
    for (size_t i = 0; i < loop->pipeline_count; i++)
        db_pipeline_free(&loop->pipelines[i].pipeline);
    loop->pipeline_count = 0;
    take_arrivals(loop);
    take_returned(loop);
    streams_end(loop);
    MHD_run(loop->daemon);
    MHD_stop_daemon(loop->daemon);
    loop->daemon = NULL;
}

void loop_free(struct http_loop *loop)
{
    if (!loop->server)
        return;
    take_files(loop);
    static_free(&loop->files);
    for (size_t i = 0; i < loop->spare_arena_count; i++)
        arena_free(&loop->spare_arenas[i]);
    close(loop->epoll_fd);
    close(loop->wake_fd);
    close(loop->arriving_fd);
    close(loop->arrived_fd);
    arena_free(&loop->arena);
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

static bool start_daemon(struct cx *cx, struct http_loop *loop)
{
    const struct http_server *server = loop->server;
    size_t limit = (size_t)server->options.config->connection_limit / server->loop_count;
    loop->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0,
        NULL, NULL, exchange_on_call, loop, MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)limit, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_TIMEOUT_S,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_on_end, loop, MHD_OPTION_NOTIFY_CONNECTION,
        patience_on_connection, loop, MHD_OPTION_URI_LOG_CALLBACK, exchange_on_target, loop,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
    return loop->daemon || fail(cx, ERR_internal, "libmicrohttpd did not start");
}

static bool add_source(const struct http_loop *loop, int fd, int *mark)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = mark };
    return epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool open_sources(struct cx *cx, struct http_loop *loop)
{
    int ends[2] = { -1, -1 };
    loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    loop->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bool is_piped = pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0;
    loop->arrived_fd = ends[0];
    loop->arriving_fd = ends[1];
    int daemon_fd = MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return (is_piped && add_source(loop, loop->wake_fd, &loop->wake_fd) &&
            add_source(loop, loop->arrived_fd, &loop->arrived_fd) &&
            add_source(loop, daemon_fd, NULL)) ||
           fail(cx, ERR_internal, "could not make an event loop: %s", strerror(errno));
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
static void connect_pipelines(struct http_loop *loop, size_t connections)
{
    const struct http_server *server = loop->server;
    const struct config *config = server->options.config;
    size_t count;
    const struct sql **statements = segment_statements(
        loop->arena, &server->options.hooks, server->endpoints, server->endpoint_count, &count);
    loop->pipeline_count = connections;
    for (size_t i = 0; i < loop->pipeline_count; i++) {
        struct db_pipeline *pipeline = db_pipeline_new(config, statements, count);
        loop->pipelines[i] = (struct watched_pipeline){ .pipeline = pipeline, .socket = -1 };
    }
    int64_t end_us = service_clock_us() + FIRST_CONNECT_MS * INT64_C(1000);
    struct db_pipeline *first = loop->pipelines[0].pipeline;
    while (!db_pipeline_is_ready(first) && service_clock_us() < end_us)
        wait_for_pipeline(first);
    for (size_t i = 0; i < loop->pipeline_count; i++)
        watch(loop, &loop->pipelines[i]);
}

bool loop_open(struct cx *cx, struct http_loop *loop, struct http_server *server,
               size_t connections)
{
    loop->server = server;
    loop->arena = arena_new();
    loop->epoll_fd = loop->wake_fd = loop->arriving_fd = loop->arrived_fd = -1;
    loop->turns = turns_new(loop->arena);
    loop->readiness = readiness_new(loop->arena);
    TRY(start_daemon(cx, loop));
    TRY(open_sources(cx, loop));
    connect_pipelines(loop, connections);
    return true;
}
