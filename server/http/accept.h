/*
 * New connections: the server's first loop accepts them, and each goes to the loop that has the
 * fewest, so that none is full while others have room. Of those that cannot be accepted, as there
 * are no files left, some are tried again a moment later. Private to http.
 */
#ifndef PROFORMA_HTTP_ACCEPT_H
#define PROFORMA_HTTP_ACCEPT_H

#include "http/loop.h"

/* The first loop watches the listening socket from now on. */
bool accept_begin(struct cx *cx, struct http_server *server);

/* At each turn of a loop; `is_ready`: somebody is there. */
void accept_tick(struct http_loop *loop, bool is_ready);
/* Milliseconds until it has to turn for this; -1: none. */
int accept_wait_ms(const struct http_loop *loop);

/* No more; the socket is closed by the first loop. */
void accept_end(struct http_loop *loop);

#endif
