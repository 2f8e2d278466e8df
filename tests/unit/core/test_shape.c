#include "core/shape.h"

#include "unit/core/core_test.h"

struct part {
    str name;
    decimal amount;
    period month;
    str secret;
};

static const struct field part_fields[] = {
    FIELD(struct part, name, .flags = FIELD_REQUIRED),
    FIELD(struct part, amount),
    FIELD(struct part, month),
    FIELD(struct part, secret, .flags = FIELD_WRITE_ONLY | FIELD_OMIT_ABSENT),
    FIELDS_END,
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);

struct thing {
    str name;
    str note;
    str color;
    bool is_big;
    int64_t size;
    int64_t level;
    int64_t count;
    decimal price;
    maybe_decimal percent;
    uuid id;
    day starts_on;
    period month;
    instant at;
    list tags;
    list parts;
    object part;
    json_text extra;
};

static const str colors[] = { STR("red"), STR("green"), STR_NULL };

static const struct field thing_fields[] = {
    FIELD(struct thing, name, .flags = FIELD_NAME, .min = 1, .max = 10),
    FIELD(struct thing, note, .flags = FIELD_FREE_TEXT | FIELD_NULLABLE),
    FIELD(struct thing, color, .one_of = colors),
    FIELD(struct thing, is_big),
    FIELD(struct thing, size, .min = 1, .max = 100),
    FIELD(struct thing, level, .min = -5, .flags = FIELD_NULLABLE),
    FIELD(struct thing, count),
    FIELD(struct thing, price, .places = 6, .is_not_negative = true),
    FIELD(struct thing, percent),
    FIELD(struct thing, id),
    FIELD(struct thing, starts_on),
    FIELD(struct thing, month),
    FIELD(struct thing, at),
    FIELD(struct thing, tags, .one_of = colors, .min = 1, .max = 3),
    FIELD(struct thing, parts, .of = &part_shape),
    FIELD(struct thing, part, .of = &part_shape),
    FIELD(struct thing, extra),
    FIELDS_END,
};
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

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

static const struct field *field_of(const char *name)
{
    const struct field *field = shape_field(&thing_shape, str_of(name));
    if (!field)
        fail_msg("no field %s", name);
    return field;
}

static void test_init_and_lookup(void **state)
{
    (void)state;
    struct thing thing = { 0 };
    shape_init(&thing_shape, &thing);
    assert_true(day_is_none(thing.starts_on));
    assert_true(period_is_none(thing.month));
    assert_true(instant_is_none(thing.at));
    static const char *const never_absent[] = { "is_big", "size", "level", "count", "price" };
    for (const struct field *field = thing_fields; field->name; field++) {
        bool can_be_absent = true;
        for (size_t i = 0; i < COUNT(never_absent); i++)
            can_be_absent = can_be_absent && strcmp(never_absent[i], field->name) != 0;
        assert_int_equal(shape_field_is_absent(field, &thing), can_be_absent);
        assert_int_equal(str_is_null(shape_field_to_text(arena, field, &thing)), can_be_absent);
    }
    assert_null(shape_field(&thing_shape, STR("nam")));
    assert_null(shape_field(&thing_shape, STR_NULL));
}

struct text_case {
    const char *field;
    const char *text;
    const char *problem; /* NULL: fine */
    const char *back;    /* what goes to SQL then */
};

