/*
 * Which resources and tag sets are kept: those of recent days, in bounded memory (aggregate.h).
 */
#ifndef PROFORMA_INGEST_DETAIL_H
#define PROFORMA_INGEST_DETAIL_H

#include "core/calendar.h"
#include "ingest/dictionary.h"

struct detail_dictionary {
    struct dictionary *texts;
    struct arena *arena;
    int32_t *last_days; /* of each number, the last usage day it was seen on */
    size_t capacity;
};

struct detail {
    struct detail_dictionary resources;
    struct detail_dictionary tags;
    day from;  /* the first day whose details are kept; written atomically */
    day first; /* `from` before anything was read */
    size_t limit;
};

void detail_init(struct detail *detail, day from, size_t limit);
void detail_free(struct detail *detail);

/* The number of a text (dictionary_add_known) seen on `seen`. */
uint32_t detail_add(struct detail_dictionary *dictionary, struct fingerprint print, str text,
                    day seen);
/* A text of that number was seen again. */
void detail_see(struct detail_dictionary *dictionary, uint32_t id, day seen);

/*
 * When the texts weigh more than the limit: moves `from` on to the first day from which on they
 * do not, forgets those not seen since, and tells that it did. A function of the set of (text, day)
 * alone: what is forgotten was not seen on a day that is still kept.
 */
bool detail_fit(struct detail *detail);

#endif
