/* Any body: refused with a reason, or read into a struct that is written as JSON jansson reads.
 * The first byte chooses how it is read: as a new object, as a patch, or as columns. */
#include <assert.h>
#include <jansson.h>

#include "core/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct part {
    uuid id;
    str name;
    decimal amount;
    day on;
};

struct whole {
    str name;
    str note;
    str word;
    bool flag;
    int64_t number;
    decimal amount;
    maybe_decimal percent;
    uuid id;
    day on;
    period period;
    instant at;
    list words;
    list parts;
    object part;
    json_text any;
};

static const str words[] = { STR("a"), STR("b"), STR_NULL };

static const struct field part_fields[] = {
    FIELD(struct part, id, .flags = FIELD_READ_ONLY),
    FIELD(struct part, name, .flags = FIELD_REQUIRED),
    FIELD(struct part, amount, .places = 6),
    FIELD(struct part, on, .flags = FIELD_NULLABLE),
    FIELDS_END,
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);

static const struct field whole_fields[] = {
    FIELD(struct whole, name, .flags = FIELD_NULLABLE, .max = 50),
    FIELD(struct whole, note, .flags = FIELD_FREE_TEXT),
    FIELD(struct whole, word, .one_of = words),
    FIELD(struct whole, flag),
    FIELD(struct whole, number, .min = -9, .max = 99),
    FIELD(struct whole, amount, .is_not_negative = true),
    FIELD(struct whole, percent, .flags = FIELD_NULLABLE),
    FIELD(struct whole, id),
    FIELD(struct whole, on),
    FIELD(struct whole, period),
    FIELD(struct whole, at),
    FIELD(struct whole, words, .one_of = words),
    FIELD(struct whole, parts, .of = &part_shape),
    FIELD(struct whole, part, .of = &part_shape, .flags = FIELD_NULLABLE),
    FIELD(struct whole, any),
    FIELDS_END,
};
static const struct shape whole_shape = SHAPE("Whole", struct whole, whole_fields);

static void check_written(struct arena *arena, const struct whole *whole)
{
    str text = json_text_of(arena, &whole_shape, whole);
    json_t *value = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    assert(value && json_object_size(value) == sizeof whole_fields / sizeof whole_fields[0] - 1);
    json_decref(value);
}

/* What was read can go to the database as parameters and come back as columns. */
static void check_columns(struct arena *arena, const struct whole *whole)
{
    struct whole again = { 0 };
    for (const struct field *field = whole_fields; field->name; field++) {
        str text = shape_field_to_text(arena, field, whole);
        if (!str_is_null(text))
            assert(shape_field_from_column(arena, field, text, &again));
        else
            shape_field_clear(field, &again);
    }
    assert(str_equal(json_text_of(arena, &whole_shape, whole),
                     json_text_of(arena, &whole_shape, &again)));
}

static void check_body(struct arena *arena, str text, enum json_read_mode mode)
{
    struct cx cx = { .arena = arena };
    struct whole whole = { 0 };
    shape_init(&whole_shape, &whole);
    if (!json_read(&cx, &whole_shape, text, mode, &whole)) {
        assert(cx.failure.code == ERR_invalid_json || cx.failure.code == ERR_invalid_field);
        assert(cx.failure.detail.len > 0);
        assert((cx.failure.code == ERR_invalid_field) == !str_is_null(cx.failure.pointer));
        return;
    }
    check_written(arena, &whole);
    check_columns(arena, &whole);
}

/* Any field may be given the text, by a client or by the database. */
static void check_text(struct arena *arena, const struct field *field, str text)
{
    struct whole whole = { 0 };
    shape_init(&whole_shape, &whole);
    if (shape_field_from_text(arena, field, text, &whole)) {
        check_written(arena, &whole);
        check_columns(arena, &whole);
    }
    if (field->kind != FIELD_JSON && shape_field_from_column(arena, field, text, &whole))
        check_written(arena, &whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena *arena = arena_new();
    size_t choice = data[0] % 32;
    str text = str_copy(arena, (str){ (const char *)data + 1, size - 1 });
    if (choice < sizeof whole_fields / sizeof whole_fields[0] - 1)
        check_text(arena, &whole_fields[choice], text);
    else
        check_body(arena, text, choice % 2 ? JSON_PATCH : JSON_CREATE);
    arena_free(&arena);
    return 0;
}
