/*
 * Work done ahead in a second thread: a producer fills items in turn, a consumer takes them in the
 * same order, and only the two of them know what an item is. Inflating and scanning of CSV, and
 * Parquet's decoding, go on while the rows before are added up.
 */
#ifndef PROFORMA_INGEST_AHEAD_H
#define PROFORMA_INGEST_AHEAD_H

#include "core/cx.h"

#define AHEAD_ITEMS 4

struct ahead;

/*
 * Fills `item`; *found is false when there is no more. Called in the second thread, with a cx of
 * that thread's own: what its failure says reaches the consumer.
 */
typedef bool ahead_produce(struct cx *cx, void *context, void *item, bool *found);

/* Starts the thread. The items, AHEAD_ITEMS of them, are reused in turn. NULL: work that fills
 * none, which ahead_next waits for. */
struct ahead *ahead_start(struct cx *cx, ahead_produce *produce, void *context,
                          void *const items[AHEAD_ITEMS]);

/* The next item; it is the consumer's until the next call. */
bool ahead_next(struct cx *cx, struct ahead *ahead, void **item, bool *found);

/* Ends the thread, wherever it is. Accepts a pointer to NULL. */
void ahead_stop(struct ahead **ahead);

#endif
