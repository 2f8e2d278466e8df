/*
 * What proves who someone is after the password: random tokens of 256 bits. They are given out
 * once and kept only as hashes (http/credentials.h), so a copy of the database opens no door.
 */
#ifndef PROFORMA_IDENTITY_TOKEN_H
#define PROFORMA_IDENTITY_TOKEN_H

#include "core/arena.h"
#include "core/str.h"

/* 43 characters of base64url. */
str token_new(struct arena *arena);

/* "pf_" and 43 characters of base64url. */
str api_key_new(struct arena *arena);

/* How a key is recognised by people: its first 11 characters, which reveal 48 of its 256 bits. */
str api_key_prefix(struct arena *arena, str key);

/*
 * The CSRF token that belongs to a session: keyed BLAKE2b of the session's token. It can be told
 * again (GET /me) without being kept anywhere, and only to who has the session's token already.
 */
str csrf_token_of(struct arena *arena, str session_token);

#endif
