/*
 * The HTTP server: libmicrohttpd in external epoll mode on a few event loops, each a thread,
 * handlers on worker threads, query routes pipelined on a loop's own connections, static files of
 * the console with precompressed siblings.
 */
#ifndef PROFORMA_HTTP_SERVER_H
#define PROFORMA_HTTP_SERVER_H

#include "core/config.h"
#include "db/db.h"
#include "http/route.h"

struct http_server;

/*
 * What http needs from identity, given by serve.c because http may not include features:
 * fills cx->principal from the session cookie's or the API key's hash inside the open transaction
 * (see the SQL function proforma.authenticate), and decides whether it may use the route.
 *
 * `authenticate` gets :token_hash as bytea text (`\x…`, token_hash_bytea) and :acting_partner (the
 * text of a uuid, or null); both are cast by the function's signature. read_principal and
 * authorize run on the event loops: they are pure and never wait.
 */
struct http_hooks {
    const struct sql *authenticate; /* :token_hash, :acting_partner -> columns of principal */
    const struct sql *changes; /* -> changes, today: another row after each audited change of the
                                  tenant (http/kept.h) */
    bool (*read_principal)(struct cx *cx, const str *columns);
    bool (*authorize)(struct cx *cx, const struct route *route);
};

struct http_server_options {
    const struct config *config;
    struct db_pool *pool;
    const struct route_table *tables;
    size_t table_count;
    struct http_hooks hooks;
};

/* Is every address that PROFORMA_LISTEN names one of this machine only? What cannot be resolved is
 * for http_server_new to refuse. */
bool http_listens_on_loopback(const struct config *config);

/* Binds and prepares; a taken port or an unusable address is ERR_internal with a one-line detail.*/
bool http_server_new(struct cx *cx, const struct http_server_options *options,
                     struct http_server **server);
/* Runs until http_server_stop: then drains (no new connections, running requests finish) and closes
 * all connections. */
void http_server_run(struct http_server *server);
/* From any thread. The first call drains, a second one ends at once. */
void http_server_stop(struct http_server *server);
void http_server_free(struct http_server **server);

/*
 * Goes on with other settings, from any thread: public_url, metrics_token, session_hours,
 * upload_limit_mb, and the console's files, which are read again. What was made by the others
 * (threads, connections, the listening socket) stays. `config` lives as long as the server.
 */
void http_server_reload(struct http_server *server, const struct config *config);

/* "127.0.0.1:8080": what is listened on, with the port that the system chose for port 0. */
str http_server_address(const struct http_server *server);

/* The OpenAPI 3.1 document of all rows, as JSON; the same text `proforma openapi` prints. */
str http_openapi(struct arena *arena, const struct route_table *tables, size_t table_count);

#endif
