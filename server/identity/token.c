#include "identity/token.h"

#include <sodium.h>

#include "http/credentials.h"

enum {
    TOKEN_BYTES = 32,
    PREFIX_CHARACTERS = 11,
    VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING
};

/* Says what the hash is for, so that it equals no other hash of the same token. */
static const unsigned char csrf_key[] = "proforma csrf token of a session";

static str base64url(struct arena *arena, const unsigned char bytes[TOKEN_BYTES])
{
    char text[sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    sodium_bin2base64(text, sizeof text, bytes, TOKEN_BYTES, VARIANT);
    return str_copy(arena, str_of(text));
}

str token_new(struct arena *arena)
{
    unsigned char bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    return base64url(arena, bytes);
}

str api_key_new(struct arena *arena)
{
    return str_format(arena, API_KEY_PREFIX "%s", token_new(arena).ptr);
}

str api_key_prefix(struct arena *arena, str key)
{
    size_t len = key.len < PREFIX_CHARACTERS ? key.len : PREFIX_CHARACTERS;
    return str_copy(arena, (str){ key.ptr, len });
}

str csrf_token_of(struct arena *arena, str session_token)
{
    unsigned char hash[TOKEN_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)session_token.ptr,
                       session_token.len, csrf_key, sizeof csrf_key - 1);
    return base64url(arena, hash);
}
