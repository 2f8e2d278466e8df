/*
 * Authentication and query routes, on the event loop's pipelined connections. Private to http.
 *
 * Every request that needs a signed-in user goes through here first, so that nothing is read,
 * queued or run for a stranger, and the tenant is known before a worker is taken. For a query
 * route its statement goes along in the same segment: row level security makes it empty for
 * nobody, and what it gives is encoded only after the principal was admitted.
 *
 * Requests of one credential that are sent at once share a segment, which authenticates once: it is
 * one transaction, begun after all of them had arrived. They get their answers when all of it is
 * done, so that only those share whose statements are quick (ROUTE_KEPT) or that have none. A
 * statement that fails undoes the segment; its requests are then repeated, each in a segment of its
 * own (docs/adr/0013).
 */
#ifndef PROFORMA_HTTP_SEGMENT_H
#define PROFORMA_HTTP_SEGMENT_H

#include "http/exchange.h"

/*
 * Queues the exchange (http/turns.h). false, with cx->failure filled, when that is impossible;
 * otherwise `done` is called from the event loop, not before this returned, with x->is_admitted and
 * x->reply (of a query route) or cx->failure set.
 */
bool segment_queue(struct http_exchange *x, void (*done)(struct http_exchange *x));

/* Would one authentication be the same as the other, and neither make the other wait for long? */
bool segment_may_share(const struct http_exchange *x, const struct http_exchange *other);
bool segment_has_statement(const struct http_exchange *x);

/* Sends one segment for those that are linked by `next`; all of them may share it. */
void segment_send(struct http_exchange *first, struct db_pipeline *pipeline);

/* They end with ERR_unavailable instead. */
void segment_refuse(struct http_exchange *first, const char *why);

/* All statements that segments can hold, readiness included, without duplicates. */
const struct sql **segment_statements(struct arena *arena, const struct http_hooks *hooks,
                                      const struct endpoint *endpoints, size_t endpoint_count,
                                      size_t *count);

#endif
