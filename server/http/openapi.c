#include <string.h>

#include "core/json.h"
#include "http/credentials.h"
#include "http/endpoint.h"
#include "http/openapi_schema.h"
#include "http/own_routes.h"
#include "http/problem.h"
#include "http/server.h"

enum { DOCUMENT_MAX = 16 * 1024 * 1024, INDENT = 2 };

static const char *const permission_names[PERMISSION_COUNT] = {
#define PERMISSION(constant, name) [PERM_##constant] = name,
#include "core/permissions.def"
#undef PERMISSION
};

struct document {
    struct arena *arena;
    struct json_writer w;
    const struct endpoint *endpoints;
    size_t count;
    struct components components;
};

static void member(struct document *d, const char *key, str value)
{
    json_key(&d->w, str_of(key));
    json_str(&d->w, value);
}

static void open_member(struct document *d, const char *key)
{
    json_key(&d->w, str_of(key));
    json_object_begin(&d->w);
}

static void raw_member(struct document *d, const char *key, const char *json)
{
    json_key(&d->w, str_of(key));
    json_raw(&d->w, str_of(json));
}

/* ---- what an operation takes ---- */

/* get_bills_billing_group_id_period_csv: stable as long as method and path are. */
static str operation_id(struct document *d, const struct route *row)
{
    struct strbuf id = strbuf_new(d->arena, 512);
    str method = method_name(row->method);
    for (size_t i = 0; i < method.len; i++)
        strbuf_add_char(&id, (char)(method.ptr[i] + 'a' - 'A'));
    str path = str_of(row->path);
    if (str_starts(path, STR("/api/v1")))
        path = (str){ path.ptr + 7, path.len - 7 };
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (is_letter)
            strbuf_add_char(&id, c);
        else if (id.ptr[id.len - 1] != '_' && c != '}')
            strbuf_add_char(&id, '_');
    }
    return strbuf_str(&id);
}

/* The first segment after /api/v1. */
static str tag_of(const struct route *row)
{
    str path = str_of(row->path + 1);
    if (!str_starts(path, STR("api/v1/")))
        return STR("server");
    path = (str){ path.ptr + 7, path.len - 7 };
    str segment = str_cut(&path, '/');
    return str_cut(&segment, '.');
}

static void write_parameter(struct document *d, const struct field *field, const char *place)
{
    bool is_path = strcmp(place, "path") == 0;
    json_object_begin(&d->w);
    member(d, "name", str_of(field->name));
    member(d, "in", str_of(place));
    json_key(&d->w, STR("required"));
    json_bool(&d->w, is_path || field->flags & FIELD_REQUIRED);
    if (field->kind == FIELD_LIST)
        raw_member(d, "explode", "false");
    json_key(&d->w, STR("schema"));
    schema_field(&d->w, &d->components, field, USE_CREATE);
    json_object_end(&d->w);
}

static void refer_parameter(struct document *d, const char *name)
{
    json_object_begin(&d->w);
    member(d, "$ref", str_format(d->arena, "#/components/parameters/%s", name));
    json_object_end(&d->w);
}

static void write_parameters(struct document *d, const struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    json_key(&d->w, STR("parameters"));
    json_array_begin(&d->w);
    for (size_t i = 0; i < endpoint->param_count; i++)
        write_parameter(d, endpoint->params[i], "path");
    for (const struct field *field = row->query ? row->query->fields : NULL; field && field->name;
         field++)
        write_parameter(d, field, "query");
    if (row->permission != PERM_PUBLIC)
        refer_parameter(d, "ActingPartner");
    if (row->flags & ROUTE_IDEMPOTENT)
        refer_parameter(d, "IdempotencyKey");
    if (row->reply && (row->method == PATCH || row->method == PUT))
        refer_parameter(d, "IfMatch");
    json_array_end(&d->w);
}

static void write_body(struct document *d, const struct route *row)
{
    bool is_file = row->flags & ROUTE_STREAM_BODY;
    if (!row->body && !is_file)
        return;
    open_member(d, "requestBody");
    raw_member(d, "required", "true");
    open_member(d, "content");
    open_member(d, is_file ? "application/octet-stream" : "application/json");
    json_key(&d->w, STR("schema"));
    if (is_file)
        json_raw(&d->w, STR("{\"type\":\"string\",\"format\":\"binary\"}"));
    else
        schema_reference(&d->w, &d->components, row->body,
                         row->body_mode == JSON_PATCH ? USE_PATCH : USE_CREATE);
    json_object_end(&d->w);
    json_object_end(&d->w);
    json_object_end(&d->w);
}

