/* From what a handler or a statement gave to what goes out. Private to http. */
#ifndef PROFORMA_HTTP_REPLY_H
#define PROFORMA_HTTP_REPLY_H

#include "http/exchange.h"

/* Encodes `value`, a struct of the endpoint's reply shape or a `list *` of its items, as the
 * reply: only the members the principal may see. */
bool reply_encode(struct http_exchange *x, const void *value);

/* The strong entity tag of a body, quoted. */
str reply_tag_of(struct arena *arena, str body);

/* The entity tag of a struct as reply_encode would write it. */
str reply_tag(struct http_exchange *x, const struct shape *shape, const void *value);

/* Does a list of entity tags (If-Match, If-None-Match) name this one? `*` names all. */
bool reply_tag_matches(str header, str tag);

void reply_header(struct http_exchange *x, const char *name, str value);

/* Closes a file that was to be sent. */
void reply_drop_file(struct http_exchange *x);

/* Hands the reply to libmicrohttpd, with the security headers; MHD_NO only when out of memory. */
enum MHD_Result reply_send(struct http_exchange *x);

/* All headers of a reply. */
void reply_describe(struct http_exchange *x, struct MHD_Response *response);

/* The headers that every answer carries; static files (a page) fewer of them. */
void reply_secure(const struct http_server *server, struct MHD_Response *response, bool is_page);
/* The same as lines, for what is answered without libmicrohttpd. */
str reply_secure_lines(struct arena *arena, const struct http_server *server);

#endif
