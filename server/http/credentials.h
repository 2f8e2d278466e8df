/*
 * What a request says about who sends it: the session cookie or the API key, the partner a
 * superadmin acts as, and the CSRF token. Pure; nothing here looks anything up.
 *
 * Tokens are 256 random bits or more, so a fast hash is enough to keep them:
 * the database holds BLAKE2b-256 of the token as the client sends it, prefix included.
 */
#ifndef PROFORMA_HTTP_CREDENTIALS_H
#define PROFORMA_HTTP_CREDENTIALS_H

#include "core/arena.h"
#include "core/str.h"

#include <stdint.h>

#define SESSION_COOKIE "proforma_session"
#define API_KEY_PREFIX "pf_"
#define TOKEN_MAX 200 /* bytes; longer ones are nobody's */

enum credential_kind { CREDENTIAL_NONE, CREDENTIAL_SESSION, CREDENTIAL_API_KEY };

struct credentials {
    enum credential_kind kind;
    str token;     /* borrowed from the headers; absent for CREDENTIAL_NONE */
    uint64_t hash; /* of the token, quick and no secret: whose request this probably is */
};

/*
 * Reads both headers (either may be absent). An Authorization header wins over a cookie, and one
 * that is not `Bearer pf_…` is nobody's: it does not fall back to the cookie. A cookie given twice
 * is nobody's too, because which of the two the browser means cannot be known.
 */
struct credentials credentials_read(str authorization, str cookie);

/* 64 hex digits: the form of sessions.csrf_token_hash. */
str token_hash_hex(struct arena *arena, str token);

/* The same as a bytea parameter, `\x…`: the form of sessions.token_hash and api_keys.token_hash. */
str token_hash_bytea(struct arena *arena, str token);

/* Is BLAKE2b-256 of `token` the hash `expected_hex`? In constant time; absent: false. */
bool token_matches(str token, str expected_hex);

#endif
