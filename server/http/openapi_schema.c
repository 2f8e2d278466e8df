#include "http/openapi_schema.h"

#include <stdlib.h>
#include <string.h>

static const str suffixes[] = {
    [USE_REPLY] = { "", 0 },
    [USE_CREATE] = { "Input", 5 },
    [USE_PATCH] = { "Patch", 5 },
    [USE_LIST] = { "List", 4 },
};

static void member(struct json_writer *w, str key, str value)
{
    json_key(w, key);
    json_str(w, value);
}

static void number(struct json_writer *w, str key, int64_t value)
{
    json_key(w, key);
    json_int(w, value);
}

/* ---- references ---- */

static str component_name(struct arena *arena, const struct shape *shape, enum schema_use use)
{
    return str_format(arena, "%s%.*s", shape->name, STR_ARG(suffixes[use]));
}

/* Two shapes that are the same to clients (one without its cursor) share a name. */
static void remember(struct components *components, const struct shape *shape, enum schema_use use)
{
    for (size_t i = 0; i < components->count; i++)
        if (strcmp(components->items[i].shape->name, shape->name) == 0 &&
            components->items[i].use == use)
            return;
    if (components->count == COMPONENTS_MAX)
        abort();
    components->items[components->count].shape = shape;
    components->items[components->count].use = use;
    components->count++;
}

void schema_reference(struct json_writer *w, struct components *components,
                      const struct shape *shape, enum schema_use use)
{
    remember(components, shape, use);
    str name = component_name(w->out->arena, shape, use);
    json_object_begin(w);
    member(w, STR("$ref"), str_format(w->out->arena, "#/components/schemas/%s", name.ptr));
    json_object_end(w);
}

/* ---- fields ---- */

/* What a kind is in JSON Schema: type, format, pattern. */
static const struct {
    const char *type;
    const char *format;
    const char *pattern;
} kinds[] = {
    [FIELD_STR] = { "string", NULL, NULL },
    [FIELD_BOOL] = { "boolean", NULL, NULL },
    [FIELD_INT] = { "integer", "int64", NULL },
    [FIELD_DECIMAL] = { "string", "decimal", "^-?[0-9]+(\\.[0-9]+)?$" },
    [FIELD_MAYBE_DECIMAL] = { "string", "decimal", "^-?[0-9]+(\\.[0-9]+)?$" },
    [FIELD_UUID] = { "string", "uuid", NULL },
    [FIELD_DAY] = { "string", "date", NULL },
    [FIELD_PERIOD] = { "string", NULL, "^[0-9]{4}-(0[1-9]|1[0-2])$" },
    [FIELD_INSTANT] = { "string", "date-time", NULL },
    [FIELD_LIST] = { "array", NULL, NULL },
    [FIELD_OBJECT] = { "object", NULL, NULL },
    [FIELD_JSON] = { NULL, NULL, NULL },
};

static bool is_nullable(const struct field *field, enum schema_use use)
{
    bool is_absent_null = use == USE_REPLY && !(field->flags & FIELD_OMIT_ABSENT) &&
                          (field->kind == FIELD_MAYBE_DECIMAL || field->kind == FIELD_OBJECT);
    return field->flags & FIELD_NULLABLE || is_absent_null;
}

static void write_type(struct json_writer *w, const struct field *field, bool can_be_null)
{
    str type = str_of(kinds[field->kind].type);
    if (str_is_null(type))
        return;
    json_key(w, STR("type"));
    if (!can_be_null) {
        json_str(w, type);
        return;
    }
    json_array_begin(w);
    json_str(w, type);
    json_str(w, STR("null"));
    json_array_end(w);
}

static void write_words(struct json_writer *w, const str *words, bool can_be_null)
{
    json_key(w, STR("enum"));
    json_array_begin(w);
    for (; !str_is_null(*words); words++)
        json_str(w, *words);
    if (can_be_null)
        json_absent(w);
    json_array_end(w);
}

static void write_limits(struct json_writer *w, const struct field *field)
{
    static const struct {
        str least, most;
    } names[] = {
        [FIELD_STR] = { { "minLength", 9 }, { "maxLength", 9 } },
        [FIELD_INT] = { { "minimum", 7 }, { "maximum", 7 } },
        [FIELD_LIST] = { { "minItems", 8 }, { "maxItems", 8 } },
    };
    if (field->kind != FIELD_STR && field->kind != FIELD_INT && field->kind != FIELD_LIST)
        return;
    if (field->min != 0)
        number(w, names[field->kind].least, field->min);
    if (field->max != 0)
        number(w, names[field->kind].most, field->max);
    if (field->otherwise != 0)
        number(w, STR("default"), field->otherwise);
}

