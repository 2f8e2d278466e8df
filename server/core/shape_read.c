#include "core/shape.h"

#include "core/arena.h"
#include "core/shape_private.h"

#include <string.h>

/* The limits of a field that says nothing else. */
#define STR_MAX 1000
#define LIST_MAX 1000

/* Where a text came from, and where its value goes. */
struct reading {
    struct arena *arena;
    const struct field *field;
    bool is_column; /* from the database: no limits */
    void *member;
};

/* ---- texts ---- */

static bool has_control_characters(str text, bool is_free_text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_layout = c == '\n' || c == '\r' || c == '\t';
        if (c == 0x7F || (c < 0x20 && !(is_free_text && is_layout)))
            return true;
    }
    return false;
}

static bool is_among(const str *words, str text)
{
    for (; words->ptr; words++) {
        if (str_equal(*words, text))
            return true;
    }
    return false;
}

static str words_problem(struct arena *arena, const str *words)
{
    struct strbuf out = strbuf_new(arena, 2000);
    strbuf_add(&out, STR("must be one of"));
    for (size_t i = 0; words[i].ptr; i++)
        strbuf_add_format(&out, "%s %.*s", i > 0 ? "," : "", STR_ARG(words[i]));
    return strbuf_str(&out);
}

/* What is wrong with a text whatever its length; for items of lists too. */
static str content_problem(struct arena *arena, const struct field *field, str text)
{
    if (!str_is_utf8(text))
        return STR("must be UTF-8 text");
    if (has_control_characters(text, field->flags & FIELD_FREE_TEXT))
        return STR("must not contain control characters");
    if (field->one_of && !is_among(field->one_of, text))
        return words_problem(arena, field->one_of);
    return STR_NULL;
}

static str length_problem(struct arena *arena, const struct field *field, str text)
{
    int64_t max = field->max > 0 ? field->max : STR_MAX;
    int64_t length = (int64_t)str_characters(text);
    if (length > max)
        return str_format(arena, "must not be longer than %lld characters", (long long)max);
    if (length == 0 && field->min == 1)
        return STR("must not be empty");
    if (length < field->min)
        return str_format(arena, "must not be shorter than %lld characters", (long long)field->min);
    bool is_blank = field->min > 0 && !(field->flags & FIELD_WRITE_ONLY) && str_is_blank(text);
    return is_blank ? STR("must not be only spaces") : STR_NULL;
}

static str name_problem(const struct field *field, str text)
{
    if (!(field->flags & FIELD_NAME))
        return STR_NULL;
    if (str_is_reordered(text))
        return STR("must not contain characters that change the direction of text");
    return str_has_blank_ends(text) ? STR("must not begin or end with spaces") : STR_NULL;
}

static str read_str(const struct reading *r, str text)
{
    str problem = STR_NULL;
    if (!r->is_column)
        problem = length_problem(r->arena, r->field, text);
    if (!r->is_column && str_is_null(problem))
        problem = content_problem(r->arena, r->field, text);
    if (!r->is_column && str_is_null(problem))
        problem = name_problem(r->field, text);
    if (str_is_null(problem))
        *(str *)r->member = str_copy(r->arena, text);
    return problem;
}

/* ---- numbers ---- */

