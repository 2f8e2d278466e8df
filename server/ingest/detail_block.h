/*
 * Blocks of details. A detail is a part of a charge: what one resource, with one set of tags, has
 * of it. There are many more of them than charges, and nobody asks for one alone, so some thousands
 * of one account are packed into a few bytes each (docs/adr/0015-details-in-blocks.md).
 *
 * A block is the size of its content (4 bytes, least significant first) and the content, deflated
 * without a header. The content is numbers, each seven bits a byte, lowest first, the eighth bit
 * set where more follow. A number with a sign has it as its lowest bit (-1 is 1, 1 is 2). Texts
 * are given by their number from 1; 0 is the empty text.
 *
 *   the number of texts, and of each:
 *     its length, its bytes
 *   details, until the end; of each:
 *     resource × 2, and 1 more when it is of another charge than the one before
 *     tags
 *     of another charge:
 *       day and SKU: the difference from those before, with a sign; of the first, from 0
 *       type of line item
 *       kind × 2, and 1 more when it is free
 *       invoice and commitment: ids of charge_texts, 0 for none
 *     which measures are given, as bits; the others equal one before them (detail_block.c)
 *     of each given: its value × 16 and its places; the value, with a sign, in units of 10^-places
 */
#ifndef PROFORMA_INGEST_DETAIL_BLOCK_H
#define PROFORMA_INGEST_DETAIL_BLOCK_H

#include "core/cx.h"
#include "ingest/normalize.h"

/* The columns of table charges, with the texts of a detail. Ids are those of the database, 0: none.
 */
struct charge_detail {
    day day;
    int64_t sku_id;
    str line_item_type;
    str kind;
    bool is_free;
    int64_t invoice_id;
    int64_t commitment_id;
    str resource;
    str tags; /* JSON text; empty: none */
    decimal sums[MEASURE_COUNT];
};

struct detail_block;

struct detail_block *detail_block_new(void);
void detail_block_free(struct detail_block **block);

void detail_block_add(struct detail_block *block, const struct charge_detail *detail);
size_t detail_block_count(const struct detail_block *block);
bool detail_block_is_full(const struct detail_block *block);

/* The bytes of the block, in cx->arena; what is added from here on is of another one. */
bool detail_block_pack(struct cx *cx, struct detail_block *block, str *bytes);

/* Gives the details in the order they were added; their texts live until `each` returns. What is no
 * block fails with ERR_internal, maybe after some details were given. `each` returns false to stop,
 * having filled cx->failure. */
bool detail_block_read(struct cx *cx, str bytes,
                       bool (*each)(struct cx *cx, void *context,
                                    const struct charge_detail *detail),
                       void *context);

#endif
