#include "http/reply.h"

#include <sodium.h>

#include "core/json.h"
#include "http/problem.h"
#include "http/service.h"

enum { REPLY_MAX = 64 * 1024 * 1024, TAG_BYTES = 16 };

/* ---- encoding ---- */

str reply_tag_of(struct arena *arena, str body)
{
    unsigned char hash[TAG_BYTES];
    char hex[2 * TAG_BYTES + 1];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)body.ptr, body.len, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_format(arena, "\"%s\"", hex);
}

/* Opaque to clients: base64url of the text that the statement continues after. */
static str encode_cursor(struct arena *arena, str cursor)
{
    size_t size = sodium_base64_encoded_len(cursor.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(arena, size);
    sodium_bin2base64(text, size, (const unsigned char *)cursor.ptr, cursor.len,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(text);
}

/* Cuts the extra item off and returns the cursor of the last one kept; absent: no more pages. */
static str cut_page(struct http_exchange *x, list *items)
{
    const struct endpoint *endpoint = x->endpoint;
    if (!endpoint->is_paged || !endpoint->cursor)
        return STR_NULL;
    const struct page *page = (const void *)((const char *)x->cx.query + endpoint->page_offset);
    if (items->count < (size_t)page->limit)
        return STR_NULL;
    items->count = (size_t)page->limit - 1;
    const char *last = (const char *)items->items + (items->count - 1) * endpoint->reply->size;
    return encode_cursor(x->cx.arena,
                         *(const str *)(const void *)(last + endpoint->cursor->offset));
}

static void write_list(struct http_exchange *x, struct json_writer *writer, list items)
{
    str cursor = cut_page(x, &items);
    json_object_begin(writer);
    json_key(writer, STR("items"));
    json_shape_list(writer, x->endpoint->reply, items.items, items.count);
    json_key(writer, STR("next_cursor"));
    json_str(writer, cursor);
    json_object_end(writer);
}

static bool has_tag(const struct http_exchange *x)
{
    return x->method == GET || (x->method != POST && !x->endpoint->is_list);
}

bool reply_encode(struct http_exchange *x, const void *value)
{
    struct strbuf text = strbuf_new(x->cx.arena, REPLY_MAX);
    struct json_writer writer = json_writer(&text, x->cx.principal.permissions);
    if (x->endpoint->is_list)
        write_list(x, &writer, *(const list *)value);
    else
        json_shape(&writer, x->endpoint->reply, value);
    if (text.overflow)
        return fail(&x->cx, ERR_internal, "the reply is larger than %d bytes", REPLY_MAX);
    x->reply.status = x->reply.status ? x->reply.status : x->endpoint->status;
    x->reply.content_type = "application/json";
    x->reply.body = strbuf_str(&text);
    if (has_tag(x) && str_is_null(x->reply.etag))
        x->reply.etag = reply_tag_of(x->cx.arena, x->reply.body);
    return true;
}

str reply_tag(struct http_exchange *x, const struct shape *shape, const void *value)
{
    struct strbuf text = strbuf_new(x->cx.arena, REPLY_MAX);
    struct json_writer writer = json_writer(&text, x->cx.principal.permissions);
    json_shape(&writer, shape, value);
    return reply_tag_of(x->cx.arena, strbuf_str(&text));
}

bool reply_tag_matches(str header, str tag)
{
    if (str_equal(str_trim(header), STR("*")))
        return true;
    while (!str_is_null(header)) {
        str candidate = str_trim(str_cut(&header, ','));
        if (str_starts(candidate, STR("W/")))
            candidate = (str){ candidate.ptr + 2, candidate.len - 2 };
        if (str_equal(candidate, tag))
            return true;
    }
    return false;
}

void reply_header(struct http_exchange *x, const char *name, str value)
{
    struct reply *reply = &x->reply;
    for (size_t i = 0; i < reply->header_count; i++) {
        if (!str_equal_nocase(str_of(reply->headers[i].name), str_of(name)))
            continue;
        reply->headers[i].value = value;
        return;
    }
    if (reply->header_count < REPLY_HEADERS_MAX)
        reply->headers[reply->header_count++] = (struct reply_header){ name, value };
}

void reply_drop_file(struct http_exchange *x)
{
    if (x->reply.file)
        MHD_destroy_response(x->reply.file);
    x->reply.file = NULL;
}

void exchange_refuse(struct http_exchange *x)
{
    const struct failure *failure = &x->cx.failure;
    const struct error_entry *entry = error_entry(failure->code);
    x->reply.status = entry->status;
    x->reply.content_type = PROBLEM_TYPE;
    x->reply.etag = STR_NULL;
    x->reply.ready = NULL;
    reply_drop_file(x);
    x->reply.body = problem_text(x->cx.arena, failure, x->cx.request_id, x->language);
    if (failure->retry_after_s > 0)
        reply_header(x, "Retry-After", str_format(x->cx.arena, "%d", failure->retry_after_s));
    else if (entry->status == 503)
        reply_header(x, "Retry-After", STR("1"));
    if (entry->status == 401)
        reply_header(x, "WWW-Authenticate", STR("Bearer"));
}

/* ---- sending ---- */

static void add(struct MHD_Response *response, const char *name, str value)
{
    (void)MHD_add_response_header(response, name, value.ptr);
}

/* What tells a browser to be careful. Pages say themselves what they load and who keeps them. */
static const struct careful {
    const char *name;
    str value;
    bool is_for_https;
    bool is_not_for_pages;
} careful[] = {
    { "X-Content-Type-Options", STR("nosniff"), false, false },
    { "Referrer-Policy", STR("same-origin"), false, false },
    { "X-Frame-Options", STR("DENY"), false, false },
    { "Strict-Transport-Security", STR("max-age=31536000"), true, false },
    { "Content-Security-Policy", STR("default-src 'none'; frame-ancestors 'none'"), false, true },
    { "Cache-Control", STR("no-store"), false, true },
};
enum { CAREFUL_COUNT = sizeof careful / sizeof careful[0], CAREFUL_TEXT_MAX = 1024 };

static bool applies(const struct careful *header, const struct http_server *server, bool is_page)
{
    return (!header->is_for_https || service_is_https(server)) &&
           !(header->is_not_for_pages && is_page);
}

void reply_secure(const struct http_server *server, struct MHD_Response *response, bool is_page)
{
    for (size_t i = 0; i < CAREFUL_COUNT; i++)
        if (applies(&careful[i], server, is_page))
            add(response, careful[i].name, careful[i].value);
}

str reply_secure_lines(struct arena *arena, const struct http_server *server)
{
    struct strbuf lines = strbuf_new(arena, CAREFUL_TEXT_MAX);
    for (size_t i = 0; i < CAREFUL_COUNT; i++)
        if (applies(&careful[i], server, false))
            strbuf_add_format(&lines, "%s: %.*s\r\n", careful[i].name, STR_ARG(careful[i].value));
    return strbuf_str(&lines);
}

static bool is_unchanged(const struct http_exchange *x)
{
    if (x->method != GET || x->reply.status != 200 || str_is_null(x->reply.etag))
        return false;
    str wanted = exchange_header(x, "If-None-Match");
    return !str_is_null(wanted) && reply_tag_matches(wanted, x->reply.etag);
}

void reply_describe(struct http_exchange *x, struct MHD_Response *response)
{
    reply_secure(x->server, response, false);
    if (x->loop->is_draining)
        add(response, "Connection", STR("close"));
    add(response, "Proforma-Request-Id", x->cx.request_id);
    if (x->reply.content_type)
        add(response, "Content-Type", str_of(x->reply.content_type));
    if (!str_is_null(x->reply.etag))
        add(response, "ETag", x->reply.etag);
    for (size_t i = 0; i < x->reply.header_count; i++)
        add(response, x->reply.headers[i].name, x->reply.headers[i].value);
}

enum MHD_Result reply_send(struct http_exchange *x)
{
    struct reply *reply = &x->reply;
    if (reply->ready)
        return x->server->queue(x->connection, (unsigned)reply->status, reply->ready);
    if (is_unchanged(x)) {
        reply->status = 304;
        reply->content_type = NULL;
        reply->body = STR_NULL;
    }
    /* The body outlives the response: it is in the exchange's arena. */
    struct MHD_Response *response =
        reply->file
            ? reply->file
            : MHD_create_response_from_buffer(reply->body.len, (void *)(uintptr_t)reply->body.ptr,
                                              MHD_RESPMEM_PERSISTENT);
    reply->file = NULL;
    if (!response)
        return MHD_NO;
    reply_describe(x, response);
    enum MHD_Result result = x->server->queue(x->connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}
