/*
 * Limits on requests that make the server hash a password: a token bucket per client address (of
 * IPv6: per network of 64 bits), taken before anything is queued, and one per user name in any of
 * its spellings, taken before anything is hashed. An attempt that succeeds, or fails for a
 * reason of the server's own, gives its tokens back. Private to http.
 *
 * Buckets live in a table of fixed size: a flood of names can push others out, which forgives
 * them, and can never make it grow. Every function may be called from any thread.
 */
#ifndef PROFORMA_HTTP_THROTTLE_H
#define PROFORMA_HTTP_THROTTLE_H

#include "http/exchange.h"

struct throttle;

/* `burst` attempts at once, then one more each `refill_s` seconds. */
struct throttle *throttle_new(struct arena *arena, int burst, int refill_s);
void throttle_free(struct throttle *throttle);

/* 0: go on. Otherwise nothing was taken, and it is the seconds to wait. */
int throttle_take(struct throttle *throttle, str key, int64_t now_us);
void throttle_give_back(struct throttle *throttle, str key);

/* The two takings of a request; ERR_too_many_attempts with Retry-After. The name is the body's
 * field `username`, or the signed-in user. */
bool throttle_address(struct http_exchange *x);
bool throttle_username(struct http_exchange *x);
void throttle_forgive(struct http_exchange *x);

#endif
