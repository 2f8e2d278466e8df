#include "core/json.h"

#include <string.h>

#define TEXT_MAX ((size_t)64 * 1024 * 1024) /* bytes of one struct for audit or a parameter */

struct json_writer json_writer(struct strbuf *out, uint64_t permissions)
{
    return (struct json_writer){ .out = out, .permissions = permissions };
}

/* strbuf_reserve, without the call while there is room. */
static char *reserve(struct strbuf *out, size_t size)
{
    bool has_room = size < out->capacity - out->len && size <= out->limit - out->len;
    return has_room && !out->overflow ? out->ptr + out->len : strbuf_reserve(out, size);
}

/* Room for a value of at most `size` bytes, behind a comma where one is due; NULL past the limit.
 * The caller writes and hands the end to `wrote`. */
static char *begin_value(struct json_writer *w, size_t size)
{
    char *at = reserve(w->out, size + 1);
    if (at && w->needs_comma)
        *at++ = ',';
    w->needs_comma = true;
    return at;
}

static void wrote(struct json_writer *w, const char *end)
{
    w->out->len = (size_t)(end - w->out->ptr);
}

static char *put(char *at, const void *bytes, size_t size)
{
    memcpy(at, bytes, size);
    return at + size;
}

static void open_with(struct json_writer *w, char bracket)
{
    char *at = begin_value(w, 1);
    w->needs_comma = false;
    if (!at)
        return;
    *at++ = bracket;
    wrote(w, at);
}

static void close_with(struct json_writer *w, char bracket)
{
    strbuf_add_char(w->out, bracket);
    w->needs_comma = true;
}

void json_object_begin(struct json_writer *w)
{
    open_with(w, '{');
}

void json_object_end(struct json_writer *w)
{
    close_with(w, '}');
}

void json_array_begin(struct json_writer *w)
{
    open_with(w, '[');
}

void json_array_end(struct json_writer *w)
{
    close_with(w, ']');
}

/* ---- strings ---- */

/* What follows the backslash for a byte; 'u' asks for its code as well, 0 is no escape. */
/* clang-format off */
static const char escapes[256] = {
    'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b', 't', 'n', 'u', 'f', 'r', 'u', 'u',
    'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
    ['"'] = '"', ['\\'] = '\\',
};
/* clang-format on */

/* Bytes at the start of `s` that are written as they are. */
static size_t clean_prefix(str s)
{
    size_t i = 0;
    while (i < s.len) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (escapes[c])
            break;
        size_t len = c < 0x80 ? 1 : str_utf8_len((str){ s.ptr + i, s.len - i });
        if (len == 0)
            break;
        i += len;
    }
    return i;
}

static void add_escape(struct strbuf *out, unsigned char c)
{
    if (c >= 0x80)
        strbuf_add(out, STR("\xEF\xBF\xBD"));
    else if (escapes[c] == 'u')
        strbuf_add_format(out, "\\u%04x", c);
    else
        strbuf_add(out, (str){ (char[]){ '\\', escapes[c] }, 2 });
}

static void add_escaped(struct strbuf *out, str s)
{
    while (!out->overflow) {
        size_t clean = clean_prefix(s);
        strbuf_add(out, (str){ s.ptr, clean });
        if (clean == s.len)
            return;
        add_escape(out, (unsigned char)s.ptr[clean]);
        s = (str){ s.ptr + clean + 1, s.len - clean - 1 };
    }
}

static void write_clean(struct json_writer *w, str s)
{
    char *at = begin_value(w, s.len + 2);
    if (!at)
        return;
    *at++ = '"';
    at = put(at, s.ptr, s.len);
    *at++ = '"';
    wrote(w, at);
}

void json_str(struct json_writer *w, str value)
{
    if (!value.ptr) {
        json_absent(w);
        return;
    }
    if (clean_prefix(value) == value.len) {
        write_clean(w, value);
        return;
    }
    char *at = begin_value(w, 1);
    if (!at)
        return;
    *at++ = '"';
    wrote(w, at);
    add_escaped(w->out, value);
    strbuf_add_char(w->out, '"');
}

void json_key(struct json_writer *w, str key)
{
    json_str(w, key);
    strbuf_add_char(w->out, ':');
    w->needs_comma = false;
}

/* ---- other values ---- */

void json_raw(struct json_writer *w, str text)
{
    if (!text.ptr)
        text = STR("null");
    char *at = begin_value(w, text.len);
    if (at)
        wrote(w, put(at, text.ptr, text.len));
}

void json_absent(struct json_writer *w)
{
    json_raw(w, STR("null"));
}

void json_bool(struct json_writer *w, bool value)
{
    json_raw(w, value ? STR("true") : STR("false"));
}

void json_int(struct json_writer *w, int64_t value)
{
    char digits[24];
    char *end = digits + sizeof digits;
    char *at = end;
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + size % 10);
        size /= 10;
    } while (size > 0);
    if (value < 0)
        *--at = '-';
    json_raw(w, (str){ at, (size_t)(end - at) });
}

