#include "http/kept.h"

#include "core/memo.h"
#include "http/service.h"

enum {
    SHARE_OF_MEMORY = 16, /* the rest is for insights */
    REPLY_MAX = 64 * 1024,
};

static struct memo replies = MEMO;

static size_t limit(const struct http_exchange *x)
{
    return ((size_t)service_config(x->server)->insights_memory_mb << 20) / SHARE_OF_MEMORY;
}

void kept_look(struct http_exchange *x)
{
    if (!(x->endpoint->row->flags & ROUTE_KEPT) || x->misread.code != ERR_none || limit(x) == 0)
        return;
    x->kept.key = str_format(x->cx.arena, "%llx %.*s %.*s", (unsigned long long)x->credentials.hash,
                             STR_ARG(x->acting_partner), STR_ARG(x->target));
    x->kept.text = memo_find(&replies, x->cx.arena, x->kept.key, &x->kept.stamp);
}

bool kept_asks(const struct http_exchange *x)
{
    return !str_is_null(x->kept.key);
}

bool kept_is_found(const struct http_exchange *x)
{
    return !str_is_null(x->kept.text);
}

/* ---- comparing ---- */

/* All that two readers who get the same reply have in common. */
static str stamp_of(const struct http_exchange *x, const struct db_rows *rows)
{
    const struct principal *reader = &x->cx.principal;
    str changes = db_rows_value(rows, 0, 0);
    str today = db_rows_value(rows, 0, 1);
    return str_format(x->cx.arena, "%.*s %.*s %.*s %llx %.*s %.*s", STR_ARG(changes),
                      STR_ARG(today), STR_ARG(uuid_text(x->cx.arena, reader->partner_id)),
                      (unsigned long long)reader->permissions, STR_ARG(reader->payer_scope),
                      STR_ARG(reader->billing_group_scope));
}

/* The entity tag is the first line of what is kept. */
static void reply_from(struct http_exchange *x, str text)
{
    x->reply.etag = str_copy(x->cx.arena, str_cut(&text, '\n'));
    x->reply.body = text;
    x->reply.status = x->endpoint->status;
    x->reply.content_type = "application/json";
}

void kept_compare(struct http_exchange *x, const struct db_rows *rows)
{
    str stamp = db_rows_count(rows) == 1 ? stamp_of(x, rows) : STR_NULL;
    if (kept_is_found(x) && str_equal(stamp, x->kept.stamp))
        reply_from(x, x->kept.text);
    x->kept.stamp = stamp;
}

bool kept_is_stale(struct http_exchange *x)
{
    bool is_stale = kept_is_found(x) && x->is_admitted && x->reply.status == 0;
    if (is_stale)
        x->kept.text = STR_NULL;
    return is_stale;
}

void kept_keep(struct http_exchange *x)
{
    const struct reply *reply = &x->reply;
    bool is_new = kept_asks(x) && !kept_is_found(x) && !str_is_null(x->kept.stamp);
    if (!is_new || reply->status == 0 || reply->body.len > REPLY_MAX)
        return;
    str text = str_format(x->cx.arena, "%.*s\n%.*s", STR_ARG(reply->etag), STR_ARG(reply->body));
    memo_put(&replies, limit(x), x->kept.key, x->kept.stamp, text);
}
