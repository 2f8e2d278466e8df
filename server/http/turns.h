/*
 * Whose request goes to the database next. A pipelined connection answers in the order in which it
 * was asked, so a client that sends much at once would be ahead of everybody who comes after. While
 * more than one credential is in use, few requests are sent ahead of their answers; the others wait
 * here, a queue for each credential, and the queues take turns.
 *
 * Belongs to the event loop's thread. Private to http.
 */
#ifndef PROFORMA_HTTP_TURNS_H
#define PROFORMA_HTTP_TURNS_H

#include "http/exchange.h"

struct turns;

struct turns *turns_new(struct arena *arena);

/* Sends the exchange's segment, now or when its turn has come. false: there is no connection to
 * the database. One that waits may still fail, with ERR_unavailable and its segment_done called. */
bool turns_take(struct http_exchange *x);

/* After an answer: there may be room for those who wait. */
void turns_go_on(struct http_server *server);

/* Fails all that wait. */
void turns_end(struct http_server *server);

#endif
