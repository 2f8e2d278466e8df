/*
 * What is no HTTP never becomes an exchange: libmicrohttpd answers it itself, in HTML. As every
 * error of this server is a problem document, its call of MHD_queue_response comes here, because
 * the dynamic linker prefers a function of the program to the library's own. Where the library is
 * built to prefer its own (-Bsymbolic), clients see the HTML and nothing else changes.
 */
#include "http/protocol_error.h"

#include <dlfcn.h>
#include <string.h>

#include "http/problem.h"

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
static struct MHD_Response *problem_response(const struct failure *failure)
{
    struct arena *arena = arena_new();
    str text = problem_text(arena, failure, STR(""), STR("en"));
    struct MHD_Response *response = MHD_create_response_from_buffer(
        text.len, (void *)(uintptr_t)text.ptr, MHD_RESPMEM_MUST_COPY);
    arena_free(&arena);
    if (response)
        (void)MHD_add_response_header(response, "Content-Type", PROBLEM_TYPE);
    return response;
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                   struct MHD_Response *response)
{
    queue_response *queue = protocol_queue_response();
    struct failure failure = failure_of(status);
    struct MHD_Response *problem = problem_response(&failure);
    if (!problem)
        return queue(connection, status, response);
    unsigned problem_status = (unsigned)error_entry(failure.code)->status;
    enum MHD_Result result = queue(connection, problem_status, problem);
    MHD_destroy_response(problem);
    return result;
}
