/* Any bytes as a block of details: refused, or details that packed again are read back the same. */
#include <assert.h>
#include <string.h>

#include "core/arena.h"
#include "ingest/detail_block.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool add(struct cx *cx, void *context, const struct charge_detail *detail)
{
    (void)cx;
    for (int m = 0; m < MEASURE_COUNT; m++)
        assert(decimal_compare(detail->sums[m], decimal_of_int(INT64_C(100000000000000))) <= 0);
    size_t texts =
        detail->resource.len + detail->tags.len + detail->line_item_type.len + detail->kind.len;
    if (texts < 1u << 20 && !detail_block_is_full(context))
        detail_block_add(context, detail);
    return true;
}

static bool count(struct cx *cx, void *context, const struct charge_detail *detail)
{
    (void)cx;
    (void)detail;
    ++*(size_t *)context;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx = { .arena = arena_new() };
    struct detail_block *block = detail_block_new();
    str bytes;
    (void)detail_block_read(&cx, (str){ (const char *)data, size }, add, block);
    size_t added = detail_block_count(block), found = 0;
    assert(detail_block_pack(&cx, block, &bytes));
    assert(detail_block_read(&cx, bytes, count, &found) && found == added);
    detail_block_free(&block);
    arena_free(&cx.arena);
    return 0;
}
