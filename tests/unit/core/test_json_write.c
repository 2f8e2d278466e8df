#include "core/json.h"

#include "unit/core/core_test.h"

struct line {
    str service;
    decimal cost;
};

struct bill {
    uuid id;
    str name;
    str note;
    str password;
    bool is_closed;
    int64_t accounts;
    decimal cost;
    maybe_decimal percent;
    day on;
    period period;
    instant at;
    list tags;
    list kinds;
    list lines;
    object main;
    json_text extra;
};

static const struct field line_fields[] = {
    FIELD(struct line, service),
    FIELD(struct line, cost, .needs = PERM_COST_READ),
    FIELDS_END,
};
static const struct shape line_shape = SHAPE("Line", struct line, line_fields);

static const struct field bill_fields[] = {
    FIELD(struct bill, id),
    FIELD(struct bill, name),
    FIELD(struct bill, note, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct bill, password, .flags = FIELD_WRITE_ONLY),
    FIELD(struct bill, is_closed),
    FIELD(struct bill, accounts),
    FIELD(struct bill, cost, .needs = PERM_COST_READ),
    FIELD(struct bill, percent),
    FIELD(struct bill, on),
    FIELD(struct bill, period),
    FIELD(struct bill, at),
    FIELD(struct bill, tags),
    FIELD(struct bill, kinds, .flags = FIELD_NULLABLE),
    FIELD(struct bill, lines, .of = &line_shape),
    FIELD(struct bill, main, .of = &line_shape),
    FIELD(struct bill, extra),
    FIELDS_END,
};
static const struct shape bill_shape = SHAPE("Bill", struct bill, bill_fields);

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static str written(const struct shape *shape, const void *item, uint64_t permissions)
{
    struct strbuf out = strbuf_new(arena, 100000);
    struct json_writer w = json_writer(&out, permissions);
    json_shape(&w, shape, item);
    assert_false(out.overflow);
    return strbuf_str(&out);
}

