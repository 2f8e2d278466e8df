/*
 * Authentication and query routes, on the event loop's pipelined connections. Private to http.
 *
 * Every request that needs a signed-in user goes through here first, so that nothing is read,
 * queued or run for a stranger, and the tenant is known before a worker is taken. For a query
 * route its statement goes along in the same segment: row level security makes it empty for
 * nobody, and what it gives is encoded only after the principal was admitted.
 */
#ifndef PROFORMA_HTTP_SEGMENT_H
#define PROFORMA_HTTP_SEGMENT_H

#include "http/exchange.h"

/*
 * Sends the segment of an exchange. false, with cx->failure filled, when that is impossible now;
 * otherwise `done` is called from the event loop, with x->is_admitted and x->reply (of a query
 * route) or cx->failure set.
 */
bool segment_send(struct http_exchange *x, void (*done)(struct http_exchange *x));

/* All statements that segments can hold, without duplicates. */
const struct sql **segment_statements(struct arena *arena, const struct http_hooks *hooks,
                                      const struct endpoint *endpoints, size_t endpoint_count,
                                      size_t *count);

#endif
