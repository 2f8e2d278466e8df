#include "core/json.h"

#include "unit/core/core_test.h"

struct rule {
    uuid id;
    str scope;
    decimal percent;
    maybe_decimal unit_price;
    day from;
};

static const str scopes[] = { STR("global"), STR("service"), STR_NULL };
static const struct field rule_fields[] = {
    FIELD(struct rule, id, .flags = FIELD_READ_ONLY),
    FIELD(struct rule, scope, .one_of = scopes, .flags = FIELD_REQUIRED),
    FIELD(struct rule, percent, .places = 6),
    FIELD(struct rule, unit_price, .flags = FIELD_NULLABLE, .is_not_negative = true),
    FIELD(struct rule, from, .flags = FIELD_NULLABLE),
    FIELDS_END,
};
static const struct shape rule_shape = SHAPE("Rule", struct rule, rule_fields);

struct plan {
    str name;
    str note;
    bool free_tier;
    int64_t position;
    period period;
    list pass_through;
    list rules;
    object first;
    json_text tags;
};

static const str kinds[] = { STR("tax"), STR("credit"), STR_NULL };
static const struct field plan_fields[] = {
    FIELD(struct plan, name, .flags = FIELD_REQUIRED, .min = 1, .max = 20),
    FIELD(struct plan, note, .flags = FIELD_NULLABLE | FIELD_FREE_TEXT),
    FIELD(struct plan, free_tier),
    FIELD(struct plan, position, .min = 0, .max = 9),
    FIELD(struct plan, period),
    FIELD(struct plan, pass_through, .one_of = kinds),
    FIELD(struct plan, rules, .of = &rule_shape, .max = 3),
    FIELD(struct plan, first, .name = "a/b~c", .of = &rule_shape, .flags = FIELD_NULLABLE),
    FIELD(struct plan, tags),
    FIELDS_END,
};
static const struct shape plan_shape = SHAPE("Plan", struct plan, plan_fields);

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

static struct failure read_plan(str text, enum json_read_mode mode, struct plan *plan)
{
    struct cx cx = { .arena = arena };
    bool ok = json_read(&cx, &plan_shape, text, mode, plan);
    assert_int_equal(ok, cx.failure.code == ERR_none);
    return cx.failure;
}

static struct plan new_plan(void)
{
    struct plan plan = { 0 };
    shape_init(&plan_shape, &plan);
    return plan;
}

static void test_a_whole_object(void **state)
{
    (void)state;
    static const str text = STR(
        " { \"name\" : \"\\u4f19\\u4f34 A\", \"note\": \"two\\nlines\", \"free_tier\": true,\r\n"
        "\"position\": 9, \"period\": \"2023-11\", \"pass_through\": [\"credit\", \"tax\"],"
        "\"rules\": [{\"scope\": \"global\", \"percent\": \"-5.25\"},"
        "{\"scope\": \"service\", \"percent\": 10, \"unit_price\": \"0.000000000001\","
        " \"from\": \"2023-11-15\"}], \"a/b~c\": {\"scope\": \"global\"},"
        "\"tags\": {\"a\": [1, \"x\", null]} } ");
    struct plan plan = new_plan();
    assert_int_equal(read_plan(text, JSON_CREATE, &plan).code, ERR_none);
    assert_text(plan.name, "\xE4\xBC\x99\xE4\xBC\xB4 A");
    assert_text(plan.note, "two\nlines");
    assert_true(plan.free_tier);
    assert_int_equal(plan.position, 9);
    assert_text(period_text(arena, plan.period), "2023-11");
    assert_int_equal(plan.pass_through.count, 2);
    assert_text(((str *)plan.pass_through.items)[0], "credit");
    assert_int_equal(plan.rules.count, 2);
    struct rule *rules = plan.rules.items;
    assert_text(decimal_text(arena, rules[0].percent), "-5.25");
    assert_false(rules[0].unit_price.is_present);
    assert_true(day_is_none(rules[0].from));
    assert_text(decimal_text(arena, rules[1].percent), "10");
    assert_true(rules[1].unit_price.is_present);
    assert_true(rules[1].unit_price.value.v == 1);
    assert_text(day_text(arena, rules[1].from), "2023-11-15");
    assert_text(((struct rule *)plan.first.ptr)->scope, "global");
    assert_text(plan.tags.text, "{\"a\":[1,\"x\",null]}");
}