void json_decimal(struct json_writer *w, decimal value)
{
    char *at = begin_value(w, DECIMAL_TEXT_MAX + 2);
    if (!at)
        return;
    *at++ = '"';
    at += decimal_format(value, at);
    *at++ = '"';
    wrote(w, at);
}

/* ---- structs ---- */

static void write_uuid(struct json_writer *w, uuid id)
{
    char text[UUID_TEXT_LEN + 1];
    uuid_format(id, text);
    write_clean(w, (str){ text, UUID_TEXT_LEN });
}

static void write_day(struct json_writer *w, day d)
{
    char text[CALENDAR_TEXT_MAX];
    int len = day_format(d, text);
    write_clean(w, (str){ text, (size_t)len });
}

static void write_period(struct json_writer *w, period p)
{
    char text[CALENDAR_TEXT_MAX];
    int len = period_format(p, text);
    write_clean(w, (str){ text, (size_t)len });
}

static void write_instant(struct json_writer *w, instant t)
{
    char text[CALENDAR_TEXT_MAX];
    int len = instant_format(t, text);
    write_clean(w, (str){ text, (size_t)len });
}

static void write_list(struct json_writer *w, const struct field *field, list items)
{
    if (field->of) {
        json_shape_list(w, field->of, items.items, items.count);
        return;
    }
    json_array_begin(w);
    for (size_t i = 0; i < items.count; i++)
        json_str(w, ((const str *)items.items)[i]);
    json_array_end(w);
}

#define MEMBER(type) (*(const type *)member)

static void write_member(struct json_writer *w, const struct field *field, const void *member)
{
    switch (field->kind) {
    case FIELD_STR:
        json_str(w, MEMBER(str));
        break;
    case FIELD_BOOL:
        json_bool(w, MEMBER(bool));
        break;
    case FIELD_INT:
        json_int(w, MEMBER(int64_t));
        break;
    case FIELD_DECIMAL:
        json_decimal(w, MEMBER(decimal));
        break;
    case FIELD_MAYBE_DECIMAL:
        json_decimal(w, MEMBER(maybe_decimal).value);
        break;
    case FIELD_UUID:
        write_uuid(w, MEMBER(uuid));
        break;
    case FIELD_DAY:
        write_day(w, MEMBER(day));
        break;
    case FIELD_PERIOD:
        if (w->is_for_database)
            write_day(w, period_first_day(MEMBER(period)));
        else
            write_period(w, MEMBER(period));
        break;
    case FIELD_INSTANT:
        write_instant(w, MEMBER(instant));
        break;
    case FIELD_LIST:
        write_list(w, field, MEMBER(list));
        break;
    case FIELD_OBJECT:
        json_shape(w, field->of, MEMBER(object).ptr);
        break;
    case FIELD_JSON:
        json_raw(w, MEMBER(json_text).text);
        break;
    }
}

static bool may_write(const struct json_writer *w, const struct field *field)
{
    if (w->is_for_database)
        return true;
    bool is_permitted = field->needs == PERM_PUBLIC || w->permissions >> field->needs & 1;
    return is_permitted && !(field->flags & FIELD_WRITE_ONLY);
}

/* Field names need no escaping. */
static void write_name(struct json_writer *w, str name)
{
    char *at = begin_value(w, name.len + 3);
    w->needs_comma = false;
    if (!at)
        return;
    *at++ = '"';
    at = put(at, name.ptr, name.len);
    *at++ = '"';
    *at++ = ':';
    wrote(w, at);
}

static void write_field(struct json_writer *w, const struct field *field, const void *item)
{
    bool is_absent = shape_field_is_absent(field, item);
    if (is_absent && field->flags & FIELD_OMIT_ABSENT)
        return;
    write_name(w, str_of(field->name));
    if (!is_absent)
        write_member(w, field, (const char *)item + field->offset);
    else if (field->kind == FIELD_LIST && !(field->flags & FIELD_NULLABLE))
        json_raw(w, STR("[]"));
    else
        json_absent(w);
}

void json_shape(struct json_writer *w, const struct shape *shape, const void *item)
{
    json_object_begin(w);
    for (const struct field *field = shape->fields; field->name; field++) {
        if (may_write(w, field))
            write_field(w, field, item);
    }
    json_object_end(w);
}

void json_shape_list(struct json_writer *w, const struct shape *shape, const void *items,
                     size_t count)
{
    json_array_begin(w);
    for (size_t i = 0; i < count; i++)
        json_shape(w, shape, (const char *)items + i * shape->size);
    json_array_end(w);
}

str json_text_of(struct arena *arena, const struct shape *shape, const void *item)
{
    struct strbuf out = strbuf_new(arena, TEXT_MAX);
    struct json_writer w = json_writer(&out, UINT64_MAX);
    json_shape(&w, shape, item);
    return out.overflow ? STR_NULL : strbuf_str(&out);
}
