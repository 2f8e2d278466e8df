/* Any request target: the first byte chooses the method, the rest is the path. */
#include <assert.h>
#include <stdint.h>

#include "http/decode.h"
#include "http/match.h"

struct bill_path {
    uuid group;
    period period;
};
static const struct field fields[] = { FIELD(struct bill_path, group),
                                       FIELD(struct bill_path, period), FIELDS_END };
static const struct shape bill_path_shape = SHAPE("BillPath", struct bill_path, fields);

static bool handle(struct cx *cx)
{
    (void)cx;
    return true;
}

static const struct route routes[] = {
    { GET, "/a", .handler = handle },
    { POST, "/a/{group}", handle, .path_shape = &bill_path_shape },
    { GET, "/a/{group}/{period}", handle, .path_shape = &bill_path_shape },
    { GET, "/a/{group}/{period}.csv", handle, .path_shape = &bill_path_shape },
    { DELETE, "/a/b/{period}", handle, .path_shape = &bill_path_shape },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct cx cx = { .arena = arena_new() };
    const struct route_table table = ROUTE_TABLE(routes);
    size_t count;
    const struct endpoint *endpoints = endpoints_new(cx.arena, &table, 1, &count);
    const struct router *router = router_new(cx.arena, endpoints, count);
    str path = { (const char *)data + 1, size - 1 };
    enum method method = data[0] % METHOD_COUNT;
    struct route_match match = router_match(router, method, path);
    assert(!match.endpoint || match.allowed & 1U << method);
    if (match.endpoint)
        (void)decode_path(&cx, match.endpoint, match.values);
    (void)router_allow(cx.arena, match.allowed);
    arena_free(&cx.arena);
    return 0;
}
