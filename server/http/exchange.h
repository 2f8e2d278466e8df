/*
 * One request and its answer, from the first byte to the log line. Private to http.
 *
 * An exchange belongs to its event loop, except while it is handed over to another thread (a
 * worker, the file writer) or to a pipelined connection: its connection is then suspended, and
 * nobody else touches either until the other side gives it back with exchange_return.
 *
 * libmicrohttpd calls `step` with what has arrived: first when the headers are there (and again
 * when it was handed over in that call), then with each piece of the body, then once with nothing.
 */
#ifndef PROFORMA_HTTP_EXCHANGE_H
#define PROFORMA_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "db/pipeline.h"
#include "http/credentials.h"
#include "http/endpoint.h"
#include "http/server.h"

#define REPLY_HEADERS_MAX 12
#define EVENT_STREAM_TYPE "text/event-stream"

struct event_stream;
struct http_exchange;
struct http_loop;
struct upload;

struct reply_header {
    const char *name;
    str value;
};

/* What will be answered; the text lives in the exchange's arena. */
struct reply {
    int status;
    const char *content_type; /* NULL: no body */
    str body;
    str etag; /* quoted; absent: none */
    struct reply_header headers[REPLY_HEADERS_MAX];
    size_t header_count;
    struct MHD_Response *file;  /* a body that is sent from the disk, instead of `body` */
    struct MHD_Response *ready; /* a shared one (static files) instead of all the above */
};

/* The state that the handler of an event stream tells (http/events.h). */
struct event {
    const char *name;
    str data;
    bool is_last;
};

/* Of a route whose replies are kept (http/kept.h). */
struct kept_reply {
    str key;   /* absent: not kept */
    str text;  /* what is in memory, if anything */
    str stamp; /* of `text`, and once it is known the one that holds now */
};

typedef enum MHD_Result exchange_step(struct http_exchange *x, const char *data, size_t *size);

struct http_exchange {
    struct cx cx;
    struct http_loop *loop;
    struct http_server *server;        /* the loop's */
    struct MHD_Connection *connection; /* NULL: a look of an event stream */
    exchange_step *step;
    bool is_handed_over;
    void (*returned)(struct http_exchange *x); /* on the loop, after exchange_return */
    int64_t started_us;                        /* monotonic */

    str target; /* as in the request line */
    str path;
    str query; /* absent: none */
    enum method method;
    bool is_head;
    const struct endpoint *endpoint; /* NULL: not found, or a static file */
    str language;                    /* of texts in the answer */

    struct credentials credentials;
    str acting_partner; /* whose a superadmin acts as; absent: none */
    str client_address;
    struct db_step authentication; /* these three of the first of those who share a segment */
    struct db_step changes;
    struct db_segment segment;
    struct db_step statement; /* of a query route */
    void (*segment_done)(struct http_exchange *x);
    bool is_unshared; /* a segment that it shared has failed */
    struct kept_reply kept;
    struct failure misread; /* of path or query: told only to who is admitted */
    bool is_admitted;       /* authenticated and allowed */

    bool has_bad_frame; /* where the request ends is not to be trusted */
    int64_t body_limit;
    char *body;
    size_t body_len;
    size_t body_capacity;
    size_t dropped; /* of a body past its limit */
    struct upload *upload;
    bool discards_changes; /* the transaction is rolled back, whatever the handler says */

    struct event event;
    struct event_stream *stream;

    struct reply reply;
    struct http_exchange *next; /* in the queue it is in */
};

/* Its memory is an arena that is used again after exchange_free. */
struct http_exchange *exchange_new(struct http_loop *loop, str target);
void exchange_free(struct http_exchange *x);

/* The callbacks of libmicrohttpd, for a loop. */
void *exchange_on_target(void *loop, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_on_call(void *loop, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *data,
                                 size_t *size, void **exchange);
void exchange_on_end(void *loop, struct MHD_Connection *connection, void **exchange,
                     enum MHD_RequestTerminationCode code);

/* A header of the request; absent when not sent. */
str exchange_header(const struct http_exchange *x, const char *name);

/* Suspends the connection: from here on, someone else has the exchange. `step` comes after. */
void exchange_hand_over(struct http_exchange *x, exchange_step *step);
/* Gives it back to its event loop, from any thread. */
void exchange_return(struct http_exchange *x);

/* Turns cx->failure into the reply. */
void exchange_refuse(struct http_exchange *x);

/* The step that sends the reply. */
exchange_step exchange_answer;

#endif
