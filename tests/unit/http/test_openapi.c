#include "unit/http/http_test.h"

#include <string.h>

#include <jansson.h>

#include "http/server.h"

struct thing {
    uuid id;
    str name;
    str secret;
    maybe_decimal percent;
    decimal cost;
    period since;
    list parts;
    object owner;
    str cursor;
};
struct part {
    int64_t count;
};
static const struct field part_fields[] = {
    FIELD(struct part, count, .flags = FIELD_REQUIRED, .min = 1, .max = 9), FIELDS_END
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);

static const str names[] = { STR("one"), STR("two"), STR_NULL };
static const struct field thing_fields[] = {
    FIELD(struct thing, id, .flags = FIELD_READ_ONLY),
    FIELD(struct thing, name, .flags = FIELD_REQUIRED, .one_of = names),
    FIELD(struct thing, secret, .flags = FIELD_WRITE_ONLY),
    FIELD(struct thing, percent, .flags = FIELD_NULLABLE),
    FIELD(struct thing, cost, .flags = FIELD_READ_ONLY, .needs = PERM_COST_READ),
    FIELD(struct thing, since),
    FIELD(struct thing, parts, .of = &part_shape),
    FIELD(struct thing, owner, .of = &part_shape),
    FIELD(struct thing, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

static bool handle(struct cx *cx)
{
    (void)cx;
    return true;
}

static const struct route routes[] = {
    { GET, "/api/v1/things", handle, PERM_PLAN_READ, .query = &page_query_shape,
      .reply_list = &thing_shape, .doc = "List things" },
    { POST, "/api/v1/things", handle, PERM_PLAN_WRITE, ROUTE_IDEMPOTENT, .body = &thing_shape,
      .reply = &thing_shape, .status = 201, .doc = "Add a thing" },
    { PATCH, "/api/v1/things/{id}", handle, PERM_PLAN_WRITE, .path_shape = &id_path_shape,
      .body = &thing_shape, .body_mode = JSON_PATCH, .reply = &thing_shape, .doc = "Change it" },
    { DELETE, "/api/v1/things/{id}", handle, PERM_PLAN_WRITE, .path_shape = &id_path_shape,
      .doc = "Remove it" },
    { GET, "/api/v1/things/{id}.csv", handle, PERM_PLAN_READ, ROUTE_RAW_REPLY,
      .path_shape = &id_path_shape, .suffix_of = "csv", .doc = "As a file" },
};

static json_t *document(struct cx *cx)
{
    const struct route_table table = ROUTE_TABLE(routes);
    str text = http_openapi(cx->arena, &table, 1);
    json_error_t error;
    json_t *json = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        fail_msg("%s at line %d", error.text, error.line);
    return json;
}

/* The member at a path of keys, which must be there. */
static const json_t *at(const json_t *json, const char *const *keys)
{
    for (; *keys; keys++) {
        json = json_object_get(json, *keys);
        if (!json)
            fail_msg("there is no member \"%s\"", *keys);
    }
    return json;
}
#define AT(json, ...) at((json), (const char *const[]){ __VA_ARGS__, NULL })

static bool holds(const json_t *array, const char *text)
{
    size_t i;
    const json_t *item;
    json_array_foreach((json_t *)(uintptr_t)array, i,
                       item) if (strcmp(json_string_value(item), text) == 0) return true;
    return false;
}

static void test_every_row_is_an_operation(void **state)
{
    json_t *json = document(*state);
    assert_string_equal(json_string_value(AT(json, "openapi")), "3.1.0");
    const json_t *post = AT(json, "paths", "/api/v1/things", "post");
    assert_string_equal(json_string_value(AT(post, "operationId")), "post_things");
    assert_string_equal(json_string_value(AT(post, "x-permission")), "plan.write");
    AT(post, "responses", "201", "content", "application/json", "schema", "$ref");
    AT(json, "paths", "/api/v1/things/{id}", "delete", "responses", "204");
    AT(json, "paths", "/api/v1/things/{id}.csv", "get", "responses", "200", "content", "text/csv");
    AT(json, "paths", "/healthz", "get");
    json_decref(json);
}

static void test_in_out_and_patch_differ(void **state)
{
    json_t *json = document(*state);
    const json_t *out = AT(json, "components", "schemas", "Thing");
    assert_true(holds(AT(out, "required"), "id"));
    assert_null(json_object_get(AT(out, "properties"), "secret"));
    assert_null(json_object_get(AT(out, "properties"), "cursor"));
    /* Members that need a permission may be missing. */
    AT(out, "properties", "cost");
    assert_false(holds(AT(out, "required"), "cost"));

    const json_t *in = AT(json, "components", "schemas", "ThingInput");
    AT(in, "properties", "secret");
    assert_null(json_object_get(AT(in, "properties"), "id"));
    assert_true(holds(AT(in, "required"), "name"));
    assert_int_equal(json_array_size(AT(in, "required")), 1);
    assert_true(json_is_false(AT(in, "additionalProperties")));

    const json_t *patch = AT(json, "components", "schemas", "ThingPatch");
    assert_null(json_object_get(patch, "required"));
    json_decref(json);
}

static void test_types_say_what_they_are(void **state)
{
    json_t *json = document(*state);
    const json_t *members = AT(json, "components", "schemas", "Thing", "properties");
    assert_true(holds(AT(members, "percent", "type"), "null"));
    assert_string_equal(json_string_value(AT(members, "percent", "format")), "decimal");
    assert_true(holds(AT(members, "name", "enum"), "two"));
    AT(members, "owner", "anyOf");
    assert_string_equal(json_string_value(AT(members, "parts", "items", "$ref")),
                        "#/components/schemas/Part");
    assert_int_equal(json_integer_value(AT(json, "components", "schemas", "Part", "properties",
                                           "count", "maximum")),
                     9);
    json_decref(json);
}

/* Follows "#/a/b/c". */
static void check_reference(json_t *root, const char *reference)
{
    str rest = str_of(reference);
    assert_str_equal(str_cut(&rest, '/'), STR("#"));
    json_t *found = root;
    while (!str_is_null(rest)) {
        char key[256];
        str part = str_cut(&rest, '/');
        snprintf(key, sizeof key, "%.*s", STR_ARG(part));
        found = json_object_get(found, key);
        if (!found)
            fail_msg("%s leads nowhere", reference);
    }
}

static void check_references(json_t *root, json_t *json)
{
    const char *key;
    json_t *member;
    size_t i;
    json_object_foreach(json, key, member)
    {
        if (strcmp(key, "$ref") == 0)
            check_reference(root, json_string_value(member));
        check_references(root, member);
    }
    json_array_foreach(json, i, member)
    {
        check_references(root, member);
    }
}

static void test_references_lead_somewhere(void **state)
{
    json_t *json = document(*state);
    check_references(json, json);
    json_decref(json);
}

static void test_the_text_is_stable(void **state)
{
    struct cx *cx = *state;
    const struct route_table table = ROUTE_TABLE(routes);
    assert_str_equal(http_openapi(cx->arena, &table, 1), http_openapi(cx->arena, &table, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_every_row_is_an_operation), HTTP_TEST(test_in_out_and_patch_differ),
        HTTP_TEST(test_types_say_what_they_are),   HTTP_TEST(test_references_lead_somewhere),
        HTTP_TEST(test_the_text_is_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
