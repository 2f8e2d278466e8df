#include "core/json.h"

#include "core/shape_private.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define POINTER_MAX 1000 /* bytes: names of members come from the client */

/* Where a value stands in the body; made on the stack on the way down, and only turned into a
 * JSON Pointer when something is wrong. */
struct place {
    const struct place *parent;
    const char *name; /* of a member; NULL for an item of an array */
    size_t index;
};

struct reader {
    struct arena *arena;
    bool is_column; /* made by the database: no limits, read-only members are read too */
    str problem;    /* the first one */
    str pointer;
};

/* ---- problems ---- */

/* RFC 6901 */
static void add_pointer(struct strbuf *out, const struct place *place)
{
    if (!place)
        return;
    add_pointer(out, place->parent);
    strbuf_add_char(out, '/');
    if (!place->name) {
        strbuf_add_format(out, "%zu", place->index);
        return;
    }
    for (const char *c = place->name; *c; c++) {
        if (*c == '~')
            strbuf_add(out, STR("~0"));
        else if (*c == '/')
            strbuf_add(out, STR("~1"));
        else
            strbuf_add_char(out, *c);
    }
}

static bool wrong(struct reader *r, const struct place *place, str problem)
{
    struct strbuf pointer = strbuf_new(r->arena, POINTER_MAX);
    add_pointer(&pointer, place);
    r->problem = problem;
    r->pointer = strbuf_str(&pointer);
    return false;
}

static bool right_or_wrong(struct reader *r, const struct place *place, str problem)
{
    return str_is_null(problem) || wrong(r, place, problem);
}

/* ---- values ---- */

static bool read_object(struct reader *r, const struct place *place, const struct shape *shape,
                        json_t *value, enum json_read_mode mode, void *item);

static str text_of(json_t *value)
{
    return (str){ json_string_value(value), json_string_length(value) };
}

/* Kinds that are text in JSON are read as text of a query is. */
static bool read_text(struct reader *r, const struct place *place, const struct field *field,
                      str text, void *item)
{
    if (!r->is_column)
        return right_or_wrong(r, place, shape_field_read(r->arena, field, text, item));
    return shape_field_from_column(r->arena, field, text, item) ||
           wrong(r, place, STR("is not of its kind"));
}

static bool read_string(struct reader *r, const struct place *place, const struct field *field,
                        json_t *value, void *item)
{
    if (!json_is_string(value))
        return wrong(r, place, STR("must be a string"));
    return read_text(r, place, field, text_of(value), item);
}

static bool read_bool(struct reader *r, const struct place *place, const struct field *field,
                      json_t *value, void *item)
{
    if (!json_is_boolean(value))
        return wrong(r, place, STR("must be true or false"));
    return read_text(r, place, field, json_is_true(value) ? STR("true") : STR("false"), item);
}

static bool read_integer(struct reader *r, const struct place *place, const struct field *field,
                         json_t *value, void *item)
{
    if (!json_is_integer(value))
        return wrong(r, place, STR("must be a whole number"));
    str text = str_format(r->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return read_text(r, place, field, text, item);
}

/* A fraction has gone through binary by the time it gets here: it may not be what was written. */
static bool read_decimal(struct reader *r, const struct place *place, const struct field *field,
                         json_t *value, void *item)
{
    if (json_is_integer(value))
        return read_integer(r, place, field, value, item);
    if (json_is_real(value))
        return wrong(r, place, STR("must be a string such as \"12.5\": numbers are not exact"));
    return read_string(r, place, field, value, item);
}

static bool read_items(struct reader *r, const struct place *place, const struct shape *shape,
                       json_t *value, list *items)
{
    items->items = arena_array(r->arena, items->count, shape->size);
    for (size_t i = 0; i < items->count; i++) {
        struct place at = { .parent = place, .index = i };
        void *item = (char *)items->items + i * shape->size;
        shape_init(shape, item);
        if (!read_object(r, &at, shape, json_array_get(value, i), JSON_CREATE, item))
            return false;
    }
    return true;
}

static bool read_words(struct reader *r, const struct place *place, const struct field *field,
                       json_t *value, list *items)
{
    str *words = ARENA_ARRAY(r->arena, str, items->count);
    items->items = words;
    for (size_t i = 0; i < items->count; i++) {
        struct place at = { .parent = place, .index = i };
        json_t *word = json_array_get(value, i);
        if (!json_is_string(word))
            return wrong(r, &at, STR("must be a string"));
        words[i] = str_copy(r->arena, text_of(word));
        str problem = r->is_column ? STR_NULL : shape_item_problem(r->arena, field, words[i]);
        if (!right_or_wrong(r, &at, problem))
            return false;
    }
    return true;
}

static bool read_list(struct reader *r, const struct place *place, const struct field *field,
                      json_t *value, void *item)
{
    if (!json_is_array(value))
        return wrong(r, place, STR("must be an array"));
    list items = { .count = json_array_size(value), .is_present = true };
    str problem = r->is_column ? STR_NULL : shape_count_problem(r->arena, field, items.count);
    if (!right_or_wrong(r, place, problem))
        return false;
    bool ok = field->of ? read_items(r, place, field->of, value, &items)
                        : read_words(r, place, field, value, &items);
    *(list *)((char *)item + field->offset) = items;
    return ok;
}

static bool read_nested(struct reader *r, const struct place *place, const struct field *field,
                        json_t *value, void *item)
{
    void *nested = arena_alloc(r->arena, field->of->size);
    shape_init(field->of, nested);
    ((object *)((char *)item + field->offset))->ptr = nested;
    return read_object(r, place, field->of, value, JSON_CREATE, nested);
}

static bool read_any(struct reader *r, const struct place *place, const struct field *field,
                     json_t *value, void *item)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        return wrong(r, place, STR("could not be kept"));
    ((json_text *)((char *)item + field->offset))->text = str_copy(r->arena, str_of(text));
    free(text);
    return true;
}