static const struct text_case text_cases[] = {
    { "name", "abc", NULL, "abc" },
    { "name", "1234567890", NULL, "1234567890" },
    { "name", "", "must not be empty", NULL },
    { "name", "12345678901", "must not be longer than 10 characters", NULL },
    { "name", "一二三四五六七八九十", NULL, "一二三四五六七八九十" },
    { "name", "一二三四五六七八九十一", "must not be longer than 10 characters", NULL },
    { "name", "😀😀😀😀😀😀😀😀😀😀", NULL, "😀😀😀😀😀😀😀😀😀😀" },
    { "name", "  ", "must not be only spaces", NULL },
    { "name", "\u3000\u00A0\u200B", "must not be only spaces", NULL },
    { "name", " a ", "must not begin or end with spaces", NULL },
    { "name", "a\u3000", "must not begin or end with spaces", NULL },
    { "name", "a b", NULL, "a b" },
    { "name", "a\u202Eb", "must not contain characters that change the direction of text", NULL },
    { "name", "\u2067a", "must not contain characters that change the direction of text", NULL },
    { "note", " \u202Ea ", NULL, " \u202Ea " },
    { "note", "  ", NULL, "  " },
    { "name", "a\nb", "must not contain control characters", NULL },
    { "name", "a\x7F", "must not contain control characters", NULL },
    { "name", "\xFF\xFE", "must be UTF-8 text", NULL },
    { "name", "\xE4\xBC\x99\xE4\xBC\xB4", NULL, "\xE4\xBC\x99\xE4\xBC\xB4" },
    { "note", "a\r\n\tb", NULL, "a\r\n\tb" },
    { "note", "a\x1B[0m", "must not contain control characters", NULL },
    { "color", "red", NULL, "red" },
    { "color", "Red", "must be one of red, green", NULL },
    { "color", "", "must be one of red, green", NULL },
    { "is_big", "true", NULL, "true" },
    { "is_big", "false", NULL, "false" },
    { "is_big", "t", "must be true or false", NULL },
    { "is_big", "1", "must be true or false", NULL },
    { "size", "1", NULL, "1" },
    { "size", "100", NULL, "100" },
    { "size", "0", "must be from 1 to 100", NULL },
    { "size", "101", "must be from 1 to 100", NULL },
    { "size", "", "must be a whole number", NULL },
    { "size", "+5", "must be a whole number", NULL },
    { "size", "5.0", "must be a whole number", NULL },
    { "size", " 5", "must be a whole number", NULL },
    { "size", "-", "must be a whole number", NULL },
    { "level", "-5", NULL, "-5" },
    { "level", "-6", "must be at least -5", NULL },
    { "level", "9223372036854775807", NULL, "9223372036854775807" },
    { "count", "-9223372036854775808", NULL, "-9223372036854775808" },
    { "count", "9223372036854775808", "must be a whole number", NULL },
    { "count", "-9223372036854775809", "must be a whole number", NULL },
    { "price", "12.500000", NULL, "12.5" },
    { "price", "0.0000001", "must have at most 6 decimals", NULL },
    { "price", "0.0000000000000001", "must have at most 6 decimals", NULL },
    { "price", "-1", "must not be negative", NULL },
    { "price", "1e14", "must have at most 14 digits before the point", NULL },
    { "price", "NaN", "must be a decimal number such as 12.5", NULL },
    { "percent", "-0.000000000001", NULL, "-0.000000000001" },
    { "percent", "0.0000000000001", "must have at most 12 decimals", NULL },
    { "id", "0190163D-8694-739B-AEA5-966C26F8AD91", NULL, "0190163d-8694-739b-aea5-966c26f8ad91" },
    { "id", "0190163d", "must be an id", NULL },
    { "id", "00000000-0000-0000-0000-000000000000", "must be an id", NULL },
    { "starts_on", "2023-11-01", NULL, "2023-11-01" },
    { "starts_on", "2023-11-31", "must be a date such as 2023-11-01", NULL },
    { "month", "2023-11", NULL, "2023-11-01" },
    { "month", "2023-11-01", NULL, "2023-11-01" },
    { "month", "2023-11-02", "must be a month such as 2023-11", NULL },
    { "at", "2026-11-21T18:00:00+08:00", NULL, "2026-11-21T10:00:00Z" },
    { "at", "2026-11-21", "must be a time such as 2023-11-01T00:00:00Z", NULL },
    { "tags", "red", NULL, "{\"red\"}" },
    { "tags", "red,green,red", NULL, "{\"red\",\"green\",\"red\"}" },
    { "tags", "", "must have at least 1 items", NULL },
    { "tags", "red,,green", "must be one of red, green", NULL },
    { "tags", "red,red,red,red", "must have at most 3 items", NULL },
    { "part", "{\"name\":\"a\"}", NULL, "{\"name\":\"a\",\"amount\":\"0\",\"month\":null}" },
    { "part", "{\"name\":\"a\",\"month\":\"2023-11\",\"secret\":\"s\"}", NULL,
      "{\"name\":\"a\",\"amount\":\"0\",\"month\":\"2023-11-01\",\"secret\":\"s\"}" },
    { "part", "{}", "is required", NULL },
    { "part", "{", "must be JSON", NULL },
    { "parts", "[{\"name\":\"a\",\"amount\":\"1.50\"},{\"name\":\"b\"}]", NULL,
      "[{\"name\":\"a\",\"amount\":\"1.5\",\"month\":null},"
      "{\"name\":\"b\",\"amount\":\"0\",\"month\":null}]" },
    { "parts", "[]", NULL, "[]" },
    { "parts", "{}", "must be an array", NULL },
    { "extra", " { \"a\" : [ 1 , \"x\" ] } ", NULL, "{\"a\":[1,\"x\"]}" },
    { "extra", "{\"a\":1} x", "must be JSON", NULL },
    { "extra", "\"\\u0000\"", "must be JSON", NULL },
};

static void test_text_from_outside(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(text_cases); i++) {
        const struct text_case *c = &text_cases[i];
        const struct field *field = field_of(c->field);
        struct thing thing = { 0 }, untouched = { 0 };
        str problem = shape_field_read(arena, field, str_of(c->text), &thing);
        if (!c->problem != str_is_null(problem))
            fail_msg("%s \"%s\": %.*s", c->field, c->text, STR_ARG(problem));
        assert_text(problem, c->problem);
        assert_int_equal(shape_field_from_text(arena, field, str_of(c->text), &thing), !c->problem);
        if (c->problem && field->kind != FIELD_OBJECT)
            assert_memory_equal(&thing, &untouched, sizeof thing);
        if (c->back)
            assert_text(shape_field_to_text(arena, field, &thing), c->back);
    }
}