static void test_what_is_absent_keeps_its_value(void **state)
{
    (void)state;
    struct plan plan = new_plan();
    assert_int_equal(read_plan(STR("{\"name\":\"x\"}"), JSON_CREATE, &plan).code, ERR_none);
    assert_false(plan.rules.is_present);
    assert_true(period_is_none(plan.period));

    struct plan before = plan;
    assert_int_equal(read_plan(STR("{}"), JSON_PATCH, &plan).code, ERR_none);
    assert_memory_equal(&plan, &before, sizeof plan);
    plan.note = STR("old");
    assert_int_equal(read_plan(STR("{\"note\":null,\"rules\":[]}"), JSON_PATCH, &plan).code,
                     ERR_none);
    assert_text(plan.name, "x");
    assert_text(plan.note, NULL);
    assert_true(plan.rules.is_present);
    assert_int_equal(plan.rules.count, 0);
}

struct refusal {
    const char *text;
    enum error_code code;
    const char *pointer;
    const char *detail;
};

#define INVALID(text, pointer, detail)                                                             \
    {                                                                                              \
        text, ERR_invalid_field, pointer, detail                                                   \
    }
#define NOT_JSON(text)                                                                             \
    {                                                                                              \
        text, ERR_invalid_json, NULL, NULL                                                         \
    }