static void write_items(struct json_writer *w, struct components *components,
                        const struct field *field, enum schema_use use)
{
    json_key(w, STR("items"));
    if (field->of) {
        schema_reference(w, components, field->of, use == USE_PATCH ? USE_CREATE : use);
        return;
    }
    json_object_begin(w);
    member(w, STR("type"), STR("string"));
    if (field->one_of)
        write_words(w, field->one_of, false);
    json_object_end(w);
}

/* An object or null: 3.1 has no `nullable` to put beside a reference. */
static void write_object(struct json_writer *w, struct components *components,
                         const struct field *field, enum schema_use use, bool can_be_null)
{
    json_key(w, can_be_null ? STR("anyOf") : STR("allOf"));
    json_array_begin(w);
    schema_reference(w, components, field->of, use == USE_PATCH ? USE_CREATE : use);
    if (can_be_null) {
        json_object_begin(w);
        member(w, STR("type"), STR("null"));
        json_object_end(w);
    }
    json_array_end(w);
}

void schema_field(struct json_writer *w, struct components *components, const struct field *field,
                  enum schema_use use)
{
    bool can_be_null = is_nullable(field, use);
    json_object_begin(w);
    if (field->doc)
        member(w, STR("description"), str_of(field->doc));
    if (field->kind == FIELD_OBJECT && field->of) {
        write_object(w, components, field, use, can_be_null);
    } else {
        write_type(w, field, can_be_null);
        if (kinds[field->kind].format)
            member(w, STR("format"), str_of(kinds[field->kind].format));
        if (kinds[field->kind].pattern)
            member(w, STR("pattern"), str_of(kinds[field->kind].pattern));
        if (field->one_of && field->kind == FIELD_STR)
            write_words(w, field->one_of, can_be_null);
        write_limits(w, field);
        if (field->kind == FIELD_LIST)
            write_items(w, components, field, use);
    }
    json_object_end(w);
}

/* ---- components ---- */

static bool is_member(const struct field *field, enum schema_use use)
{
    return !(field->flags & (use == USE_REPLY ? FIELD_WRITE_ONLY : FIELD_READ_ONLY));
}

static bool is_required(const struct field *field, enum schema_use use)
{
    if (use == USE_REPLY)
        return !(field->flags & FIELD_OMIT_ABSENT) && field->needs == PERM_PUBLIC;
    return use == USE_CREATE && field->flags & FIELD_REQUIRED;
}

static void write_required(struct json_writer *w, const struct shape *shape, enum schema_use use)
{
    size_t count = 0;
    for (const struct field *field = shape->fields; field->name; field++)
        count += is_member(field, use) && is_required(field, use);
    if (count == 0)
        return;
    json_key(w, STR("required"));
    json_array_begin(w);
    for (const struct field *field = shape->fields; field->name; field++)
        if (is_member(field, use) && is_required(field, use))
            json_str(w, str_of(field->name));
    json_array_end(w);
}

static void write_component(struct json_writer *w, struct components *components,
                            const struct shape *shape, enum schema_use use)
{
    json_object_begin(w);
    member(w, STR("type"), STR("object"));
    if (shape->doc)
        member(w, STR("description"), str_of(shape->doc));
    json_key(w, STR("properties"));
    json_object_begin(w);
    for (const struct field *field = shape->fields; field->name; field++) {
        if (!is_member(field, use))
            continue;
        json_key(w, str_of(field->name));
        schema_field(w, components, field, use);
    }
    json_object_end(w);
    write_required(w, shape, use);
    if (use != USE_REPLY) {
        json_key(w, STR("additionalProperties"));
        json_bool(w, false);
    }
    json_object_end(w);
}

static void write_list(struct json_writer *w, struct components *components,
                       const struct shape *shape)
{
    json_object_begin(w);
    member(w, STR("type"), STR("object"));
    json_key(w, STR("properties"));
    json_object_begin(w);
    json_key(w, STR("items"));
    json_object_begin(w);
    member(w, STR("type"), STR("array"));
    json_key(w, STR("items"));
    schema_reference(w, components, shape, USE_REPLY);
    json_object_end(w);
    json_key(w, STR("next_cursor"));
    json_raw(w, STR("{\"type\":[\"string\",\"null\"],"
                    "\"description\":\"For ?cursor= of the next page; null: this is the last\"}"));
    json_object_end(w);
    json_key(w, STR("required"));
    json_raw(w, STR("[\"items\",\"next_cursor\"]"));
    json_object_end(w);
}

void schema_components(struct json_writer *w, struct components *components)
{
    for (size_t i = 0; i < components->count; i++) {
        const struct shape *shape = components->items[i].shape;
        enum schema_use use = components->items[i].use;
        json_key(w, component_name(w->out->arena, shape, use));
        if (use == USE_LIST)
            write_list(w, components, shape);
        else
            write_component(w, components, shape, use);
    }
}
