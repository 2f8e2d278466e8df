/*
 * From method and path to the endpoint: a tree of path segments, built once, walked without
 * allocating. Private to http.
 *
 * A fixed segment wins over a {parameter}, and a parameter with a suffix (`{period}.csv`) over one
 * without; where the winner leads nowhere, the other is tried.
 */
#ifndef PROFORMA_HTTP_MATCH_H
#define PROFORMA_HTTP_MATCH_H

#include "http/endpoint.h"

struct router;

struct route_match {
    const struct endpoint *endpoint; /* NULL: no route of this method at this path */
    unsigned allowed;                /* bit 1 << method for each method the path has; 0: no path */
    str values[PATH_PARAMS_MAX];     /* of the endpoint's {segments}, still percent-encoded */
};

/* Two endpoints with the same method and path are a programming error and end the process. */
struct router *router_new(struct arena *arena, const struct endpoint *endpoints, size_t count);

/* `path` as it stands in the request line, without the query. */
struct route_match router_match(const struct router *router, enum method method, str path);

/* "GET, HEAD, POST": for Allow. */
str router_allow(struct arena *arena, unsigned allowed);

#endif