static const struct refusal refusals[] = {
    INVALID("{}", "/name", "is required"),
    INVALID("[]", "", "must be an object"),
    INVALID("\"x\"", "", "must be an object"),
    INVALID("null", "", "must be an object"),
    INVALID("{\"name\":null}", "/name", "must not be null"),
    INVALID("{\"name\":1}", "/name", "must be a string"),
    INVALID("{\"name\":\"\"}", "/name", "must not be empty"),
    INVALID("{\"name\":\"123456789012345678901\"}", "/name",
            "must not be longer than 20 characters"),
    INVALID("{\"name\":\"a\\nb\"}", "/name", "must not contain control characters"),
    INVALID("{\"name\":\"a\\u007fb\"}", "/name", "must not contain control characters"),
    INVALID("{\"name\":\"x\",\"nmae\":1}", "/nmae", "is not known here"),
    INVALID("{\"name\":\"x\",\"x/y~z\":1}", "/x~1y~0z", "is not known here"),
    INVALID("{\"name\":\"x\",\"\":1}", "/", "is not known here"),
    INVALID("{\"name\":\"x\",\"free_tier\":1}", "/free_tier", "must be true or false"),
    INVALID("{\"name\":\"x\",\"free_tier\":\"true\"}", "/free_tier", "must be true or false"),
    INVALID("{\"name\":\"x\",\"free_tier\":null}", "/free_tier", "must not be null"),
    INVALID("{\"name\":\"x\",\"position\":10}", "/position", "must be from 0 to 9"),
    INVALID("{\"name\":\"x\",\"position\":-1}", "/position", "must be from 0 to 9"),
    INVALID("{\"name\":\"x\",\"position\":1.0}", "/position", "must be a whole number"),
    INVALID("{\"name\":\"x\",\"position\":\"1\"}", "/position", "must be a whole number"),
    INVALID("{\"name\":\"x\",\"period\":\"2023-13\"}", "/period",
            "must be a month such as 2023-11"),
    INVALID("{\"name\":\"x\",\"period\":202311}", "/period", "must be a string"),
    INVALID("{\"name\":\"x\",\"pass_through\":\"tax\"}", "/pass_through", "must be an array"),
    INVALID("{\"name\":\"x\",\"pass_through\":[\"tax\",\"fee\"]}", "/pass_through/1",
            "must be one of tax, credit"),
    INVALID("{\"name\":\"x\",\"pass_through\":[null]}", "/pass_through/0", "must be a string"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\"},{}]}", "/rules/1/scope",
            "is required"),
    INVALID("{\"name\":\"x\",\"rules\":[7]}", "/rules/0", "must be an object"),
    INVALID("{\"name\":\"x\",\"rules\":{}}", "/rules", "must be an array"),
    INVALID("{\"name\":\"x\",\"rules\":[{},{},{},{}]}", "/rules", "must have at most 3 items"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"id\":\"0190163d-8694-739b-aea5-966c26f8ad91\"}]}",
            "/rules/0/id", "is not known here"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":0.5}]}",
            "/rules/0/percent", "must be a string such as \"12.5\": numbers are not exact"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":1e2}]}",
            "/rules/0/percent", "must be a string such as \"12.5\": numbers are not exact"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":\"0.1234567\"}]}",
            "/rules/0/percent", "must have at most 6 decimals"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":\"a\"}]}",
            "/rules/0/percent", "must be a decimal number such as 12.5"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":true}]}",
            "/rules/0/percent", "must be a string"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"percent\":999999999999999999}]}",
            "/rules/0/percent", "must have at most 14 digits before the point"),
    INVALID("{\"name\":\"x\",\"rules\":[{\"scope\":\"global\",\"unit_price\":\"-1\"}]}",
            "/rules/0/unit_price", "must not be negative"),
    INVALID("{\"name\":\"x\",\"a/b~c\":{\"scope\":\"all\"}}", "/a~1b~0c/scope",
            "must be one of global, service"),
    INVALID("{\"name\":\"x\",\"tags\":null}", "/tags", "must not be null"),

    NOT_JSON(""),
    NOT_JSON("   "),
    NOT_JSON("{"),
    NOT_JSON("{\"name\":\"x\"} x"),
    NOT_JSON("{\"name\":\"x\"}{}"),
    NOT_JSON("{\"name\":\"x\",}"),
    NOT_JSON("{name:\"x\"}"),
    NOT_JSON("{'name':'x'}"),
    NOT_JSON("{\"name\":\"x\",\"name\":\"y\"}"),
    NOT_JSON("{\"name\":\"x\",\"tags\":{\"a\":1,\"a\":2}}"),
    NOT_JSON("{\"name\":\"a\\u0000b\"}"),
    NOT_JSON("{\"na\\u0000me\":\"b\"}"),
    NOT_JSON("{\"name\":\"\\ud800\"}"),
    NOT_JSON("{\"name\":\"\xFF\"}"),
    NOT_JSON("{\"name\":\"\xC0\xAF\"}"),
    NOT_JSON("{\"name\":\"\xED\xA0\x80\"}"),
    NOT_JSON("{\"name\":\"a\nb\"}"),
    NOT_JSON("{\"name\":\"x\",\"position\":99999999999999999999999999}"),
    NOT_JSON("{\"name\":\"x\",\"position\":1e999}"),
    NOT_JSON("{\"name\":\"x\",\"position\":01}"),
    NOT_JSON("{\"name\":\"x\",\"position\":NaN}"),
    NOT_JSON("{\"name\":\"x\",\"position\":Infinity}"),
    NOT_JSON("{\"name\":\"x\" // comment\n}"),
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const struct refusal *r = &refusals[i];
        struct plan plan = new_plan();
        struct failure failure = read_plan(str_of(r->text), JSON_CREATE, &plan);
        if (failure.code != r->code)
            fail_msg("%s: code %d", r->text, (int)failure.code);
        assert_text(failure.pointer, r->pointer);
        if (r->detail)
            assert_text(failure.detail, r->detail);
        assert_true(failure.detail.len > 0);
    }
}

/* A body is echoed to its sender only, but details also go to the log. */
static void test_details_do_not_quote_the_body(void **state)
{
    (void)state;
    struct plan plan = new_plan();
    struct failure failure = read_plan(STR("{\"name\": \"hunter2\" \"x\"}"), JSON_CREATE, &plan);
    assert_int_equal(failure.code, ERR_invalid_json);
    assert_null(strstr(failure.detail.ptr, "hunter2"));
    assert_null(strstr(failure.detail.ptr, "near"));
    failure = read_plan(STR("{\"name\":\"a\\u0000\"}"), JSON_CREATE, &plan);
    assert_true(str_starts(failure.detail, STR("the NUL character is not allowed at line 1")));
}

