/*
 * Idempotency-Key: the same key with the same request gets the answer that was given before; with
 * another request it is refused. The answer is stored in the handler's own transaction, so it
 * exists exactly if the change does. Failures are not kept: they changed nothing. Private to http.
 */
#ifndef PROFORMA_HTTP_IDEMPOTENCY_H
#define PROFORMA_HTTP_IDEMPOTENCY_H

#include "http/exchange.h"

/* Inside the transaction, before the handler. *is_answered: x->reply is the kept answer, and the
 * handler must not run. Does nothing for a request without the header. */
bool idempotency_find(struct http_exchange *x, bool *is_answered);

/* After the handler: keeps x->reply. */
bool idempotency_store(struct http_exchange *x);

#endif
