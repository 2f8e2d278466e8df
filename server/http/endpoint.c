#include "http/endpoint.h"

#include <stdio.h>
#include <stdlib.h>

/* A body that anyone may send is kept small; one of a signed-in user may be larger. */
enum { PUBLIC_BODY_MAX = 16 * 1024 };

static const str method_names[METHOD_COUNT] = {
    [GET] = { "GET", 3 },     [POST] = { "POST", 4 },     [PUT] = { "PUT", 3 },
    [PATCH] = { "PATCH", 5 }, [DELETE] = { "DELETE", 6 },
};

str method_name(enum method method)
{
    return method_names[method];
}

bool method_parse(str name, enum method *method, bool *is_head)
{
    *is_head = str_equal(name, STR("HEAD"));
    if (*is_head)
        name = STR("GET");
    for (enum method m = 0; m < METHOD_COUNT; m++) {
        if (!str_equal(name, method_names[m]))
            continue;
        *method = m;
        return true;
    }
    return false;
}

static const struct field page_query_fields[] = { PAGE_FIELDS(struct page_query), FIELDS_END };
const struct shape page_query_shape = SHAPE("PageQuery", struct page_query, page_query_fields);

static const struct field id_path_fields[] = {
    FIELD(struct id_path, id, .flags = FIELD_REQUIRED, .doc = "The id of the object"), FIELDS_END
};
const struct shape id_path_shape = SHAPE("IdPath", struct id_path, id_path_fields);

/* Checks what a row's author promised; the message names the row. */
static void demand(bool holds, const struct route *row, const char *what, const char *name)
{
    if (holds)
        return;
    fprintf(stderr, "proforma: %s %s: %s %s\n", method_name(row->method).ptr, row->path, what,
            name);
    abort();
}

static size_t field_count(const struct shape *shape)
{
    size_t count = 0;
    while (shape->fields[count].name)
        count++;
    return count;
}

/* The field of the item that next_cursor is taken from, or NULL. */
static const struct field *cursor_field(const struct shape *shape)
{
    const struct field *field = shape_field(shape, STR("cursor"));
    bool is_cursor = field && field->kind == FIELD_STR && field->flags & FIELD_READ_ONLY;
    return is_cursor ? field : NULL;
}

const struct shape *shown_shape(struct arena *arena, const struct shape *shape)
{
    const struct field *cursor = shape ? cursor_field(shape) : NULL;
    if (!cursor)
        return shape;
    struct field *fields = ARENA_ARRAY(arena, struct field, field_count(shape) + 1);
    size_t count = 0;
    for (const struct field *field = shape->fields; field->name; field++)
        if (field != cursor)
            fields[count++] = *field;
    struct shape *shown = ARENA_NEW(arena, struct shape);
    *shown = *shape;
    shown->fields = fields;
    return shown;
}

static void find_params(struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    str rest = str_of(row->path + 1);
    while (!str_is_null(rest)) {
        str segment = str_cut(&rest, '/');
        if (!str_starts(segment, STR("{")))
            continue;
        segment = (str){ segment.ptr + 1, segment.len - 1 };
        str name = str_cut(&segment, '}');
        demand(row->path_shape != NULL, row, "needs a path_shape", "");
        demand(endpoint->param_count < PATH_PARAMS_MAX, row, "has too many parameters", "");
        const struct field *field = shape_field(row->path_shape, name);
        demand(field != NULL, row, "path_shape has no field for", name.ptr);
        endpoint->params[endpoint->param_count++] = field;
    }
}

static void find_page(struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    if (!row->query)
        return;
    demand(field_count(row->query) <= QUERY_FIELDS_MAX, row, "has too many query fields", "");
    const struct field *limit = shape_field(row->query, STR("limit"));
    const struct field *cursor = shape_field(row->query, STR("cursor"));
    if (!limit || !cursor)
        return;
    demand(cursor->offset == limit->offset + offsetof(struct page, cursor), row,
           "limit and cursor are not those of", "struct page");
    endpoint->is_paged = true;
    endpoint->page_offset = limit->offset;
}

/* What the event loop can bind: the rest of the unit of work is known to SQL alone (route.h). */
static bool is_bindable(const struct route *row, str name)
{
    return (row->path_shape && shape_field(row->path_shape, name)) ||
           (row->query && shape_field(row->query, name)) || str_equal(name, STR("now")) ||
           str_equal(name, STR("request_id"));
}

static void check_kind(const struct route *row)
{
    demand(!row->sql != !row->handler, row, "has to have either a handler or a statement", "");
    demand(!(row->reply && row->reply_list), row, "has two replies", "");
    demand(!(row->flags & ROUTE_INLINE) || (row->permission == PERM_PUBLIC && !row->sql), row,
           "ROUTE_INLINE is for public handlers", "");
    if (!row->sql)
        return;
    demand(row->method == GET && (row->reply || row->reply_list), row, "is no query", "");
    demand(row->permission != PERM_PUBLIC, row, "a query needs a permission", "");
    for (const char *const *name = row->sql->params; *name; name++)
        demand(is_bindable(row, str_of(*name)), row, "nothing fills the parameter", *name);
}

static int success_status(const struct route *row)
{
    if (row->status)
        return row->status;
    return row->reply || row->reply_list || row->flags & (ROUTE_RAW_REPLY | ROUTE_EVENTS) ? 200
                                                                                          : 204;
}

static int64_t body_limit(const struct route *row)
{
    if (row->body_limit)
        return row->body_limit;
    return row->permission == PERM_PUBLIC ? PUBLIC_BODY_MAX : JSON_BODY_MAX;
}

static void prepare(struct arena *arena, struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    check_kind(row);
    find_params(endpoint);
    find_page(endpoint);
    endpoint->is_list = row->reply_list != NULL;
    endpoint->reply = shown_shape(arena, endpoint->is_list ? row->reply_list : row->reply);
    endpoint->cursor = endpoint->is_list ? cursor_field(row->reply_list) : NULL;
    endpoint->status = success_status(row);
    endpoint->body_limit = body_limit(row);
    demand(!endpoint->is_paged || endpoint->cursor || !endpoint->is_list, row,
           "a paged list needs a field", "cursor");
}

const struct endpoint *endpoints_new(struct arena *arena, const struct route_table *tables,
                                     size_t table_count, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < table_count; i++)
        *count += tables[i].count;
    struct endpoint *endpoints = ARENA_ARRAY(arena, struct endpoint, *count);
    size_t next = 0;
    for (size_t i = 0; i < table_count; i++) {
        for (size_t j = 0; j < tables[i].count; j++, next++) {
            endpoints[next] = (struct endpoint){ .row = &tables[i].routes[j], .index = next };
            prepare(arena, &endpoints[next]);
        }
    }
    return endpoints;
}