static bool parse_int(str text, int64_t *out)
{
    bool is_negative = str_starts(text, STR("-"));
    size_t i = is_negative;
    int64_t value = 0;
    if (i == text.len)
        return false;
    for (; i < text.len; i++) {
        int digit = text.ptr[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, is_negative ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}

static str int_problem(struct arena *arena, const struct field *field, int64_t value)
{
    bool has_min = field->min != 0 || field->max != 0;
    if (field->max != 0 && (value < field->min || value > field->max))
        return str_format(arena, "must be from %lld to %lld", (long long)field->min,
                          (long long)field->max);
    if (has_min && value < field->min)
        return str_format(arena, "must be at least %lld", (long long)field->min);
    return STR_NULL;
}

static str read_int(const struct reading *r, str text)
{
    int64_t value;
    if (!parse_int(text, &value))
        return STR("must be a whole number");
    str problem = r->is_column ? STR_NULL : int_problem(r->arena, r->field, value);
    if (str_is_null(problem))
        *(int64_t *)r->member = value;
    return problem;
}

static str decimal_problem(struct arena *arena, const struct field *field, decimal value,
                           bool is_rounded)
{
    int places = field->places > 0 ? field->places : DECIMAL_PLACES;
    if (is_rounded || decimal_places(value) > places)
        return str_format(arena, "must have at most %d decimals", places);
    if (field->is_not_negative && value.v < 0)
        return STR("must not be negative");
    return STR_NULL;
}

static str parse_decimal(const struct reading *r, str text, decimal *out)
{
    enum decimal_parse_result result = decimal_parse(text, out);
    if (result == DECIMAL_MALFORMED)
        return STR("must be a decimal number such as 12.5");
    if (result == DECIMAL_OUT_OF_RANGE)
        return str_format(r->arena, "must have at most %d digits before the point",
                          DECIMAL_INPUT_DIGITS);
    if (r->is_column)
        return STR_NULL;
    return decimal_problem(r->arena, r->field, *out, result == DECIMAL_ROUNDED);
}

static str read_decimal(const struct reading *r, str text)
{
    decimal value;
    str problem = parse_decimal(r, text, &value);
    if (str_is_null(problem))
        *(decimal *)r->member = value;
    return problem;
}

static str read_maybe_decimal(const struct reading *r, str text)
{
    maybe_decimal value = { .is_present = true };
    str problem = parse_decimal(r, text, &value.value);
    if (str_is_null(problem))
        *(maybe_decimal *)r->member = value;
    return problem;
}

/* ---- words of fixed form ---- */

static str read_bool(const struct reading *r, str text)
{
    bool is_true = str_equal(text, STR("true")) || (r->is_column && str_equal(text, STR("t")));
    bool is_false = str_equal(text, STR("false")) || (r->is_column && str_equal(text, STR("f")));
    if (!is_true && !is_false)
        return STR("must be true or false");
    *(bool *)r->member = is_true;
    return STR_NULL;
}

static str read_uuid(const struct reading *r, str text)
{
    uuid id;
    if (!uuid_parse(text, &id) || (uuid_is_nil(id) && !r->is_column))
        return STR("must be an id");
    *(uuid *)r->member = id;
    return STR_NULL;
}

static str read_day(const struct reading *r, str text)
{
    if (!day_parse(text, r->member))
        return STR("must be a date such as 2023-11-01");
    return STR_NULL;
}

/* The database holds a period as the date of its first day. */
static str read_period(const struct reading *r, str text)
{
    str month = str_ends(text, STR("-01")) && text.len == 10 ? (str){ text.ptr, 7 } : text;
    if (!period_parse(month, r->member))
        return STR("must be a month such as 2023-11");
    return STR_NULL;
}

static str read_instant(const struct reading *r, str text)
{
    if (!instant_parse(text, r->member))
        return STR("must be a time such as 2023-11-01T00:00:00Z");
    return STR_NULL;
}

/* ---- lists ---- */

str shape_item_problem(struct arena *arena, const struct field *field, str text)
{
    if (str_characters(text) > STR_MAX)
        return str_format(arena, "must not be longer than %d characters", STR_MAX);
    return content_problem(arena, field, text);
}

str shape_count_problem(struct arena *arena, const struct field *field, size_t count)
{
    int64_t max = field->max > 0 ? field->max : LIST_MAX;
    if ((int64_t)count > max)
        return str_format(arena, "must have at most %lld items", (long long)max);
    if ((int64_t)count < field->min)
        return str_format(arena, "must have at least %lld items", (long long)field->min);
    return STR_NULL;
}

static size_t count_commas(str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == ',';
    return count;
}

/* "a,b,c" */
static str read_words(const struct reading *r, str text)
{
    list *out = r->member;
    size_t count = text.len > 0 ? count_commas(text) + 1 : 0;
    str problem = shape_count_problem(r->arena, r->field, count);
    str *words = ARENA_ARRAY(r->arena, str, count);
    for (size_t i = 0; i < count && str_is_null(problem); i++) {
        words[i] = str_copy(r->arena, str_cut(&text, ','));
        problem = shape_item_problem(r->arena, r->field, words[i]);
    }
    if (str_is_null(problem))
        *out = (list){ .items = words, .count = count, .is_present = true };
    return problem;
}

/* Takes an item and the comma or last brace behind it off *rest; its bytes go to *bytes. */
static bool take_array_item(str *rest, char **bytes, str *out)
{
    bool is_quoted = str_starts(*rest, STR("\""));
    size_t len = 0;
    size_t i = is_quoted;
    for (; i < rest->len; i++) {
        char c = rest->ptr[i];
        if (is_quoted ? c == '"' : c == ',' || c == '}')
            break;
        i += c == '\\' && i + 1 < rest->len;
        (*bytes)[len++] = rest->ptr[i];
    }
    i += is_quoted;
    if (i >= rest->len || (rest->ptr[i] != ',' && !(rest->ptr[i] == '}' && i + 1 == rest->len)))
        return false;
    *rest = (str){ rest->ptr + i + 1, rest->len - i - 1 };
    *out = (str){ *bytes, len };
    if (!is_quoted && str_equal(*out, STR("NULL")))
        *out = STR_NULL;
    *bytes += len + 1;
    return true;
}

/* {a,"b c",NULL}: one dimension, as PostgreSQL writes it. */
static str read_array(const struct reading *r, str text)
{
    str *items = ARENA_ARRAY(r->arena, str, count_commas(text) + 1);
    char *bytes = arena_alloc(r->arena, text.len);
    size_t count = 0;
    str rest = { text.ptr + 1, text.len - 1 };
    if (str_equal(rest, STR("}")))
        rest.len = 0;
    while (rest.len > 0) {
        if (!take_array_item(&rest, &bytes, &items[count++]))
            return STR("must be an array");
    }
    *(list *)r->member = (list){ .items = items, .count = count, .is_present = true };
    return STR_NULL;
}

/* ---- any kind ---- */

static str read_json(const struct reading *r, str text)
{
    void *item = (char *)r->member - r->field->offset;
    return json_read_member(r->arena, r->field, text, r->is_column, item);
}

static str read_list(const struct reading *r, str text)
{
    if (!r->field->of && !r->is_column)
        return read_words(r, text);
    if (!r->field->of && str_starts(text, STR("{")))
        return read_array(r, text);
    return read_json(r, text);
}

static str read_json_text(const struct reading *r, str text)
{
    if (!r->is_column)
        return read_json(r, text);
    ((json_text *)r->member)->text = str_copy(r->arena, text);
    return STR_NULL;
}

static str (*const readers[])(const struct reading *r, str text) = {
    [FIELD_STR] = read_str,
    [FIELD_BOOL] = read_bool,
    [FIELD_INT] = read_int,
    [FIELD_DECIMAL] = read_decimal,
    [FIELD_MAYBE_DECIMAL] = read_maybe_decimal,
    [FIELD_UUID] = read_uuid,
    [FIELD_DAY] = read_day,
    [FIELD_PERIOD] = read_period,
    [FIELD_INSTANT] = read_instant,
    [FIELD_LIST] = read_list,
    [FIELD_OBJECT] = read_json,
    [FIELD_JSON] = read_json_text,
};

static str read_text(struct arena *arena, const struct field *field, str text, bool is_column,
                     void *item)
{
    struct reading r = {
        .arena = arena,
        .field = field,
        .is_column = is_column,
        .member = (char *)item + field->offset,
    };
    return readers[field->kind](&r, text);
}

str shape_field_read(struct arena *arena, const struct field *field, str text, void *item)
{
    return read_text(arena, field, text, false, item);
}

bool shape_field_from_text(struct arena *arena, const struct field *field, str text, void *item)
{
    return str_is_null(shape_field_read(arena, field, text, item));
}

static bool can_be_absent(const struct field *field)
{
    return (field->kind != FIELD_BOOL && field->kind != FIELD_INT &&
            field->kind != FIELD_DECIMAL) ||
           field->flags & FIELD_NULLABLE;
}

bool shape_field_from_column(struct arena *arena, const struct field *field, str text, void *item)
{
    if (!str_is_null(text))
        return str_is_null(read_text(arena, field, text, true, item));
    shape_field_clear(field, item);
    return can_be_absent(field);
}
