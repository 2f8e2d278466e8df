/*
 * The details of a drop: its charges told apart by resource and tags, packed into blocks
 * (detail_block.h) of table charge_details. Used by ingest/drop_write.c, in its transaction.
 *
 * While charges are copied nothing else can be sent to the database: blocks wait in a temporary
 * file.
 */
#ifndef PROFORMA_INGEST_DROP_DETAILS_H
#define PROFORMA_INGEST_DROP_DETAILS_H

#include "ingest/detail_block.h"

struct drop_details;

/* Opens the file in `directory`. */
bool drop_details_new(struct cx *cx, str directory, struct drop_details **details);
void drop_details_free(struct drop_details **details);

/* Details come account by account. */
bool drop_details_add(struct cx *cx, struct drop_details *details, int64_t account_id,
                      const struct charge_detail *detail);

/* Writes the blocks, reads them back from the database and compares what they hold with what was
 * added (ERR_unreconciled). */
bool drop_details_write(struct cx *cx, struct drop_details *details, uuid drop_id, period month);

#endif
