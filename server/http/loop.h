/*
 * An event loop: one thread with a libmicrohttpd of its own, pipelined connections to the database,
 * and everything that waits there. A server has up to LOOPS_MAX, and the
 * first one accepts connections and gives each to the loop that has the fewest; a connection stays
 * with its loop until it is closed, and so do its exchanges. What loops share is in service.h.
 * Private to http.
 *
 * All of a loop belongs to its thread, except what says otherwise.
 */
#ifndef PROFORMA_HTTP_LOOP_H
#define PROFORMA_HTTP_LOOP_H

#include <stdatomic.h>

#include <microhttpd.h>

#include "db/pipeline.h"
#include "http/exchange.h"
#include "http/patience.h"

#define LOOPS_MAX 4
#define PIPELINES_MAX 8
#define SPARE_ARENAS_MAX 128

struct readiness;
struct static_files;
struct turns;

/* A pipelined connection and how the loop watches its socket. */
struct watched_pipeline {
    struct db_pipeline *pipeline;
    int socket;      /* watched now; -1: none */
    unsigned events; /* watched for */
};

struct http_loop {
    struct http_server *server;
    struct arena *arena; /* as long as the loop */
    struct MHD_Daemon *daemon;
    int epoll_fd;
    int wake_fd; /* any thread may write it */
    int arriving_fd;
    int arrived_fd; /* a pipe of accepted sockets: the accepting loop writes the other end */
    bool is_due;    /* turns again without waiting */
    atomic_size_t connections; /* of clients; also those that are arriving */

    struct watched_pipeline pipelines[PIPELINES_MAX];
    size_t pipeline_count;
    struct turns *turns; /* of those who wait for one of them */
    struct readiness *readiness;

    struct static_files *files;
    _Atomic(struct static_files *) new_files; /* of a reload, from another thread */

    _Atomic(struct http_exchange *) returned; /* by other threads: a stack */
    struct event_stream *streams;
    struct callers callers;
    size_t open_exchanges;
    struct arena *spare_arenas[SPARE_ARENAS_MAX];
    size_t spare_arena_count;

    bool is_draining;
    bool is_closing; /* only answers that are ready still go out */
    bool is_done;    /* while draining it had no exchanges once */
    int64_t draining_since_us;
};

/* Makes all of it, with so many pipelined connections. What was made before a failure is for
 * loop_free. */
bool loop_open(struct cx *cx, struct http_loop *loop, struct http_server *server,
               size_t connections);

/* Turns until the server is told to stop, and then until everything that was begun is answered. */
void loop_run(struct http_loop *loop);

/* Ends all connections: in any thread, once no other has an exchange of the loop. */
void loop_close(struct http_loop *loop);
void loop_free(struct http_loop *loop);

/* Lets it turn; from any thread. */
void loop_wake(struct http_loop *loop);
/* A socket that was accepted; from any thread. */
void loop_give(struct http_loop *loop, int socket);
/* The console's files from now on; from any thread. */
void loop_replace_files(struct http_loop *loop, struct static_files *files);

/* The pipelined connection with the fewest statements under way. */
struct db_pipeline *loop_pipeline(struct http_loop *loop);

#endif
