#include "http/decode.h"

#include <string.h>

#include <sodium.h>

enum { PAGE_LIMIT_DEFAULT = 50 };

/* The byte of the two digits after a '%'; -1 when they are no such thing. */
static int escaped_byte(str text, size_t at)
{
    if (at + 2 >= text.len)
        return -1;
    int high = hex_value(text.ptr[at + 1]);
    int low = hex_value(text.ptr[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

str percent_decode(struct arena *arena, str text, bool plus_is_space)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            int byte = escaped_byte(text, i);
            if (byte <= 0)
                return STR_NULL;
            c = (char)byte;
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[len++] = c;
    }
    str decoded = { out, len };
    return str_is_utf8(decoded) ? decoded : STR_NULL;
}

static bool misfit(struct cx *cx, const struct field *field, str why)
{
    if (field->kind == FIELD_UUID)
        return fail(cx, ERR_not_found, "there is no such %s", field->name);
    return fail(cx, ERR_invalid_parameter, "%s in the path %.*s", field->name, STR_ARG(why));
}

bool decode_path(struct cx *cx, const struct endpoint *endpoint, const str *values)
{
    const struct shape *shape = endpoint->row->path_shape;
    if (!shape)
        return true;
    void *path = arena_alloc(cx->arena, shape->size);
    shape_init(shape, path);
    for (size_t i = 0; i < endpoint->param_count; i++) {
        str value = percent_decode(cx->arena, values[i], false);
        str why = str_is_null(value)
                      ? STR("is not percent-encoded UTF-8")
                      : shape_field_read(cx->arena, endpoint->params[i], value, path);
        if (!str_is_null(why))
            return misfit(cx, endpoint->params[i], why);
    }
    cx->path = path;
    return true;
}

static bool refuse(struct cx *cx, str name, const char *why)
{
    return fail_at(cx, ERR_invalid_parameter, str_format(cx->arena, "?%.*s", STR_ARG(name)),
                   "query parameter \"%.*s\" %s", STR_ARG(name), why);
}

/* One `name=value`; `seen` has a bit per field. */
static bool read_parameter(struct cx *cx, const struct shape *shape, str pair, void *query,
                           uint64_t *seen)
{
    str raw_name = str_cut(&pair, '=');
    str name = percent_decode(cx->arena, raw_name, true);
    str value = percent_decode(cx->arena, str_is_null(pair) ? STR("") : pair, true);
    if (str_is_null(name) || str_is_null(value))
        return fail(cx, ERR_invalid_parameter, "the query is not percent-encoded UTF-8");

    const struct field *field = shape ? shape_field(shape, name) : NULL;
    if (!field || field->flags & FIELD_READ_ONLY)
        return refuse(cx, name, "is not known here");
    uint64_t bit = UINT64_C(1) << (field - shape->fields);
    if (*seen & bit)
        return refuse(cx, name, "is given twice");
    *seen |= bit;
    str why = shape_field_read(cx->arena, field, value, query);
    return str_is_null(why) || refuse(cx, name, why.ptr);
}

static bool require_fields(struct cx *cx, const struct shape *shape, uint64_t seen)
{
    for (size_t i = 0; shape->fields[i].name; i++)
        if (shape->fields[i].flags & FIELD_REQUIRED && !(seen & UINT64_C(1) << i))
            return refuse(cx, str_of(shape->fields[i].name), "is required");
    return true;
}

/* What next_cursor hides; absent when this is none of ours. */
static str cursor_decode(struct arena *arena, str text)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    if (sodium_base642bin((unsigned char *)out, text.len, text.ptr, text.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return STR_NULL;
    str cursor = { out, len };
    return str_is_utf8(cursor) && !memchr(out, 0, len) ? cursor : STR_NULL;
}

static bool finish_page(struct cx *cx, struct page *page)
{
    page->limit = (page->limit > 0 ? page->limit : PAGE_LIMIT_DEFAULT) + 1;
    if (str_is_null(page->cursor))
        return true;
    page->cursor = cursor_decode(cx->arena, page->cursor);
    if (str_is_null(page->cursor))
        return refuse(cx, STR("cursor"), "is not a next_cursor of this list");
    return true;
}

bool decode_query(struct cx *cx, const struct endpoint *endpoint, str query)
{
    const struct shape *shape = endpoint->row->query;
    void *values = arena_alloc(cx->arena, shape ? shape->size : 0);
    if (shape)
        shape_init(shape, values);
    uint64_t seen = 0;
    while (!str_is_null(query)) {
        str pair = str_cut(&query, '&');
        if (pair.len > 0)
            TRY(read_parameter(cx, shape, pair, values, &seen));
    }
    if (!shape)
        return true;
    TRY(require_fields(cx, shape, seen));
    if (endpoint->is_paged)
        TRY(finish_page(cx, (void *)((char *)values + endpoint->page_offset)));
    cx->query = values;
    return true;
}

bool check_query_permissions(struct cx *cx, const struct endpoint *endpoint)
{
    const struct shape *shape = endpoint->row->query;
    for (const struct field *field = shape ? shape->fields : NULL; field && field->name; field++) {
        bool is_permitted =
            field->needs == PERM_PUBLIC || cx->principal.permissions >> field->needs & 1;
        if (!is_permitted && !shape_field_is_absent(field, cx->query))
            return fail_at(cx, ERR_forbidden, str_format(cx->arena, "?%s", field->name),
                           "this parameter needs another permission");
    }
    return true;
}
