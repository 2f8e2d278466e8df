/*
 * What is no HTTP never becomes an exchange: libmicrohttpd answers it itself, in HTML. As every
 * error of this server is a problem document, its call of MHD_queue_response comes here, because
 * the dynamic linker prefers a function of the program to the library's own. Where the library is
 * built to prefer its own (-Bsymbolic), clients see the HTML and nothing else changes.
 */
#include "http/protocol_error.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/socket.h>

#include "http/patience.h"
#include "http/problem.h"
#include "http/reply.h"

enum { DISCARD_MAX = 1024 * 1024 };

queue_response *protocol_queue_response(void)
{
    queue_response *function;
    void *symbol = dlsym(RTLD_NEXT, "MHD_queue_response");
    memcpy(&function, &symbol, sizeof function);
    return function;
}

static struct failure failure_of(unsigned status)
{
    switch (status) {
    case MHD_HTTP_CONTENT_TOO_LARGE:
        return (struct failure){ .code = ERR_body_too_large };
    case MHD_HTTP_URI_TOO_LONG:
    case MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE:
        return (struct failure){ .code = ERR_headers_too_large };
    case MHD_HTTP_INTERNAL_SERVER_ERROR:
        return (struct failure){ .code = ERR_internal };
    default:
        return (struct failure){ .code = ERR_bad_request,
                                 .detail = STR("the request is not well-formed HTTP") };
    }
}

/* Nothing of the request can be trusted: the answer is in English and has no request id. */
static str answer_text(struct arena *arena, const struct http_server *server,
                       const struct failure *failure)
{
    str problem = problem_text(arena, failure, STR(""), STR("en"));
    int status = error_entry(failure->code)->status;
    return str_format(arena,
                      "HTTP/1.1 %d %s\r\nConnection: close\r\n%sContent-Type: %s\r\n"
                      "Content-Length: %zu\r\n\r\n%.*s",
                      status, MHD_get_reason_phrase_for((unsigned)status),
                      reply_secure_lines(arena, server).ptr, PROBLEM_TYPE, problem.len,
                      STR_ARG(problem));
}

/* What has arrived is read first: a socket that is closed over unread bytes takes back the answer.
 */
static void discard_input(int fd)
{
    char bytes[16 * 1024];
    for (size_t read = 0; read < DISCARD_MAX;) {
        ssize_t size = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (size <= 0)
            return;
        read += (size_t)size;
    }
}

/*
 * The answer is written here and the connection closed by returning MHD_NO, because the library's
 * own way (0.9.75) sends the headers of some of its errors twice.
 */
enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                   struct MHD_Response *response)
{
    (void)response;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct arena *arena = arena_new();
    struct failure failure = failure_of(status);
    str text = answer_text(arena, patience_server(connection), &failure);
    discard_input(info->connect_fd);
    ssize_t sent = send(info->connect_fd, text.ptr, text.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)sent; /* A client that does not read is closed like any other. */
    arena_free(&arena);
    return MHD_NO;
}
