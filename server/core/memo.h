/*
 * What was worked out, kept as long as what it was worked out from is the same.
 *
 * A memo holds texts (any bytes) by key, each with a stamp: what its answer depends on, said in
 * bytes. A text is given out under the same key and the same stamp only, so that the one who asks
 * finds out the stamp first, and a memo is never told that something has changed. It may forget
 * anything at any time: what is not there is worked out again.
 *
 * Bounded: past the limit that the caller names, what was not asked for longest is dropped. Any
 * number of threads may use one; what is given out is a copy.
 */
#ifndef PROFORMA_CORE_MEMO_H
#define PROFORMA_CORE_MEMO_H

#include <pthread.h>

#include "core/str.h"

#define MEMO_SLOTS 4096

struct memo_entry;

/* Of static storage: `static struct memo kept = MEMO;` */
struct memo {
    pthread_mutex_t mutex;
    struct memo_entry *slots[MEMO_SLOTS]; /* by hash of the key, each a list */
    struct memo_entry *newest;            /* by last use */
    struct memo_entry *oldest;
    size_t used;
};
#define MEMO                                                                                       \
    {                                                                                              \
        .mutex = PTHREAD_MUTEX_INITIALIZER                                                         \
    }

/* The text of that key, copied into the arena; absent when there is none with that stamp. */
str memo_get(struct memo *memo, struct arena *arena, str key, str stamp);

/* The same before the stamp is known: what is there, with the stamp to compare. */
str memo_find(struct memo *memo, struct arena *arena, str key, str *stamp);

/* Keeps a copy, in place of what the key had, as long as all together stays below `limit` bytes.
 * One that does not fit alone is not kept, and nothing is dropped for it. */
void memo_put(struct memo *memo, size_t limit, str key, str stamp, str text);

/* Forgets everything. */
void memo_clear(struct memo *memo);

/* Bytes in use. */
size_t memo_used(struct memo *memo);

#endif
