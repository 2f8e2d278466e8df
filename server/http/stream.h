/*
 * Server-sent events, the side of the event loop (http/events.h is the handler's): a stream is an
 * exchange whose answer does not end. Each look at the state is an exchange of its own, so it is
 * authenticated, admitted and run like any other request. Private to http.
 */
#ifndef PROFORMA_HTTP_STREAM_H
#define PROFORMA_HTTP_STREAM_H

#include "http/exchange.h"

/* The answer to an exchange whose handler has told the first state. */
enum MHD_Result stream_open(struct http_exchange *x);

/* The client is gone, or everything was said: frees the exchange, now or when its look is back. */
void stream_close(struct http_exchange *x);

/* To be called at each turn of the loop: sends looks that are due, and heartbeats. */
void streams_tick(struct http_loop *loop);
/* Milliseconds to the next tick; -1: none needed. */
int streams_wait_ms(const struct http_loop *loop);
/* Ends all of them: the server drains. */
void streams_end(struct http_loop *loop);

#endif
