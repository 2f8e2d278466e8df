/*
 * /readyz: is the database there, and at the version of this program? Asked on a pipelined
 * connection, one question at a time for all who want to know, so that no thread or pooled
 * connection is needed to find out. Who asks is answered within READINESS_MS, whatever the database
 * does: probes give up soon. Private to http.
 */
#ifndef PROFORMA_HTTP_READINESS_H
#define PROFORMA_HTTP_READINESS_H

#include "http/exchange.h"

#define READINESS_MS 1000

struct readiness;

struct readiness *readiness_new(struct arena *arena);

/* The statement, for those that are prepared. */
const struct sql *readiness_statement(void);

/* The exchange is handed over, and given back with its reply. */
void readiness_ask(struct http_exchange *x);

/* Refuses those who have waited long enough; at each turn of the loop. */
void readiness_tick(struct http_loop *loop);
/* Milliseconds until somebody has; -1: nobody waits. */
int readiness_wait_ms(const struct http_loop *loop);

#endif