static void test_lengths_have_a_default(void **state)
{
    (void)state;
    struct thing thing = { 0 };
    char text[1002];
    memset(text, 'x', sizeof text);
    assert_true(shape_field_from_text(arena, field_of("note"), (str){ text, 1000 }, &thing));
    assert_false(shape_field_from_text(arena, field_of("note"), (str){ text, 1001 }, &thing));
    assert_false(shape_field_from_text(arena, field_of("note"), (str){ "a\0b", 3 }, &thing));
}

static const struct text_case column_cases[] = {
    { "name", "longer than ten bytes\n", NULL, "longer than ten bytes\n" },
    { "name", NULL, NULL, NULL },
    { "color", "blue", NULL, "blue" },
    { "is_big", "t", NULL, "true" },
    { "is_big", "f", NULL, "false" },
    { "is_big", NULL, "null", NULL },
    { "size", "5000", NULL, "5000" },
    { "size", NULL, "null", NULL },
    { "size", "1.5", "not whole", NULL },
    { "level", NULL, NULL, "0" },
    { "price", "-1.123456789012", NULL, "-1.123456789012" },
    { "percent", NULL, NULL, NULL },
    { "id", NULL, NULL, NULL },
    { "id", "00000000-0000-0000-0000-000000000000", NULL, NULL },
    { "starts_on", NULL, NULL, NULL },
    { "month", "2023-11-01", NULL, "2023-11-01" },
    { "at", "2026-11-21 10:00:00.123456+00", NULL, "2026-11-21T10:00:00.123456Z" },
    { "tags", "{}", NULL, "{}" },
    { "tags", "{a,\"b c\",\"d\\\"e\\\\f\",\"\",NULL,\"NULL\"}", NULL,
      "{\"a\",\"b c\",\"d\\\"e\\\\f\",\"\",NULL,\"NULL\"}" },
    { "tags", "[\"a\",\"b\"]", NULL, "{\"a\",\"b\"}" },
    { "tags", "{a,b", "cut off", NULL },
    { "tags", "{\"a\"x\"b\"x\"c\"}", "no comma", NULL },
    { "tags", "{a}b}c}", "no comma", NULL },
    { "tags", "{\"a", "cut off", NULL },
    { "tags", "{a\\", "cut off", NULL },
    { "tags", "{", NULL, "{}" },
    { "part", "{\"amount\":\"1\"}", NULL, "{\"name\":null,\"amount\":\"1\",\"month\":null}" },
    { "part", "{\"amount\":1.5}", "not exact", NULL },
    { "part", "{\"amount\":15,\"month\":\"2023-11-01\"}", NULL,
      "{\"name\":null,\"amount\":\"15\",\"month\":\"2023-11-01\"}" },
    { "part", NULL, NULL, NULL },
    { "parts", "null", NULL, NULL },
    { "parts", "[{\"name\":\"a\"}]", NULL, "[{\"name\":\"a\",\"amount\":\"0\",\"month\":null}]" },
    { "extra", "{\"a\": 1.10}", NULL, "{\"a\": 1.10}" },
    { "extra", NULL, NULL, NULL },
};

static void test_columns_are_taken_as_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(column_cases); i++) {
        const struct text_case *c = &column_cases[i];
        const struct field *field = field_of(c->field);
        struct thing thing = { 0 };
        shape_init(&thing_shape, &thing);
        bool ok = shape_field_from_column(arena, field, str_of(c->text), &thing);
        if (ok != !c->problem)
            fail_msg("%s \"%s\"", c->field, c->text ? c->text : "null");
        if (ok)
            assert_text(shape_field_to_text(arena, field, &thing), c->back);
    }
}

static void test_the_whole_as_text(void **state)
{
    (void)state;
    struct part part = { .name = STR("a:b"), .amount = decimal_of_int(2), .month = PERIOD_NONE };
    assert_text(shape_to_text(arena, &part_shape, &part), "3:a:b1:2--");
    part.name = STR("");
    assert_text(shape_to_text(arena, &part_shape, &part), "0:1:2--");
    part.name = STR_NULL;
    assert_text(shape_to_text(arena, &part_shape, &part), "-1:2--");

    struct thing absent;
    struct thing empty;
    shape_init(&thing_shape, memset(&absent, 0, sizeof(absent)));
    empty = absent;
    empty.tags.is_present = true; /* an empty filter is not an absent one */
    assert_false(str_equal(shape_to_text(arena, &thing_shape, &absent),
                           shape_to_text(arena, &thing_shape, &empty)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init_and_lookup),
        cmocka_unit_test(test_text_from_outside),
        cmocka_unit_test(test_lengths_have_a_default),
        cmocka_unit_test(test_columns_are_taken_as_they_are),
        cmocka_unit_test(test_the_whole_as_text),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
