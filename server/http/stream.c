#include "http/stream.h"

#include <string.h>

#include "http/problem.h"
#include "http/receive.h"
#include "http/reply.h"
#include "http/segment.h"
#include "http/service.h"
#include "http/workers.h"

enum {
    LOOK_MIN_US = 250 * 1000,
    LOOK_MAX_US = 1000 * 1000,
    HEARTBEAT_US = 15 * 1000 * 1000,
    BLOCK_BYTES = 4096,
};

struct event_stream {
    struct http_exchange *x;
    struct event_stream *next, *previous; /* of all streams */
    struct arena *pending_arena;          /* holds `pending` alone */
    str pending;                          /* to be sent */
    char last_tag[64];                    /* of the state sent last */
    int64_t look_at_us;
    int64_t pause_us;
    int64_t sent_at_us;
    bool is_looking;
    bool is_waiting; /* libmicrohttpd has the connection suspended for us */
    bool is_last;    /* nothing after `pending` */
    bool is_closed;  /* the client is gone; a look is still under way */
};

/* ---- what goes out ---- */

/* Lets libmicrohttpd ask for `pending`. */
static void wake(struct event_stream *stream)
{
    if (!stream->is_waiting)
        return;
    stream->is_waiting = false;
    MHD_resume_connection(stream->x->connection);
    stream->x->loop->is_due = true;
}

static void say(struct event_stream *stream, const char *name, str data)
{
    struct strbuf text = strbuf_new(stream->pending_arena, SIZE_MAX);
    strbuf_add(&text, stream->pending);
    strbuf_add_format(&text, "event: %s\ndata: %.*s\n\n", name, STR_ARG(data));
    stream->pending = strbuf_str(&text);
    stream->sent_at_us = service_clock_us();
}

/* Sends the state an exchange has found, if it is a new one, and the end, if it is the last. */
static void take_state(struct event_stream *stream, struct http_exchange *look)
{
    const struct event *event = &look->event;
    str tag = reply_tag_of(look->cx.arena, str_is_null(event->data) ? STR("") : event->data);
    bool is_new = event->name && !str_equal(tag, str_of(stream->last_tag));
    if (is_new) {
        say(stream, event->name, event->data);
        memcpy(stream->last_tag, tag.ptr, tag.len + 1);
    }
    if (event->is_last) {
        say(stream, "end", str_is_null(event->data) ? STR("{}") : event->data);
        stream->is_last = true;
    }
    stream->pause_us = is_new                               ? LOOK_MIN_US
                       : stream->pause_us * 2 < LOOK_MAX_US ? stream->pause_us * 2
                                                            : LOOK_MAX_US;
    stream->look_at_us = service_clock_us() + stream->pause_us;
}

static ssize_t read_pending(void *context, uint64_t position, char *buffer, size_t max)
{
    (void)position;
    struct event_stream *stream = context;
    if (stream->pending.len == 0) {
        if (stream->is_last)
            return MHD_CONTENT_READER_END_OF_STREAM;
        arena_reset(stream->pending_arena);
        stream->pending = STR_NULL;
        stream->is_waiting = true;
        MHD_suspend_connection(stream->x->connection);
        return 0;
    }
    size_t size = stream->pending.len < max ? stream->pending.len : max;
    memcpy(buffer, stream->pending.ptr, size);
    stream->pending = (str){ stream->pending.ptr + size, stream->pending.len - size };
    return (ssize_t)size;
}

/* ---- beginning and end ---- */

enum MHD_Result stream_open(struct http_exchange *x)
{
    struct http_loop *loop = x->loop;
    struct event_stream *stream = ARENA_NEW(x->cx.arena, struct event_stream);
    *stream = (struct event_stream){
        .x = x, .pending_arena = arena_new(), .next = loop->streams, .pause_us = LOOK_MIN_US
    };
    if (loop->streams)
        loop->streams->previous = stream;
    loop->streams = stream;
    x->stream = stream;
    take_state(stream, x);
    stream->is_last = stream->is_last || loop->is_draining;

    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES,
                                                                      read_pending, stream, NULL);
    if (!response)
        return MHD_NO;
    reply_header(x, "X-Accel-Buffering", STR("no"));
    reply_describe(x, response);
    enum MHD_Result result = x->server->queue(x->connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static void free_stream(struct event_stream *stream)
{
    arena_free(&stream->pending_arena);
    exchange_free(stream->x);
}

void stream_close(struct http_exchange *x)
{
    struct event_stream *stream = x->stream;
    if (stream->previous)
        stream->previous->next = stream->next;
    else
        x->loop->streams = stream->next;
    if (stream->next)
        stream->next->previous = stream->previous;
    stream->is_closed = true;
    if (!stream->is_looking)
        free_stream(stream);
}

static void end(struct event_stream *stream)
{
    stream->is_last = true;
    wake(stream);
}

void streams_end(struct http_loop *loop)
{
    for (struct event_stream *stream = loop->streams; stream; stream = stream->next)
        end(stream);
}

/* ---- looking ---- */

/* A server that is busy or out of reach is asked again; anything else ends the stream. */
static bool is_final(const struct failure *failure)
{
    return failure->code != ERR_none && failure->code != ERR_unavailable &&
           failure->code != ERR_timeout;
}

/* The look is over; its exchange ends here. */
static void finish_look(struct http_exchange *look)
{
    struct event_stream *stream = look->stream;
    stream->is_looking = false;
    if (stream->is_closed) {
        free_stream(stream);
    } else if (is_final(&look->cx.failure)) {
        exchange_refuse(look);
        say(stream, "error", look->reply.body);
        end(stream);
    } else {
        take_state(stream, look);
        if (stream->pending.len > 0)
            wake(stream);
    }
    exchange_free(look);
}

static void run_look(struct http_exchange *look)
{
    if (!look->is_admitted)
        (void)fail(&look->cx, ERR_forbidden, "this is not yours to see any more");
    look->returned = finish_look;
    bool is_over = look->cx.failure.code != ERR_none || look->stream->is_closed;
    /* With the queue full there is nothing new to say: there is a next time. */
    if (is_over || !workers_add(look->server->workers, look))
        finish_look(look);
}

static void begin_look(struct event_stream *stream)
{
    const struct http_exchange *x = stream->x;
    struct http_exchange *look = exchange_new(x->loop, x->target);
    look->connection = x->connection;
    look->endpoint = x->endpoint;
    look->method = x->method;
    look->language = x->language;
    look->client_address = x->client_address;
    look->credentials = x->credentials;
    look->cx.path = x->cx.path;
    look->cx.query = x->cx.query;
    look->stream = stream;
    stream->is_looking = segment_queue(look, run_look);
    look->connection = NULL; /* It may be gone before the look is back. */
    if (!stream->is_looking) {
        stream->look_at_us += LOOK_MAX_US;
        exchange_free(look);
    }
}

static void tick(struct event_stream *stream, int64_t now_us)
{
    if (stream->is_last)
        return;
    if (!stream->is_looking && now_us >= stream->look_at_us)
        begin_look(stream);
    if (stream->is_waiting && now_us - stream->sent_at_us >= HEARTBEAT_US) {
        stream->pending = STR(": still here\n\n");
        stream->sent_at_us = now_us;
        wake(stream);
    }
}

void streams_tick(struct http_loop *loop)
{
    int64_t now_us = service_clock_us();
    for (struct event_stream *stream = loop->streams; stream; stream = stream->next)
        tick(stream, now_us);
}

int streams_wait_ms(const struct http_loop *loop)
{
    return loop->streams ? LOOK_MIN_US / 1000 : -1;
}
