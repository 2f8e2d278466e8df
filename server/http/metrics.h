/*
 * Counters for /metrics (Prometheus text), and the one log line of each request. Private to http.
 */
#ifndef PROFORMA_HTTP_METRICS_H
#define PROFORMA_HTTP_METRICS_H

#include "http/exchange.h"

struct metrics;

struct metrics *metrics_new(struct arena *arena, size_t endpoint_count);

/* At the end of an exchange: counts it by route, status class and duration, and logs it. */
void metrics_count(const struct http_exchange *x, enum MHD_RequestTerminationCode code);

/* All of them as text, but for what is in the database. From any thread. */
void metrics_write(const struct http_server *server, struct strbuf *out);

#endif
