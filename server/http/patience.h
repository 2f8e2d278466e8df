/*
 * How long a client may take to send a request. libmicrohttpd's own timeout counts silence, which
 * a byte now and then avoids for ever; here a request has a minute, and each kilobyte of its body
 * earns a second more. Whoever is slower is cut off, and while the server drains, whoever has sent
 * nothing for two seconds. So is whoever has closed its side and has no request under way: that may
 * come together with a request's last bytes, and then libmicrohttpd does not see it. Private to
 * http.
 */
#ifndef PROFORMA_HTTP_PATIENCE_H
#define PROFORMA_HTTP_PATIENCE_H

#include "http/exchange.h"

struct caller;

/* Those that are connected. */
struct callers {
    struct caller *first;
    struct caller *spare; /* of connections that were closed */
    int64_t looked_at_us;
};

/* The callback of libmicrohttpd for connections that open and close. */
void patience_on_connection(void *loop, struct MHD_Connection *connection, void **caller,
                            enum MHD_ConnectionNotificationCode code);

/* The server that a connection is one of. */
const struct http_server *patience_server(struct MHD_Connection *connection);

/* Bytes of a body have come. */
void patience_earn(struct http_exchange *x, size_t size);
/* All of the request is there, or it is answered without the rest. */
void patience_rest(struct http_exchange *x);
/* The answer is out: the next request may begin. */
void patience_begin(struct http_exchange *x);

/* To be called at each turn of the loop; looks around once a second. */
void patience_tick(struct http_loop *loop);
/* Milliseconds until it does again; -1: nobody is connected. */
int patience_wait_ms(const struct http_loop *loop);

#endif
