/* Any text of a map column (tags, cost categories): refused, or names and values in UTF-8. */
#include <assert.h>
#include <stdint.h>

#include "core/arena.h"
#include "ingest/tags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct tags tags = { .arena = arena };
    if (tags_add_map(&tags, COLUMN_RESOURCE_TAGS, (str){ (const char *)data, size }))
        for (size_t i = 0; i < tags.count; i++) {
            assert(str_is_utf8(tags.items[i].name) && str_is_utf8(tags.items[i].value));
            assert(tags.items[i].value.len > 0 && tags.items[i].value.len < size);
        }
    arena_free(&arena);
    return 0;
}
