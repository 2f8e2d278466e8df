#include "http/exchange.h"

#include "http/decode.h"
#include "http/language.h"
#include "http/metrics.h"
#include "http/perform.h"
#include "http/receive.h"
#include "http/reply.h"
#include "http/segment.h"
#include "http/service.h"
#include "http/static.h"
#include "http/stream.h"
#include "http/throttle.h"
#include "http/upload.h"
#include "http/workers.h"

/* ---- memory ---- */

struct http_exchange *exchange_new(struct http_loop *loop, str target)
{
    struct arena *arena =
        loop->spare_arena_count > 0 ? loop->spare_arenas[--loop->spare_arena_count] : arena_new();
    struct http_exchange *x = ARENA_NEW(arena, struct http_exchange);
    instant now = instant_now();
    x->loop = loop;
    x->server = loop->server;
    x->cx = (struct cx){ .arena = arena, .now = now, .http = x };
    x->cx.request_id = uuid_text(arena, uuid_new(now.us));
    x->started_us = service_clock_us();
    x->target = str_copy(arena, target);
    x->query = x->target;
    x->path = str_cut(&x->query, '?');
    x->language = STR("en");
    loop->open_exchanges++;
    return x;
}

void exchange_free(struct http_exchange *x)
{
    struct http_loop *loop = x->loop;
    struct arena *arena = x->cx.arena;
    reply_drop_file(x);
    loop->open_exchanges--;
    if (loop->spare_arena_count == SPARE_ARENAS_MAX) {
        arena_free(&arena);
        return;
    }
    arena_reset(arena);
    loop->spare_arenas[loop->spare_arena_count++] = arena;
}

/* ---- between the event loop and the others ---- */

static void resume(struct http_exchange *x)
{
    x->is_handed_over = false;
    MHD_resume_connection(x->connection);
}

void exchange_hand_over(struct http_exchange *x, exchange_step *step)
{
    x->step = step;
    x->returned = resume;
    x->is_handed_over = true;
    MHD_suspend_connection(x->connection);
}

void exchange_return(struct http_exchange *x)
{
    struct http_loop *loop = x->loop;
    struct http_exchange *top = atomic_load(&loop->returned);
    do
        x->next = top;
    while (!atomic_compare_exchange_weak(&loop->returned, &top, x));
    loop_wake(loop);
}

/* ---- the steps, last one first ---- */

enum MHD_Result exchange_answer(struct http_exchange *x, const char *data, size_t *size)
{
    (void)data;
    (void)size;
    patience_rest(x);
    bool is_stream = x->endpoint && x->endpoint->row->flags & ROUTE_EVENTS &&
                     x->cx.failure.code == ERR_none && !x->is_head;
    return is_stream ? stream_open(x) : reply_send(x);
}

static enum MHD_Result drop_body(struct http_exchange *x, const char *data, size_t *size)
{
    if (*size == 0)
        return exchange_answer(x, data, size);
    return receive_drop(x, size) ? MHD_YES : MHD_NO;
}

/*
 * Answers once the request is read to its end, since libmicrohttpd closes the connection after an
 * answer that comes before; for a body that is not worth reading that is just right.
 */
static enum MHD_Result answer(struct http_exchange *x)
{
    if (receive_is_worth_reading(x)) {
        x->step = drop_body;
        return MHD_YES;
    }
    return exchange_answer(x, NULL, NULL);
}

static enum MHD_Result refuse(struct http_exchange *x)
{
    exchange_refuse(x);
    return answer(x);
}

/* The connection is suspended before the worker can be done with it. */
static enum MHD_Result dispatch(struct http_exchange *x)
{
    bool is_hashing = x->endpoint->row->flags & ROUTE_HASHES_PASSWORD;
    if (is_hashing && !throttle_address(x)) {
        exchange_refuse(x);
        return exchange_answer(x, NULL, NULL);
    }
    patience_rest(x);
    exchange_hand_over(x, exchange_answer);
    if (workers_add(is_hashing ? x->server->hashers : x->server->workers, x))
        return MHD_YES;
    (void)fail(&x->cx, is_hashing ? ERR_too_many_attempts : ERR_unavailable, "too many requests");
    x->cx.failure.retry_after_s = 1;
    exchange_refuse(x);
    exchange_return(x);
    return MHD_YES;
}

static enum MHD_Result read_body(struct http_exchange *x, const char *data, size_t *size)
{
    if (x->cx.failure.code != ERR_none) {
        exchange_refuse(x);
        x->step = drop_body;
        return drop_body(x, data, size);
    }
    bool is_last = *size == 0;
    if (is_last && upload_is_written(x))
        return dispatch(x);
    if (!x->upload) {
        (void)receive_take(x, data, size);
        return MHD_YES;
    }
    bool is_due = is_last || upload_take(x, data, size);
    if (x->cx.failure.code != ERR_none)
        return read_body(x, data, size);
    if (is_due) {
        exchange_hand_over(x, read_body);
        upload_write(x);
    }
    return MHD_YES;
}

