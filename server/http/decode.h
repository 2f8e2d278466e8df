/*
 * From the request line to structs: percent-decoding and the reading of path and query by shape.
 * Everything a client can get wrong is refused with the name of what is wrong. Private to http.
 */
#ifndef PROFORMA_HTTP_DECODE_H
#define PROFORMA_HTTP_DECODE_H

#include "core/cx.h"
#include "http/endpoint.h"

/*
 * The text of a percent-encoded one; `+` is a space where plus_is_space (queries, not paths).
 * Absent when it cannot be trusted: a stray %, an encoded NUL, bytes that are not UTF-8.
 */
str percent_decode(struct arena *arena, str text, bool plus_is_space);

/*
 * Sets cx->path from the values of the {segments}. A value that is no id cannot name anything:
 * ERR_not_found; any other misfit (a period, a number) is ERR_invalid_parameter.
 */
bool decode_path(struct cx *cx, const struct endpoint *endpoint, const str *values);

/*
 * Sets cx->query from the text after `?` (absent: none). Unknown, repeated, misshapen and missing
 * parameters are ERR_invalid_parameter with the pointer `?name`. Fills in struct page as route.h
 * promises.
 */
bool decode_query(struct cx *cx, const struct endpoint *endpoint, str query);

/* Of a principal now known: ERR_forbidden when a parameter is given that needs a permission
 * (`.needs` of its field) they do not have. */
bool check_query_permissions(struct cx *cx, const struct endpoint *endpoint);

#endif