/* ---- what it answers ---- */

static const char *reply_type(const struct route *row)
{
    if (row->flags & ROUTE_EVENTS)
        return "text/event-stream";
    if (row->suffix_of && strcmp(row->suffix_of, "csv") == 0)
        return "text/csv";
    if (strcmp(row->path, "/metrics") == 0)
        return "text/plain";
    return "application/json";
}

static void write_success(struct document *d, const struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    open_member(d, str_format(d->arena, "%d", endpoint->status).ptr);
    member(d, "description", STR("Success"));
    bool has_shape = endpoint->reply != NULL;
    if (has_shape || row->flags & (ROUTE_RAW_REPLY | ROUTE_EVENTS)) {
        open_member(d, "content");
        open_member(d, reply_type(row));
        json_key(&d->w, STR("schema"));
        if (has_shape && !(row->flags & (ROUTE_RAW_REPLY | ROUTE_EVENTS)))
            schema_reference(&d->w, &d->components, endpoint->reply,
                             endpoint->is_list ? USE_LIST : USE_REPLY);
        else
            json_raw(&d->w, strcmp(reply_type(row), "application/json") == 0
                                ? STR("{}")
                                : STR("{\"type\":\"string\"}"));
        json_object_end(&d->w);
        json_object_end(&d->w);
    }
    json_object_end(&d->w);
}

static void write_problem(struct document *d, const char *status, bool is_possible)
{
    if (is_possible)
        raw_member(d, status, "{\"$ref\":\"#/components/responses/Problem\"}");
}

static void write_replies(struct document *d, const struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    bool is_private = row->permission != PERM_PUBLIC;
    bool is_object = row->reply && (row->method == PATCH || row->method == PUT);
    open_member(d, "responses");
    write_success(d, endpoint);
    write_problem(d, "400", row->query || row->body || is_private);
    write_problem(d, "401", is_private);
    write_problem(d, "403", is_private);
    write_problem(d, "404", endpoint->param_count > 0);
    write_problem(d, "409", row->flags & ROUTE_IDEMPOTENT);
    write_problem(d, "412", is_object);
    write_problem(d, "413", row->body || row->flags & ROUTE_STREAM_BODY);
    write_problem(d, "422", row->body != NULL);
    write_problem(d, "429", row->flags & ROUTE_HASHES_PASSWORD);
    write_problem(d, "507", row->flags & ROUTE_STREAM_BODY);
    write_problem(d, "default", true);
    json_object_end(&d->w);
}

/* ---- the document ---- */

static void write_operation(struct document *d, const struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    static const char *const keys[METHOD_COUNT] = { "get", "post", "put", "patch", "delete" };
    open_member(d, keys[row->method]);
    member(d, "operationId", operation_id(d, row));
    member(d, "summary", str_of(row->doc ? row->doc : ""));
    json_key(&d->w, STR("tags"));
    json_array_begin(&d->w);
    json_str(&d->w, tag_of(row));
    json_array_end(&d->w);
    if (row->permission == PERM_PUBLIC)
        raw_member(d, "security", "[]");
    else
        member(d, "x-permission", str_of(permission_names[row->permission]));
    write_parameters(d, endpoint);
    write_body(d, row);
    write_replies(d, endpoint);
    json_object_end(&d->w);
}

static bool same_path(const struct endpoint *a, const struct endpoint *b)
{
    return strcmp(a->row->path, b->row->path) == 0;
}

static bool is_first_of_path(const struct document *d, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_path(&d->endpoints[i], &d->endpoints[at]))
            return false;
    return true;
}

static void write_paths(struct document *d)
{
    open_member(d, "paths");
    for (size_t i = 0; i < d->count; i++) {
        if (!is_first_of_path(d, i))
            continue;
        open_member(d, d->endpoints[i].row->path);
        for (size_t j = i; j < d->count; j++)
            if (same_path(&d->endpoints[i], &d->endpoints[j]))
                write_operation(d, &d->endpoints[j]);
        json_object_end(&d->w);
    }
    json_object_end(&d->w);
}

