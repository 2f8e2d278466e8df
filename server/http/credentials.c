#include "http/credentials.h"

#include <string.h>

#include <sodium.h>

enum { HASH_BYTES = 32, HASH_DIGITS = 2 * HASH_BYTES };

static bool is_token(str text)
{
    if (text.len == 0 || text.len > TOKEN_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= ' ' || text.ptr[i] > '~' || strchr("\",;\\", text.ptr[i]))
            return false;
    return true;
}

static uint64_t fnv1a(str text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* RFC 9110 §11.1: the scheme is case-insensitive, one or more spaces follow it. */
static struct credentials of_authorization(str header)
{
    struct credentials nobody = { 0 };
    str token = header;
    if (!str_equal_nocase(str_cut(&token, ' '), STR("bearer")))
        return nobody;
    token = str_trim(token);
    if (!str_starts(token, STR(API_KEY_PREFIX)) || !is_token(token))
        return nobody;
    return (struct credentials){ CREDENTIAL_API_KEY, token, fnv1a(token) };
}

static struct credentials of_cookie(str header)
{
    struct credentials found = { 0 };
    while (!str_is_null(header)) {
        str value = str_trim(str_cut(&header, ';'));
        if (!str_equal(str_trim(str_cut(&value, '=')), STR(SESSION_COOKIE)))
            continue;
        value = str_trim(value);
        if (found.kind != CREDENTIAL_NONE || !is_token(value))
            return (struct credentials){ 0 };
        found = (struct credentials){ CREDENTIAL_SESSION, value, fnv1a(value) };
    }
    return found;
}

struct credentials credentials_read(str authorization, str cookie)
{
    if (!str_is_null(authorization))
        return of_authorization(str_trim(authorization));
    return of_cookie(cookie);
}

static void hash_hex(str token, char hex[HASH_DIGITS + 1])
{
    unsigned char hash[HASH_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)token.ptr, token.len, NULL, 0);
    sodium_bin2hex(hex, HASH_DIGITS + 1, hash, sizeof hash);
}

str token_hash_hex(struct arena *arena, str token)
{
    char hex[HASH_DIGITS + 1];
    hash_hex(token, hex);
    return str_copy(arena, (str){ hex, HASH_DIGITS });
}

str token_hash_bytea(struct arena *arena, str token)
{
    char hex[HASH_DIGITS + 1];
    hash_hex(token, hex);
    return str_format(arena, "\\x%s", hex);
}

bool token_matches(str token, str expected_hex)
{
    if (str_is_null(token) || expected_hex.len != HASH_DIGITS)
        return false;
    char hex[HASH_DIGITS + 1];
    hash_hex(token, hex);
    return sodium_memcmp(hex, expected_hex.ptr, HASH_DIGITS) == 0;
}
