/*
 * The tags and cost categories of a line as one text: JSON with sorted keys and no empty values,
 * `{"cost_category:Team":"a","user:Name":"web"}`, so that equal sets are equal texts however the
 * file holds them. Made only where a set is seen for the first time (aggregate.h).
 */
#ifndef PROFORMA_INGEST_TAGS_H
#define PROFORMA_INGEST_TAGS_H

#include "ingest/line.h"

struct tag {
    str name;
    str value;
};

/* A growing array in the arena of the call. */
struct tags {
    struct arena *arena;
    struct tag *items;
    size_t count;
    size_t capacity;
};

void tags_add(struct tags *tags, str name, str value);

/* Adds the members of a map column, a JSON object of texts. false: it is none. In tag_map.c. */
bool tags_add_map(struct tags *tags, enum column map, str text);

/* The text, empty when there are no tags. false: the map column *bad cannot be read. */
bool tags_of_line(struct arena *arena, const struct line *line, str *out, enum column *bad);

#endif
