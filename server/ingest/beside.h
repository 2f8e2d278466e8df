/*
 * Work in a thread of its own, beside what its caller does meanwhile: hashing and copying of files,
 * a second reader of rows.
 */
#ifndef PROFORMA_INGEST_BESIDE_H
#define PROFORMA_INGEST_BESIDE_H

#include "core/cx.h"

struct beside;

/* Starts `work`, with a cx of the thread's own. */
struct beside *beside_start(struct cx *cx, bool (*work)(struct cx *cx, void *context),
                            void *context);

/* Waits for its end and tells what came of it; its failure becomes that of `cx`, unless `cx` has
 * one. Accepts a pointer to NULL. */
bool beside_end(struct cx *cx, struct beside **beside);

#endif
