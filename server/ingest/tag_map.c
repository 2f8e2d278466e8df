#include "ingest/tags.h"

#include <jansson.h>

static bool add_members(struct tags *tags, enum column map, json_t *root)
{
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        if (!json_is_string(value) && !json_is_null(value))
            return false;
        str text = { json_string_value(value), json_string_length(value) };
        if (text.len > 0)
            tags_add(tags, str_copy(tags->arena, tag_name(tags->arena, map, str_of(key))),
                     str_copy(tags->arena, text));
    }
    return true;
}

bool tags_add_map(struct tags *tags, enum column map, str text)
{
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    bool is_map = json_is_object(root) && add_members(tags, map, root);
    json_decref(root);
    return is_map;
}
