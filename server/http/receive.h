/* What arrives of a request: the frame around it, where it comes from, and its body. Private to
 * http. */
#ifndef PROFORMA_HTTP_RECEIVE_H
#define PROFORMA_HTTP_RECEIVE_H

#include "http/exchange.h"

/*
 * Refuses what two programs could read in two ways (a length given twice, or beside a transfer
 * coding), and headers past the limits; the connection is closed after it.
 */
bool receive_check_frame(struct http_exchange *x);

/* Before any of it is read: is the body of the right type, and not announced as too large? */
bool receive_check_body(struct http_exchange *x);

/* The Content-Length, -1 when none is given. */
int64_t receive_announced_length(const struct http_exchange *x);

/* Is there so little of it that reading it costs less than a new connection? */
bool receive_is_worth_reading(const struct http_exchange *x);

/* Adds a piece to x->body and takes it from *size; false when that makes it too large. */
bool receive_take(struct http_exchange *x, const char *data, size_t *size);

/* Takes a piece and forgets it; false when a client that was refused sends far too much. Who was
 * admitted to upload may send to the end, and reads there why it failed. */
bool receive_drop(struct http_exchange *x, size_t *size);

/* The peer; behind a proxy on this machine, the last address the proxy names. */
str receive_client_address(struct http_exchange *x);
bool receive_is_loopback(str address);

#endif
