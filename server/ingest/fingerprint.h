/*
 * Fingerprints: 128 bits that stand for a text, or for all those of a row, so that a row is
 * recognised by one look-up instead of one per text. Keyed with random bits of the process: nobody
 * can make two rows that collide, and by chance it does not happen (2^-128 a pair).
 */
#ifndef PROFORMA_INGEST_FINGERPRINT_H
#define PROFORMA_INGEST_FINGERPRINT_H

#include <stdint.h>
#include <string.h>

#include "core/str.h"

struct fingerprint {
    uint64_t a;
    uint64_t b;
};

struct fingerprint_key {
    uint64_t k[4];
};

/* A new random key. */
struct fingerprint_key fingerprint_key(void);

/* ---- in the header, as every text of every row comes here ---- */

/* Both halves of the 128-bit product: every bit of the result depends on every bit of both. */
static inline uint64_t mix(uint64_t x, uint64_t y)
{
    unsigned __int128 product = (unsigned __int128)x * y;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline uint64_t load_half(const char *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline void absorb(struct fingerprint *f, const struct fingerprint_key *key, uint64_t x,
                          uint64_t y)
{
    uint64_t a = mix(f->a ^ x ^ key->k[0], y ^ key->k[1]);
    f->b = mix(f->b ^ y ^ key->k[2], x ^ key->k[3]) + f->a;
    f->a = a;
}

/* The start of a fingerprint: of a number of the row. */
static inline struct fingerprint fingerprint_of(const struct fingerprint_key *key, uint64_t number)
{
    struct fingerprint f = { key->k[1], key->k[2] };
    absorb(&f, key, number, 0);
    return f;
}

static inline bool fingerprint_is_same(struct fingerprint a, struct fingerprint b)
{
    return a.a == b.a && a.b == b.b;
}

static inline void fingerprint_add_number(struct fingerprint *f, const struct fingerprint_key *key,
                                          uint64_t number)
{
    absorb(f, key, number, 0);
}

static inline void fingerprint_add_other(struct fingerprint *f, const struct fingerprint_key *key,
                                         struct fingerprint other)
{
    absorb(f, key, other.a, other.b);
}

/* The last 16 bytes or fewer, read as two words that may overlap. */
static inline void absorb_rest(struct fingerprint *f, const struct fingerprint_key *key,
                               const char *bytes, size_t size)
{
    uint64_t x = 0;
    uint64_t y = 0;
    if (size >= 8) {
        x = load(bytes);
        y = load(bytes + size - 8);
    } else if (size >= 4) {
        x = load_half(bytes);
        y = load_half(bytes + size - 4);
    } else if (size > 0) {
        x = (unsigned char)bytes[0];
        y = (uint64_t)(unsigned char)bytes[size / 2] << 8 | (unsigned char)bytes[size - 1];
    }
    absorb(f, key, x, y);
}

/* Adds a text; its length counts, so that the borders between texts do. */
static inline void fingerprint_add(struct fingerprint *f, const struct fingerprint_key *key,
                                   str text)
{
    const char *bytes = text.ptr;
    size_t left = text.len;
    for (; left > 16; bytes += 16, left -= 16)
        absorb(f, key, load(bytes), load(bytes + 8));
    f->b ^= text.len; /* one lane only: bytes that make up for it there show in the other */
    absorb_rest(f, key, bytes, left);
}

#endif