static const char parameters[] =
    "{\"ActingPartner\":{\"name\":\"Proforma-Partner\",\"in\":\"header\",\"required\":false,"
    "\"description\":\"The partner a superadmin works inside\","
    "\"schema\":{\"type\":\"string\",\"format\":\"uuid\"}},"
    "\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":false,"
    "\"description\":\"The same key with the same request gets the same answer again\","
    "\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":200}},"
    "\"IfMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":false,"
    "\"description\":\"The ETag of the version to change; 412 when it is not the current one\","
    "\"schema\":{\"type\":\"string\"}}}";

static const char security[] =
    "{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"" SESSION_COOKIE "\","
    "\"description\":\"Of POST /api/v1/session; writes also need its csrf_token as "
    "X-CSRF-Token\"},"
    "\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"An API key: " API_KEY_PREFIX
    "…\"}}";

static void write_components(struct document *d)
{
    open_member(d, "components");
    raw_member(d, "securitySchemes", security);
    raw_member(d, "parameters", parameters);
    open_member(d, "responses");
    open_member(d, "Problem");
    member(d, "description", STR("What went wrong (RFC 9457)"));
    open_member(d, "content");
    open_member(d, PROBLEM_TYPE);
    json_key(&d->w, STR("schema"));
    schema_reference(&d->w, &d->components, &problem_shape, USE_REPLY);
    json_object_end(&d->w);
    json_object_end(&d->w);
    json_object_end(&d->w);
    json_object_end(&d->w);
    open_member(d, "schemas");
    schema_components(&d->w, &d->components);
    json_object_end(&d->w);
    json_object_end(&d->w);
}

static void write_document(struct document *d)
{
    json_object_begin(&d->w);
    member(d, "openapi", STR("3.1.0"));
    raw_member(
        d, "info",
        "{\"title\":\"Proforma\",\"version\":\"1\","
        "\"description\":\"Cloud partner billing: from provider bills to customers' bills\"}");
    raw_member(d, "servers", "[{\"url\":\"/\"}]");
    raw_member(d, "security", "[{\"session\":[]},{\"key\":[]}]");
    write_paths(d);
    write_components(d);
    json_object_end(&d->w);
}

/* ---- one member per line, so that a change of the API is a readable difference ---- */

static void new_line(struct strbuf *out, int depth)
{
    strbuf_add_char(out, '\n');
    for (int i = 0; i < depth * INDENT; i++)
        strbuf_add_char(out, ' ');
}

/* Copies a string with its quotes; returns the index of the last one. */
static size_t copy_string(struct strbuf *out, str json, size_t i)
{
    size_t end = i + 1;
    while (json.ptr[end] != '"')
        end += json.ptr[end] == '\\' ? 2 : 1;
    strbuf_add(out, (str){ json.ptr + i, end - i + 1 });
    return end;
}

static str indent(struct arena *arena, str json)
{
    struct strbuf out = strbuf_new(arena, DOCUMENT_MAX);
    int depth = 0;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.ptr[i];
        bool is_empty = i + 1 < json.len && (json.ptr[i + 1] == '}' || json.ptr[i + 1] == ']');
        if (c == '"') {
            i = copy_string(&out, json, i);
        } else if ((c == '{' || c == '[') && is_empty) {
            strbuf_add(&out, (str){ json.ptr + i++, 2 });
        } else if (c == '{' || c == '[') {
            strbuf_add_char(&out, c);
            new_line(&out, ++depth);
        } else if (c == '}' || c == ']') {
            new_line(&out, --depth);
            strbuf_add_char(&out, c);
        } else {
            strbuf_add_char(&out, c);
            if (c == ',')
                new_line(&out, depth);
            if (c == ':')
                strbuf_add_char(&out, ' ');
        }
    }
    strbuf_add_char(&out, '\n');
    return strbuf_str(&out);
}

str http_openapi(struct arena *arena, const struct route_table *tables, size_t table_count)
{
    struct strbuf text = strbuf_new(arena, DOCUMENT_MAX);
    struct document *d = ARENA_NEW(arena, struct document);
    d->arena = arena;
    d->w = json_writer(&text, UINT64_MAX);
    tables = own_routes_and(arena, tables, &table_count);
    d->endpoints = endpoints_new(arena, tables, table_count, &d->count);
    write_document(d);
    return indent(arena, strbuf_str(&text));
}