static str nested(char open, char close, size_t depth)
{
    struct strbuf text = strbuf_new(arena, 10 * 1024 * 1024);
    strbuf_add(&text, STR("{\"name\":\"x\",\"tags\":"));
    for (size_t i = 0; i < depth; i++)
        strbuf_add_char(&text, open);
    for (size_t i = 0; i < depth && close; i++)
        strbuf_add_char(&text, close);
    strbuf_add_char(&text, '}');
    return strbuf_str(&text);
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    struct plan plan = new_plan();
    str text = nested('[', ']', JSON_DEPTH_MAX - 1);
    assert_int_equal(read_plan(text, JSON_CREATE, &plan).code, ERR_none);
    static const size_t depths[] = { JSON_DEPTH_MAX, 2049, 1000000 };
    for (size_t i = 0; i < COUNT(depths); i++) {
        text = nested('[', ']', depths[i]);
        struct failure failure = read_plan(text, JSON_CREATE, &plan);
        assert_int_equal(failure.code, ERR_invalid_json);
        assert_text(failure.detail, "more than 32 levels deep");
    }
    text = nested('{', 0, 1000000);
    assert_int_equal(read_plan(text, JSON_CREATE, &plan).code, ERR_invalid_json);

    text = STR("{\"name\":\"x\",\"note\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[\"}");
    assert_int_equal(read_plan(text, JSON_CREATE, &plan).code, ERR_none);
}

static void test_long_names_are_cut_in_pointers(void **state)
{
    (void)state;
    struct strbuf text = strbuf_new(arena, 1024 * 1024);
    strbuf_add(&text, STR("{\""));
    for (int i = 0; i < 100000; i++)
        strbuf_add_char(&text, 'n');
    strbuf_add(&text, STR("\":1}"));
    struct plan plan = new_plan();
    struct failure failure = read_plan(strbuf_str(&text), JSON_CREATE, &plan);
    assert_int_equal(failure.code, ERR_invalid_field);
    assert_int_equal(failure.pointer.len, 1000);
}

/* Whatever is written reads back the same. */
static void test_round_trip(void **state)
{
    (void)state;
    struct rule rules[] = {
        { .scope = STR("global"), .percent = { -5250000000000 }, .from = { 19662 } },
        { .scope = STR("service"), .unit_price = { { 1 }, true }, .from = DAY_NONE },
    };
    struct plan plan = new_plan();
    plan.name = STR("quotes \" and \\ and \xE4\xBC\x99");
    plan.note = STR("a\tb\r\nc");
    plan.position = 3;
    plan.period = (period){ 2024 * 12 };
    plan.rules = (list){ rules, 2, true };
    plan.first = (object){ &rules[1] };
    plan.tags = (json_text){ STR("[\"\xE4\xBC\x99\",-1]") };
    struct strbuf out = strbuf_new(arena, 10000);
    struct json_writer w = json_writer(&out, 0);
    w.is_for_database = true;
    json_shape(&w, &plan_shape, &plan);

    struct plan again = new_plan();
    for (const struct field *field = plan_fields; field->name; field++) {
        str text = shape_field_to_text(arena, field, &plan);
        if (!str_is_null(text))
            assert_true(shape_field_from_column(arena, field, text, &again));
    }
    struct strbuf out_again = strbuf_new(arena, 10000);
    struct json_writer w_again = json_writer(&out_again, 0);
    w_again.is_for_database = true;
    json_shape(&w_again, &plan_shape, &again);
    assert_text(strbuf_str(&out_again), strbuf_str(&out).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_object),
        cmocka_unit_test(test_what_is_absent_keeps_its_value),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_details_do_not_quote_the_body),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_long_names_are_cut_in_pointers),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
