/* What a handler may ask of the exchange: http/route.h and http/events.h. */
#include "core/json.h"
#include "http/events.h"
#include "http/reply.h"
#include "http/route.h"
#include "http/service.h"
#include "http/upload.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVENT_MAX = 1024 * 1024 };

const struct route *http_route(const struct cx *cx)
{
    return cx->http->endpoint->row;
}

const struct config *http_config(const struct cx *cx)
{
    return service_config(cx->http->server);
}

str http_client_address(struct cx *cx)
{
    return cx->http->client_address;
}

/* ---- the request ---- */

str http_header(struct cx *cx, const char *name)
{
    return exchange_header(cx->http, name);
}

bool http_read_patch(struct cx *cx, const struct shape *shape, void *target)
{
    struct http_exchange *x = cx->http;
    return json_read(cx, shape, (str){ x->body ? x->body : "", x->body_len }, JSON_PATCH, target);
}

bool http_check_match(struct cx *cx, const struct shape *shape, const void *current)
{
    struct http_exchange *x = cx->http;
    str wanted = exchange_header(x, "If-Match");
    if (str_is_null(wanted))
        return true;
    if (reply_tag_matches(wanted, reply_tag(x, shown_shape(cx->arena, shape), current)))
        return true;
    return fail(cx, ERR_precondition_failed, "If-Match names another version");
}

str http_body_file(struct cx *cx, int64_t *size)
{
    return upload_path(cx->http->upload, size);
}

/* ---- the reply ---- */

bool http_reply_text(struct cx *cx, int status, const char *content_type, str body)
{
    struct reply *reply = &cx->http->reply;
    reply->status = status;
    reply->content_type = content_type;
    reply->body = str_copy(cx->arena, body);
    if (status == 200 && cx->http->method == GET)
        reply->etag = reply_tag_of(cx->arena, reply->body);
    return true;
}

bool http_reply_json(struct cx *cx, str text)
{
    cx->reply = NULL;
    return http_reply_text(cx, 200, "application/json", text);
}

bool http_reply_now(struct cx *cx, str *text)
{
    TRY(reply_encode(cx->http, cx->reply));
    cx->reply = NULL;
    *text = cx->http->reply.body;
    return true;
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

/* RFC 6266: an ASCII name for old programs, the real one percent-encoded beside it. */
void http_set_attachment(struct cx *cx, str file_name)
{
    struct strbuf value = strbuf_new(cx->arena, 4096);
    strbuf_add(&value, STR("attachment; filename=\""));
    for (size_t i = 0; i < file_name.len; i++)
        strbuf_add_char(&value, is_plain(file_name.ptr[i]) ? file_name.ptr[i] : '_');
    strbuf_add(&value, STR("\"; filename*=UTF-8''"));
    for (size_t i = 0; i < file_name.len; i++) {
        if (is_plain(file_name.ptr[i]))
            strbuf_add_char(&value, file_name.ptr[i]);
        else
            strbuf_add_format(&value, "%%%02X", (unsigned char)file_name.ptr[i]);
    }
    reply_header(cx->http, "Content-Disposition", strbuf_str(&value));
}

void http_discard_changes(struct cx *cx)
{
    cx->http->discards_changes = true;
}

void http_tag_by(struct cx *cx, const struct shape *shape, const void *what)
{
    cx->http->reply.etag = reply_tag(cx->http, shown_shape(cx->arena, shape), what);
}

bool http_reply_file(struct cx *cx, const char *content_type, str path)
{
    struct stat status;
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    struct reply *reply = &cx->http->reply;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        reply->file = MHD_create_response_from_fd64((uint64_t)status.st_size, fd);
    if (!reply->file) {
        close(fd);
        return false;
    }
    reply->status = 200;
    reply->content_type = content_type;
    return true;
}

static void set_cookie(struct cx *cx, str token, const char *lifetime)
{
    str value =
        str_format(cx->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Strict%s%s", SESSION_COOKIE,
                   STR_ARG(token), lifetime, service_is_https(cx->http->server) ? "; Secure" : "");
    reply_header(cx->http, "Set-Cookie", value);
}

void http_set_session(struct cx *cx, str token)
{
    set_cookie(cx, token, "");
}

void http_clear_session(struct cx *cx)
{
    set_cookie(cx, STR(""), "; Max-Age=0");
}

/* ---- events ---- */

void http_event(struct cx *cx, const char *name, const struct shape *shape, const void *value)
{
    struct strbuf data = strbuf_new(cx->arena, EVENT_MAX);
    struct json_writer writer = json_writer(&data, cx->principal.permissions);
    json_shape(&writer, shown_shape(cx->arena, shape), value);
    cx->http->event.name = name;
    cx->http->event.data = strbuf_str(&data);
}

void http_event_last(struct cx *cx)
{
    cx->http->event.is_last = true;
}
