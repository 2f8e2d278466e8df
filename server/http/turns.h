/*
 * Whose request goes to the database next. A pipelined connection answers in the order in which it
 * was asked, so a client that sends much at once would be ahead of everybody who comes after. While
 * more than one credential is in use, little is sent ahead of its answers; the others wait here, a
 * queue for each credential, and the queues take turns. A turn is as many requests of one
 * credential as may share a segment.
 *
 * Each event loop has its own. Private to http.
 */
#ifndef PROFORMA_HTTP_TURNS_H
#define PROFORMA_HTTP_TURNS_H

#include "http/exchange.h"

struct turns;

struct turns *turns_new(struct arena *arena);

/* Queues the exchange: its segment is sent by turns_go_on. */
void turns_take(struct http_exchange *x);

/* Sends what there is room for: once in each turn of the loop, and after an answer. */
void turns_go_on(struct http_loop *loop);

/* Fails all that wait. */
void turns_end(struct http_loop *loop);

#endif
