/* The part of a request that is its handler: on a worker thread, or on the event loop for a
 * ROUTE_INLINE row. Private to http. */
#ifndef PROFORMA_HTTP_PERFORM_H
#define PROFORMA_HTTP_PERFORM_H

#include "http/exchange.h"

/* Decodes the body, opens the transaction, calls the handler, encodes and commits. Leaves the
 * reply in the exchange, that of a failure (rolled back) too. */
void perform(struct http_exchange *x);

#endif