static bool (*const readers[])(struct reader *r, const struct place *place,
                               const struct field *field, json_t *value, void *item) = {
    [FIELD_STR] = read_string,
    [FIELD_BOOL] = read_bool,
    [FIELD_INT] = read_integer,
    [FIELD_DECIMAL] = read_decimal,
    [FIELD_MAYBE_DECIMAL] = read_decimal,
    [FIELD_UUID] = read_string,
    [FIELD_DAY] = read_string,
    [FIELD_PERIOD] = read_string,
    [FIELD_INSTANT] = read_string,
    [FIELD_LIST] = read_list,
    [FIELD_OBJECT] = read_nested,
    [FIELD_JSON] = read_any,
};

static bool read_value(struct reader *r, const struct place *place, const struct field *field,
                       json_t *value, void *item)
{
    if (!json_is_null(value))
        return readers[field->kind](r, place, field, value, item);
    if (!r->is_column && !(field->flags & FIELD_NULLABLE))
        return wrong(r, place, STR("must not be null"));
    shape_field_clear(field, item);
    return true;
}

/* ---- objects ---- */

static const struct field *field_to_read(const struct reader *r, const struct shape *shape,
                                         const char *name)
{
    const struct field *field = shape_field(shape, str_of(name));
    return field && (r->is_column || !(field->flags & FIELD_READ_ONLY)) ? field : NULL;
}

static bool read_members(struct reader *r, const struct place *place, const struct shape *shape,
                         json_t *value, void *item)
{
    const char *name;
    json_t *member;
    json_object_foreach(value, name, member)
    {
        struct place at = { .parent = place, .name = name };
        const struct field *field = field_to_read(r, shape, name);
        if (!field)
            return wrong(r, &at, STR("is not known here"));
        if (!read_value(r, &at, field, member, item))
            return false;
    }
    return true;
}

static bool read_object(struct reader *r, const struct place *place, const struct shape *shape,
                        json_t *value, enum json_read_mode mode, void *item)
{
    if (!json_is_object(value))
        return wrong(r, place, STR("must be an object"));
    if (!read_members(r, place, shape, value, item))
        return false;
    if (mode == JSON_PATCH || r->is_column)
        return true;
    for (const struct field *field = shape->fields; field->name; field++) {
        struct place at = { .parent = place, .name = field->name };
        if (field->flags & FIELD_REQUIRED && !(field->flags & FIELD_READ_ONLY) &&
            !json_object_get(value, field->name))
            return wrong(r, &at, STR("is required"));
    }
    return true;
}

/* ---- texts ---- */

/* Asked before parsing: jansson goes down by recursion. */
static bool is_too_deep(str text)
{
    size_t depth = 0;
    bool is_in_string = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_in_string && c == '\\')
            i++;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (is_in_string)
            continue;
        else if ((c == '{' || c == '[') && ++depth > JSON_DEPTH_MAX)
            return true;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return false;
}

/* jansson adds `near '…'`, which may quote a password. */
static str parse_problem(struct arena *arena, const json_error_t *error)
{
    str reason = str_of(error->text);
    const char *near = strstr(error->text, " near ");
    if (near)
        reason.len = (size_t)(near - error->text);
    if (json_error_code(error) == json_error_null_character)
        reason = STR("the NUL character is not allowed");
    return str_format(arena, "%.*s at line %d, column %d", STR_ARG(reason), error->line,
                      error->column);
}

/* NULL: *problem says why. The caller gives the value back with json_decref. */
static json_t *parse(struct arena *arena, str text, str *problem)
{
    json_error_t error;
    if (is_too_deep(text)) {
        *problem = str_format(arena, "more than %d levels deep", JSON_DEPTH_MAX);
        return NULL;
    }
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
    json_t *value = json_loadb(text.ptr ? text.ptr : "", text.len, flags, &error);
    if (!value)
        *problem = parse_problem(arena, &error);
    return value;
}

bool json_read(struct cx *cx, const struct shape *shape, str text, enum json_read_mode mode,
               void *item)
{
    struct reader r = { .arena = cx->arena };
    str problem;
    json_t *value = parse(cx->arena, text, &problem);
    if (!value)
        return fail(cx, ERR_invalid_json, "%s", problem.ptr);
    bool ok = read_object(&r, NULL, shape, value, mode, item);
    json_decref(value);
    return ok || fail_at(cx, ERR_invalid_field, r.pointer, "%s", r.problem.ptr);
}

str json_read_member(struct arena *arena, const struct field *field, str text, bool is_column,
                     void *item)
{
    struct reader r = { .arena = arena, .is_column = is_column };
    str problem;
    json_t *value = parse(arena, text, &problem);
    if (!value)
        return STR("must be JSON");
    bool ok = read_value(&r, NULL, field, value, item);
    json_decref(value);
    return ok ? STR_NULL : r.problem;
}
