/*
 * Blocks of rollups: what an account has of a drop, without days, one rollup after the other
 * (docs/adr/0018-rollups-in-blocks.md). The database packs them, when a drop is written, by
 * pack_rollup of migrations/0014_rollup_blocks.sql, which says each byte.
 */
#ifndef PROFORMA_INGEST_ROLLUP_BLOCK_H
#define PROFORMA_INGEST_ROLLUP_BLOCK_H

#include "core/calendar.h"
#include "core/decimal.h"

/* The columns of table charge_rollups that bills are rated from. */
struct rollup {
    int64_t sku_id;
    day first_day;
    day last_day;
    bool is_free;
    str kind;
    str line_item_type;
    decimal quantity;
    decimal unblended;
    decimal cost;
    decimal public_base;
    decimal amortized;
    decimal net_amortized;
};

/* Takes the first rollup off the block; its texts point into it. false when there is none, be it
 * that the block is at its end (no bytes are left) or that it is no block. */
bool rollup_block_next(str *block, struct rollup *rollup);

#endif
