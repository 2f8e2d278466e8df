/*
 * The rollups of a drop as blocks (rollup_block.h), which bills are rated from. Used by
 * ingest/drop_write.c, in its transaction.
 */
#ifndef PROFORMA_INGEST_DROP_BLOCKS_H
#define PROFORMA_INGEST_DROP_BLOCKS_H

#include "core/cx.h"
#include "ingest/tally.h"

/* Packs the rollups of the drop, reads the blocks back and compares what they add up to with the
 * tally (ERR_unreconciled). Reads charge_rollups, writes rollup_blocks. */
bool drop_blocks_write(struct cx *cx, uuid drop_id, const struct tally *tally);

#endif
