/*
 * What the parts of the server share. Private to http.
 *
 * Made before the loops run, and the same until they have ended, except what says otherwise.
 */
#ifndef PROFORMA_HTTP_SERVICE_H
#define PROFORMA_HTTP_SERVICE_H

#include <stdatomic.h>

#include "http/exchange.h"
#include "http/loop.h"
#include "http/match.h"
#include "http/protocol_error.h"
#include "http/server.h"

struct metrics;
struct throttle;
struct upload_writer;
struct workers;

struct http_server {
    struct arena *arena; /* as long as the server */
    struct http_server_options options;
    _Atomic(const struct config *) config; /* replaced by a reload; any thread may read it */
    const struct endpoint *endpoints;
    size_t endpoint_count;
    struct router *router;
    str openapi;
    str openapi_tag;
    queue_response *queue;

    struct http_loop loops[LOOPS_MAX];
    size_t loop_count;
    int listen_fd;            /* these three are the first loop's: http/accept.h */
    size_t accepted;          /* connections so far */
    int64_t accepts_again_us; /* 0: does */

    struct workers *workers; /* handlers; these lock what they share */
    struct workers *hashers; /* the one thread that hashes passwords */
    struct upload_writer *writer;
    struct throttle *addresses; /* attempts that hash a password: by client, */
    struct throttle *usernames; /* and by user name */
    struct metrics *metrics;    /* atomic */

    atomic_int stops;         /* http_server_stop was called so often */
    atomic_size_t draining;   /* loops, */
    atomic_size_t unanswered; /* and requests of theirs when they began to; */
    atomic_size_t done;       /* loops that had none once since */
};

/* The settings as they are now; from any thread. */
const struct config *service_config(const struct http_server *server);
/* Is public_url https? */
bool service_is_https(const struct http_server *server);

/* Microseconds of the monotonic clock. */
int64_t service_clock_us(void);

#endif