static void test_strings_are_escaped(void **state)
{
    (void)state;
    static const struct {
        str text;
        const char *json;
    } cases[] = {
        { STR(""), "\"\"" },
        { STR_NULL, "null" },
        { STR("plain"), "\"plain\"" },
        { STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
        { STR("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"" },
        { STR("\x01\x1F\x7F"), "\"\\u0001\\u001f\x7F\"" },
        { STR("a\0b"), "\"a\\u0000b\"" },
        { STR("\xE4\xBC\x99\xE4\xBC\xB4"), "\"\xE4\xBC\x99\xE4\xBC\xB4\"" },
        { STR("x\xF0\x9F\x92\xB0y"), "\"x\xF0\x9F\x92\xB0y\"" },
        { STR("a\xFFz"), "\"a\xEF\xBF\xBDz\"" },
        { STR("\xE4\xBC"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { STR("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { STR("</script>"), "\"</script>\"" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct strbuf out = strbuf_new(arena, 1000);
        struct json_writer w = json_writer(&out, 0);
        json_str(&w, cases[i].text);
        assert_text(strbuf_str(&out), cases[i].json);
    }
}

static void test_commas_are_the_writers_business(void **state)
{
    (void)state;
    struct strbuf out = strbuf_new(arena, 1000);
    struct json_writer w = json_writer(&out, 0);
    json_object_begin(&w);
    json_key(&w, STR("a\"b"));
    json_array_begin(&w);
    json_array_begin(&w);
    json_array_end(&w);
    json_int(&w, INT64_MIN);
    json_int(&w, 0);
    json_int(&w, INT64_MAX);
    json_bool(&w, true);
    json_bool(&w, false);
    json_absent(&w);
    json_decimal(&w, (decimal){ -500000000000 });
    json_raw(&w, STR("{}"));
    json_raw(&w, STR_NULL);
    json_array_end(&w);
    json_key(&w, STR("c"));
    json_object_begin(&w);
    json_object_end(&w);
    json_object_end(&w);
    assert_text(strbuf_str(&out),
                "{\"a\\\"b\":[[],-9223372036854775808,0,9223372036854775807,true,false,null,"
                "\"-0.5\",{},null],\"c\":{}}");
}

static void test_absent_members(void **state)
{
    (void)state;
    struct bill bill = { 0 };
    shape_init(&bill_shape, &bill);
    assert_text(written(&bill_shape, &bill, UINT64_MAX),
                "{\"id\":null,\"name\":null,\"is_closed\":false,\"accounts\":0,\"cost\":\"0\","
                "\"percent\":null,\"on\":null,\"period\":null,\"at\":null,\"tags\":[],"
                "\"kinds\":null,\"lines\":[],\"main\":null,\"extra\":null}");
}

static struct bill full_bill(void)
{
    static struct line lines[] = {
        { STR("AmazonEC2"), { INT64_C(115200000000000) } },
        { STR("AmazonS3"), { INT64_C(47500000000000) } },
    };
    static str tags[] = { STR("a"), STR_NULL };
    struct bill bill = {
        .name = STR("Northwind"),
        .note = STR(""),
        .password = STR("hunter2"),
        .is_closed = true,
        .accounts = 2,
        .cost = { INT64_C(307911000000000) },
        .percent = { { INT64_C(22055400000000) }, true },
        .on = { 19662 },
        .period = { 2023 * 12 + 10 },
        .at = { INT64_C(1795255200000000) },
        .tags = { .items = tags, .count = 2, .is_present = true },
        .kinds = { .items = tags, .count = 0, .is_present = true },
        .lines = { .items = lines, .count = 2, .is_present = true },
        .main = { &lines[0] },
        .extra = { STR("{\"x\":[1]}") },
    };
    assert_true(uuid_parse(STR("0190163d-8694-739b-aea5-966c26f8ad91"), &bill.id));
    return bill;
}

static void test_present_members(void **state)
{
    (void)state;
    struct bill bill = full_bill();
    const char *expected =
        "{\"id\":\"0190163d-8694-739b-aea5-966c26f8ad91\",\"name\":\"Northwind\",\"note\":\"\","
        "\"is_closed\":true,\"accounts\":2,\"cost\":\"307.911\",\"percent\":\"22.0554\","
        "\"on\":\"2023-11-01\",\"period\":\"2023-11\",\"at\":\"2026-11-21T10:00:00Z\","
        "\"tags\":[\"a\",null],\"kinds\":[],"
        "\"lines\":[{\"service\":\"AmazonEC2\",\"cost\":\"115.2\"},"
        "{\"service\":\"AmazonS3\",\"cost\":\"47.5\"}],"
        "\"main\":{\"service\":\"AmazonEC2\",\"cost\":\"115.2\"},\"extra\":{\"x\":[1]}}";
    assert_text(written(&bill_shape, &bill, UINT64_C(1) << PERM_COST_READ), expected);
    assert_text(json_text_of(arena, &bill_shape, &bill), expected);
}

static void test_members_need_permission(void **state)
{
    (void)state;
    struct bill bill = full_bill();
    str text = written(&bill_shape, &bill, ~(UINT64_C(1) << PERM_COST_READ));
    assert_null(strstr(text.ptr, "cost"));
    assert_null(strstr(text.ptr, "307.911"));
    assert_null(strstr(text.ptr, "115.2"));
    assert_non_null(strstr(text.ptr, "{\"service\":\"AmazonS3\"}"));
}

static void test_secrets_are_for_the_database_alone(void **state)
{
    (void)state;
    struct bill bill = full_bill();
    assert_null(strstr(written(&bill_shape, &bill, UINT64_MAX).ptr, "hunter2"));
    assert_null(strstr(json_text_of(arena, &bill_shape, &bill).ptr, "hunter2"));
    struct strbuf out = strbuf_new(arena, 10000);
    struct json_writer w = json_writer(&out, 0);
    w.is_for_database = true;
    json_shape(&w, &bill_shape, &bill);
    assert_non_null(strstr(strbuf_str(&out).ptr, "\"password\":\"hunter2\""));
    assert_non_null(strstr(strbuf_str(&out).ptr, "\"period\":\"2023-11-01\""));
    assert_non_null(strstr(strbuf_str(&out).ptr, "\"cost\":\"307.911\""));
}

static void test_every_limit_is_kept(void **state)
{
    (void)state;
    struct bill bill = full_bill();
    size_t whole = written(&bill_shape, &bill, UINT64_MAX).len;
    for (size_t limit = 0; limit < whole + 50; limit++) {
        struct strbuf out = strbuf_new(arena, limit);
        struct json_writer w = json_writer(&out, UINT64_MAX);
        json_shape(&w, &bill_shape, &bill);
        assert_true(out.len <= limit);
        if (limit < whole)
            assert_true(out.overflow);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_are_escaped),
        cmocka_unit_test(test_commas_are_the_writers_business),
        cmocka_unit_test(test_absent_members),
        cmocka_unit_test(test_present_members),
        cmocka_unit_test(test_members_need_permission),
        cmocka_unit_test(test_secrets_are_for_the_database_alone),
        cmocka_unit_test(test_every_limit_is_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
