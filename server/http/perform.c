#include "http/perform.h"

#include "core/json.h"
#include "http/idempotency.h"
#include "http/reply.h"
#include "http/service.h"
#include "http/throttle.h"

static bool decode_body(struct http_exchange *x)
{
    struct cx *cx = &x->cx;
    const struct route *row = x->endpoint->row;
    if (!row->body || row->body_mode == JSON_PATCH)
        return true;
    cx->body = arena_alloc(cx->arena, row->body->size);
    shape_init(row->body, cx->body);
    return json_read(cx, row->body, (str){ x->body ? x->body : "", x->body_len }, JSON_CREATE,
                     cx->body);
}

/* A place for the handler's reply: the struct of the reply shape, or a list. */
static void *make_reply(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    if (row->reply_list)
        return ARENA_NEW(x->cx.arena, list);
    if (!row->reply)
        return NULL;
    void *reply = arena_alloc(x->cx.arena, row->reply->size);
    shape_init(row->reply, reply);
    return reply;
}

static bool call_handler(struct http_exchange *x)
{
    struct cx *cx = &x->cx;
    unsigned flags = x->endpoint->row->flags;
    cx->reply = make_reply(x);
    TRY(x->endpoint->row->handler(cx));
    if (x->reply.status == 0)
        x->reply.status = x->endpoint->status;
    if (flags & ROUTE_EVENTS)
        x->reply.content_type = EVENT_STREAM_TYPE;
    bool is_encoded = cx->reply && !(flags & (ROUTE_RAW_REPLY | ROUTE_EVENTS));
    return !is_encoded || reply_encode(x, cx->reply);
}

static enum db_begin transaction_of(unsigned flags)
{
    if (flags & ROUTE_READ_ONLY)
        return DB_READ;
    return flags & ROUTE_SNAPSHOT ? DB_WRITE_SNAPSHOT : DB_WRITE;
}

static enum db_role role_of(const struct http_exchange *x)
{
    unsigned flags = x->endpoint->row->flags;
    bool is_alone = uuid_is_nil(x->cx.principal.partner_id);
    return flags & ROUTE_PLATFORM || (flags & ROUTE_OR_PLATFORM && is_alone) ? DB_PLATFORM : DB_APP;
}

static bool run_in_transaction(struct http_exchange *x)
{
    struct cx *cx = &x->cx;
    bool is_answered;
    TRY(db_begin(cx, x->server->options.pool, role_of(x), transaction_of(x->endpoint->row->flags)));
    TRY(idempotency_find(x, &is_answered));
    if (!is_answered) {
        TRY(call_handler(x));
        if (x->discards_changes)
            return true;
        TRY(idempotency_store(x));
    }
    return db_commit(cx);
}

static bool run(struct http_exchange *x)
{
    TRY(decode_body(x));
    unsigned flags = x->endpoint->row->flags;
    if (flags & ROUTE_HASHES_PASSWORD)
        TRY(throttle_username(x));
    if (flags & ROUTE_INLINE)
        return call_handler(x);
    return run_in_transaction(x);
}

void perform(struct http_exchange *x)
{
    bool is_done = run(x);
    if (!(x->endpoint->row->flags & ROUTE_INLINE))
        db_rollback(&x->cx);
    bool is_ours = !is_done && error_entry(x->cx.failure.code)->status >= 500;
    if (!is_done)
        exchange_refuse(x);
    if ((is_done || is_ours) && x->endpoint->row->flags & ROUTE_HASHES_PASSWORD)
        throttle_forgive(x);
}
