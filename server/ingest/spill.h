/*
 * Sorted runs of records in a temporary file, and their merge. The file has no name: nothing is
 * left of it when the process ends, however it ends.
 */
#ifndef PROFORMA_INGEST_SPILL_H
#define PROFORMA_INGEST_SPILL_H

#include "core/cx.h"

struct spill;

/* Makes the file in `directory`, for records of `size` bytes in the order of `compare`. A full disk
 * fails with ERR_disk_full, here and below. */
bool spill_new(struct cx *cx, str directory, size_t size,
               int (*compare)(const void *, const void *), struct spill **spill);
void spill_free(struct spill **spill);

/* A run is begun, given its records in order, and ended by the next spill_begin or spill_merge. */
bool spill_begin(struct cx *cx, struct spill *spill);
bool spill_write(struct cx *cx, struct spill *spill, const void *record);

/* Begins the merge of all runs in about `memory` bytes; nothing can be written any more. */
bool spill_merge(struct cx *cx, struct spill *spill, size_t memory);
/* The next record of all runs in order; equal ones come one after the other. */
bool spill_next(struct cx *cx, struct spill *spill, void *record, bool *found);

/* Runs written so far. */
size_t spill_run_count(const struct spill *spill);

#endif
