#include "ingest/tags.h"

#include <stdlib.h>
#include <string.h>

#include "core/json.h"

/* A row is at most 256 KiB, and a byte at most six in JSON. */
#define TAGS_TEXT_MAX (2u * 1024 * 1024)

void tags_add(struct tags *tags, str name, str value)
{
    if (tags->count == tags->capacity) {
        size_t capacity = tags->capacity > 0 ? tags->capacity * 2 : 16;
        struct tag *items = ARENA_ARRAY(tags->arena, struct tag, capacity);
        if (tags->count > 0)
            memcpy(items, tags->items, tags->count * sizeof items[0]);
        tags->items = items;
        tags->capacity = capacity;
    }
    tags->items[tags->count++] = (struct tag){ .name = name, .value = value };
}

static int compare(const void *a, const void *b)
{
    const struct tag *x = a, *y = b;
    int order = str_compare(x->name, y->name);
    return order != 0 ? order : str_compare(x->value, y->value);
}

static str text_of(struct tags *tags)
{
    struct strbuf text = strbuf_new(tags->arena, TAGS_TEXT_MAX);
    struct json_writer w = json_writer(&text, 0);
    qsort(tags->items, tags->count, sizeof tags->items[0], compare);
    json_object_begin(&w);
    for (size_t i = 0; i < tags->count; i++) {
        if (i > 0 && str_equal(tags->items[i].name, tags->items[i - 1].name))
            continue;
        json_key(&w, tags->items[i].name);
        json_str(&w, tags->items[i].value);
    }
    json_object_end(&w);
    return strbuf_str(&text);
}

bool tags_of_line(struct arena *arena, const struct line *line, str *out, enum column *bad)
{
    static const enum column maps[] = { COLUMN_RESOURCE_TAGS, COLUMN_COST_CATEGORIES };
    struct tags tags = { .arena = arena };
    for (size_t i = 0; i < line->layout->tag_count; i++) {
        str value = line->cells[COLUMN_COUNT + i];
        if (value.len > 0)
            tags_add(&tags, line->layout->tag_names[i], value);
    }
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        str text = line->cells[maps[i]];
        *bad = maps[i];
        if (text.len > 0 && !tags_add_map(&tags, maps[i], text))
            return false;
    }
    *out = tags.count > 0 ? text_of(&tags) : STR("");
    return true;
}
