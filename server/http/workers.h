/*
 * Threads that run handlers, behind a queue with an end. Private to http.
 *
 * No tenant may have more than three quarters of the threads or of the queue at once, and a thread
 * that is free goes to the tenant that has the fewest, so the others are always served while one of
 * them is flooding.
 */
#ifndef PROFORMA_HTTP_WORKERS_H
#define PROFORMA_HTTP_WORKERS_H

#include "http/exchange.h"

struct workers;

struct workers_options {
    int threads;
    int capacity; /* of the queue */
    int nice;     /* lowers their priority */
    const char *name;
};

struct workers *workers_start(struct arena *arena, const struct workers_options *options);
/* What is queued or running is finished first. */
void workers_stop(struct workers *workers);

/* The exchange was handed over already; it is given back when it is done. false: the queue, or its
 * tenant's part of it, is full. */
bool workers_add(struct workers *workers, struct http_exchange *x);

/* For metrics; from any thread. */
int workers_queued(struct workers *workers);
int workers_busy(struct workers *workers);

#endif
