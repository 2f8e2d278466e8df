/*
 * Replies of query routes that are kept in memory (ROUTE_KEPT), and given again as long as nothing
 * they are made of has changed. Private to http.
 *
 * What such a reply tells is decided by changes that are in the partner's audit log, by the day and
 * by what its reader may see. The newest hash of the log stands for all changes before it: entries
 * are chained, written by the transactions that make the changes, and commit in their order. So the
 * segment of a request whose reply is in memory has, behind the authentication, one short statement
 * that asks for that hash, in place of its own; requests that share the segment share it as well.
 * Where the answer is another than when the reply was made, the request is repeated with its own
 * statement. A reply is never older than the hash it is kept under, which is read before it.
 *
 * Nothing is ever told to forget something, so any number of servers may do this on one database.
 */
#ifndef PROFORMA_HTTP_KEPT_H
#define PROFORMA_HTTP_KEPT_H

#include "http/exchange.h"

/* Looks for the reply of an exchange that begins: x->kept. */
void kept_look(struct http_exchange *x);

/* Does its segment have to ask for changes? */
bool kept_asks(const struct http_exchange *x);
/* Is there a reply, so that its own statement is not asked? */
bool kept_is_found(const struct http_exchange *x);

/* With the row of hooks.changes, after the exchange was admitted: fills x->reply from memory if
 * nothing has changed. */
void kept_compare(struct http_exchange *x, const struct db_rows *rows);

/* Was a reply found that must not be given? It is forgotten: the statement has to be asked. */
bool kept_is_stale(struct http_exchange *x);

/* Keeps the reply that its statement has made. */
void kept_keep(struct http_exchange *x);

#endif
