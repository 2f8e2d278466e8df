/*
 * Texts numbered from 1 in the order they are first seen; 0 is the empty text. A text is told from
 * others by its fingerprint (fingerprint.h): those that are there need not be read again.
 */
#ifndef PROFORMA_INGEST_DICTIONARY_H
#define PROFORMA_INGEST_DICTIONARY_H

#include "ingest/fingerprint.h"

struct dictionary;

struct dictionary *dictionary_new(void);
void dictionary_free(struct dictionary **dictionary);

/* The number of a text, given to it now if it has none. */
uint32_t dictionary_add(struct dictionary *dictionary, str text);

/* The same in steps: the fingerprint, which any thread may ask for; its memory, to be there some
 * time later; and the number. */
struct fingerprint dictionary_print(const struct dictionary *dictionary, str text);
void dictionary_expect(const struct dictionary *dictionary, struct fingerprint print);
uint32_t dictionary_add_known(struct dictionary *dictionary, struct fingerprint print, str text);

/* The text of a number, valid until the next call that adds or forgets; empty for 0 and for a
 * forgotten text. */
str dictionary_text(const struct dictionary *dictionary, uint32_t id);

/* The highest number given out. */
uint32_t dictionary_count(const struct dictionary *dictionary);

/* What the texts weigh: the sum of dictionary_weight over those not forgotten. Depends on the set
 * of texts alone, not on their order. */
size_t dictionary_size(const struct dictionary *dictionary);
size_t dictionary_weight(str text);

/* Forgets the texts whose entry in keep[0..count] is false; their numbers are not given out
 * again. */
void dictionary_keep(struct dictionary *dictionary, const bool *keep);

/* A few texts as one, to be numbered together, and one of them back. */
str tuple_make(struct strbuf *buffer, const str *texts, size_t count);
str tuple_part(str tuple, size_t index);

#endif
