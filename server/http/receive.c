#include "http/receive.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "http/reply.h"
#include "http/service.h"

enum {
    TARGET_MAX = 8 * 1024,
    HEADERS_MAX = 16 * 1024,
    DROPPED_MAX = 64 * 1024 * 1024,
    WORTH_READING = 64 * 1024,
    FIRST_CAPACITY = 4096,
};

/* ---- the frame ---- */

struct frame {
    int lengths;
    int codings;
    int hosts;
};

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *key,
                                    const char *value)
{
    (void)kind;
    (void)value;
    struct frame *frame = context;
    str name = str_of(key);
    frame->lengths += str_equal_nocase(name, STR("Content-Length"));
    frame->codings += str_equal_nocase(name, STR("Transfer-Encoding"));
    frame->hosts += str_equal_nocase(name, STR("Host"));
    return MHD_YES;
}

static size_t header_size(const struct http_exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static bool refuse_frame(struct http_exchange *x, enum error_code code, const char *why)
{
    x->has_bad_frame = true;
    return fail(&x->cx, code, "%s", why);
}

bool receive_check_frame(struct http_exchange *x)
{
    struct frame frame = { 0 };
    MHD_get_connection_values(x->connection, MHD_HEADER_KIND, count_header, &frame);
    if (x->target.len > TARGET_MAX || header_size(x) > HEADERS_MAX)
        return refuse_frame(x, ERR_headers_too_large,
                            "the request line or the headers are too long");
    if (!str_starts(x->path, STR("/")))
        return refuse_frame(x, ERR_bad_request, "the request target is not a path");
    if (frame.lengths > 1 || frame.codings > 1 || frame.lengths + frame.codings > 1)
        return refuse_frame(x, ERR_bad_request, "the length of the body is given twice");
    if (frame.hosts > 1)
        return refuse_frame(x, ERR_bad_request, "the header Host is given twice");
    str coding = exchange_header(x, "Transfer-Encoding");
    if (!str_is_null(coding) && !str_equal_nocase(coding, STR("chunked")))
        return refuse_frame(x, ERR_bad_request, "this transfer coding is not known");
    return true;
}

/* ---- the body ---- */

/* libmicrohttpd has refused what is no number. */
int64_t receive_announced_length(const struct http_exchange *x)
{
    str length = exchange_header(x, "Content-Length");
    return str_is_null(length) ? -1 : strtoll(length.ptr, NULL, 10);
}

static bool is_chunked(const struct http_exchange *x)
{
    return !str_is_null(exchange_header(x, "Transfer-Encoding"));
}

bool receive_is_worth_reading(const struct http_exchange *x)
{
    return !x->has_bad_frame && !is_chunked(x) && receive_announced_length(x) <= WORTH_READING;
}

static bool is_json(str content_type)
{
    str type = str_trim(str_cut(&content_type, ';'));
    if (!str_equal_nocase(type, STR("application/json")))
        return false;
    str charset = str_trim(content_type);
    return str_is_empty(charset) || str_equal_nocase(charset, STR("charset=utf-8")) ||
           str_equal_nocase(charset, STR("charset=\"utf-8\""));
}

static bool refuse_size(struct http_exchange *x)
{
    return fail(&x->cx, ERR_body_too_large, "a body here has at most %lld bytes",
                (long long)x->body_limit);
}

bool receive_check_body(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    bool is_upload = row->flags & ROUTE_STREAM_BODY;
    x->body_limit = is_upload ? service_config(x->server)->upload_limit_mb * 1024 * 1024
                              : x->endpoint->body_limit;
    if (receive_announced_length(x) > x->body_limit)
        return refuse_size(x);
    if (row->body && (is_chunked(x) || receive_announced_length(x) > 0) &&
        !is_json(exchange_header(x, "Content-Type")))
        return fail(&x->cx, ERR_unsupported_media_type, "send application/json");
    if (row->body && !str_is_null(exchange_header(x, "Content-Encoding")))
        return fail(&x->cx, ERR_unsupported_media_type, "send it without Content-Encoding");
    return true;
}

/* Room for `wanted` bytes; what is announced is reserved at once. */
static void reserve(struct http_exchange *x, size_t wanted)
{
    if (wanted <= x->body_capacity)
        return;
    size_t capacity = x->body_capacity > 0 ? x->body_capacity * 2 : FIRST_CAPACITY;
    int64_t announced = receive_announced_length(x);
    if (announced > 0)
        capacity = (size_t)announced;
    if (capacity < wanted)
        capacity = wanted;
    char *body = arena_alloc(x->cx.arena, capacity);
    if (x->body_len > 0)
        memcpy(body, x->body, x->body_len);
    x->body = body;
    x->body_capacity = capacity;
}

bool receive_take(struct http_exchange *x, const char *data, size_t *size)
{
    size_t len = x->body_len + *size;
    if (len > (size_t)x->body_limit) {
        (void)receive_drop(x, size);
        return refuse_size(x);
    }
    reserve(x, len);
    memcpy(x->body + x->body_len, data, *size);
    x->body_len = len;
    *size = 0;
    return true;
}

bool receive_drop(struct http_exchange *x, size_t *size)
{
    int64_t most = x->upload && x->body_limit > DROPPED_MAX ? x->body_limit : DROPPED_MAX;
    x->dropped += *size;
    *size = 0;
    return x->dropped <= (size_t)most;
}

/* ---- where it comes from ---- */

static const void *address_bytes(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET6)
        return &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return &((const struct sockaddr_in *)(const void *)address)->sin_addr;
}

static str peer_address(struct http_exchange *x)
{
    char text[INET6_ADDRSTRLEN];
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !inet_ntop(info->client_addr->sa_family, address_bytes(info->client_addr), text,
                            sizeof text))
        return STR("unknown");
    return str_copy(x->cx.arena, str_of(text));
}

bool receive_is_loopback(str address)
{
    return str_starts(address, STR("127.")) || str_equal(address, STR("::1")) ||
           str_starts(address, STR("::ffff:127."));
}

str receive_client_address(struct http_exchange *x)
{
    str peer = peer_address(x);
    str forwarded = exchange_header(x, "X-Forwarded-For");
    if (str_is_null(forwarded) || !receive_is_loopback(peer))
        return peer;
    str last = STR_NULL;
    while (!str_is_null(forwarded))
        last = str_trim(str_cut(&forwarded, ','));
    unsigned char bytes[sizeof(struct in6_addr)];
    str text = str_copy(x->cx.arena, last);
    bool is_address = last.len > 0 && (inet_pton(AF_INET, text.ptr, bytes) == 1 ||
                                       inet_pton(AF_INET6, text.ptr, bytes) == 1);
    return is_address ? text : STR("unknown");
}
