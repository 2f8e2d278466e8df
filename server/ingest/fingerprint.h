/*
 * Fingerprints: 128 bits that stand for a row's texts, so that a row is recognised by one look-up
 * instead of one per text. Keyed with random bits of the process: nobody can make two rows that
 * collide, and by chance it does not happen (2^-128 a pair).
 */
#ifndef PROFORMA_INGEST_FINGERPRINT_H
#define PROFORMA_INGEST_FINGERPRINT_H

#include <stdint.h>

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

/* The start of a fingerprint: of a number of the row. */
struct fingerprint fingerprint_of(const struct fingerprint_key *key, uint64_t number);

/* Adds a text; its length counts, so that the borders between texts do. */
void fingerprint_add(struct fingerprint *f, const struct fingerprint_key *key, str text);

#endif
