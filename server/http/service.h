/*
 * What the parts of the server share. Private to http.
 *
 * Everything belongs to the event loop's thread, except what says otherwise.
 */
#ifndef PROFORMA_HTTP_SERVICE_H
#define PROFORMA_HTTP_SERVICE_H

#include <pthread.h>
#include <stdatomic.h>

#include <microhttpd.h>

#include "db/pipeline.h"
#include "http/exchange.h"
#include "http/match.h"
#include "http/patience.h"
#include "http/protocol_error.h"
#include "http/server.h"

#define PIPELINES_MAX 8
#define SPARE_ARENAS_MAX 128

struct metrics;
struct readiness;
struct static_files;
struct throttle;
struct turns;
struct upload_writer;
struct workers;

/* A pipelined connection and how the loop watches its socket. */
struct watched_pipeline {
    struct db_pipeline *pipeline;
    int socket;      /* watched now; -1: none */
    unsigned events; /* watched for */
};

struct http_server {
    struct arena *arena; /* as long as the server */
    struct http_server_options options;
    _Atomic(const struct config *) config; /* replaced by a reload; any thread may read it */
    const struct endpoint *endpoints;
    size_t endpoint_count;
    struct router *router;
    str openapi;
    str openapi_tag;

    struct MHD_Daemon *daemon;
    queue_response *queue;
    pthread_t loop_thread;
    int listen_fd;
    int epoll_fd;
    int wake_fd; /* any thread may write it */
    bool is_due; /* the loop turns again without waiting */

    struct watched_pipeline pipelines[PIPELINES_MAX];
    size_t pipeline_count;
    struct turns *turns; /* of those who wait for one of them */
    struct readiness *readiness;

    struct workers *workers; /* handlers */
    struct workers *hashers; /* the one thread that hashes passwords */
    struct upload_writer *writer;
    struct static_files *files;
    struct throttle *addresses; /* attempts that hash a password: by client, */
    struct throttle *usernames; /* and by user name */
    struct metrics *metrics;

    _Atomic(struct http_exchange *) returned; /* by other threads: a stack */
    struct event_stream *streams;
    struct callers callers;
    size_t open_exchanges;
    struct arena *spare_arenas[SPARE_ARENAS_MAX];
    size_t spare_arena_count;

    atomic_int stops;         /* http_server_stop was called so often */
    atomic_bool wants_reload; /* http_server_reload was called */
    bool is_draining;
    bool is_closing; /* only answers that are ready still go out */
    int64_t draining_since_us;
};

/* The pipelined connection with the fewest statements under way. */
struct db_pipeline *service_pipeline(struct http_server *server);

/* The settings as they are now; from any thread. */
const struct config *service_config(const struct http_server *server);
/* Is public_url https? */
bool service_is_https(const struct http_server *server);

/* Lets the loop turn; from any thread. */
void service_wake(struct http_server *server);

/* Microseconds of the monotonic clock. */
int64_t service_clock_us(void);

#endif