static enum MHD_Result admitted(struct http_exchange *x)
{
    unsigned flags = x->endpoint->row->flags;
    if (flags & ROUTE_INLINE) {
        perform(x);
        return x->is_handed_over ? MHD_YES : answer(x);
    }
    if (flags & ROUTE_STREAM_BODY && !upload_open(x))
        return refuse(x);
    x->step = read_body;
    return MHD_YES;
}

static enum MHD_Result authenticated(struct http_exchange *x, const char *data, size_t *size)
{
    (void)data;
    (void)size;
    if (!x->is_admitted)
        (void)fail(&x->cx, ERR_forbidden, "this is not yours to do");
    if (x->cx.failure.code != ERR_none)
        return refuse(x);
    return x->endpoint->row->sql ? answer(x) : admitted(x);
}

static enum MHD_Result authenticate(struct http_exchange *x)
{
    x->credentials =
        credentials_read(exchange_header(x, "Authorization"), exchange_header(x, "Cookie"));
    if (!segment_queue(x, exchange_return))
        return refuse(x);
    exchange_hand_over(x, authenticated);
    return MHD_YES;
}

/* ---- the first step: the headers are there ---- */

static bool refuse_unmatched(struct http_exchange *x, unsigned allowed)
{
    if (allowed == 0)
        return fail(&x->cx, ERR_not_found, "there is nothing at this address");
    reply_header(x, "Allow", router_allow(x->cx.arena, allowed));
    return fail(&x->cx, ERR_method_not_allowed, "see the header Allow");
}

/* Sets the endpoint, or the reply where the console has a file. */
static bool find_route(struct http_exchange *x, const char *method)
{
    bool is_known = method_parse(str_of(method), &x->method, &x->is_head);
    struct route_match match = router_match(x->server->router, x->method, x->path);
    if (is_known && match.endpoint) {
        x->endpoint = match.endpoint;
        if (!decode_path(&x->cx, x->endpoint, match.values) ||
            !decode_query(&x->cx, x->endpoint, x->query))
            x->misread = x->cx.failure;
        x->cx.failure = (struct failure){ 0 };
        return true;
    }
    if (match.allowed == 0 && static_has(x->loop->files, x->path)) {
        if (is_known && x->method == GET)
            return static_find(x);
        match.allowed = 1U << GET;
    }
    return refuse_unmatched(x, match.allowed);
}

static enum MHD_Result begin(struct http_exchange *x, const char *method)
{
    x->language = language_pick(exchange_header(x, "Accept-Language"), STR_NULL);
    x->client_address = receive_client_address(x);
    if (!receive_check_frame(x) || !find_route(x, method))
        return refuse(x);
    if (!x->endpoint)
        return answer(x);
    if (!receive_check_body(x))
        return refuse(x);
    if (x->endpoint->row->permission != PERM_PUBLIC)
        return authenticate(x);
    x->cx.failure = x->misread;
    return x->misread.code == ERR_none ? admitted(x) : refuse(x);
}

/* ---- what libmicrohttpd calls ---- */

void *exchange_on_target(void *loop, const char *target, struct MHD_Connection *connection)
{
    struct http_exchange *x = exchange_new(loop, str_of(target));
    x->connection = connection;
    return x;
}

enum MHD_Result exchange_on_call(void *loop, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *data,
                                 size_t *size, void **exchange)
{
    (void)loop;
    (void)connection;
    (void)url;
    (void)version;
    struct http_exchange *x = *exchange;
    /* Of a chunked body the next piece is offered even while suspended: it stays where it is. */
    if (x->is_handed_over)
        return MHD_YES;
    /* Nobody is there any more to whom it could be handed over. */
    if (x->loop->is_closing && x->step != exchange_answer)
        return MHD_NO;
    patience_earn(x, *size);
    return x->step ? x->step(x, data, size) : begin(x, method);
}

void exchange_on_end(void *loop, struct MHD_Connection *connection, void **exchange,
                     enum MHD_RequestTerminationCode code)
{
    (void)loop;
    (void)connection;
    struct http_exchange *x = *exchange;
    if (!x)
        return;
    *exchange = NULL;
    patience_begin(x);
    upload_close(x);
    metrics_count(x, code);
    if (x->stream)
        stream_close(x);
    else
        exchange_free(x);
}

str exchange_header(const struct http_exchange *x, const char *name)
{
    if (!x->connection)
        return STR_NULL;
    return str_of(MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name));
}
