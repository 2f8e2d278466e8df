#include "core/shape.h"

#include "core/arena.h"
#include "core/json.h"

#include <string.h>

const struct field *shape_field(const struct shape *shape, str name)
{
    for (const struct field *field = shape->fields; field->name; field++) {
        if (str_equal(str_of(field->name), name))
            return field;
    }
    return NULL;
}

void shape_init(const struct shape *shape, void *item)
{
    for (const struct field *field = shape->fields; field->name; field++) {
        if (field->kind == FIELD_DAY || field->kind == FIELD_PERIOD || field->kind == FIELD_INSTANT)
            shape_field_clear(field, item);
        else if (field->kind == FIELD_INT)
            *(int64_t *)(void *)((char *)item + field->offset) = field->otherwise;
    }
}

/* ---- absence ---- */

/* Size of a kind's C type, and what it holds when absent where that is not all zero. */
static const struct {
    size_t size;
    const void *none;
} kinds[] = {
    [FIELD_STR] = { sizeof(str), NULL },
    [FIELD_BOOL] = { sizeof(bool), NULL },
    [FIELD_INT] = { sizeof(int64_t), NULL },
    [FIELD_DECIMAL] = { sizeof(decimal), NULL },
    [FIELD_MAYBE_DECIMAL] = { sizeof(maybe_decimal), NULL },
    [FIELD_UUID] = { sizeof(uuid), NULL },
    [FIELD_DAY] = { sizeof(day), &DAY_NONE },
    [FIELD_PERIOD] = { sizeof(period), &PERIOD_NONE },
    [FIELD_INSTANT] = { sizeof(instant), &INSTANT_NONE },
    [FIELD_LIST] = { sizeof(list), NULL },
    [FIELD_OBJECT] = { sizeof(object), NULL },
    [FIELD_JSON] = { sizeof(json_text), NULL },
};

void shape_field_clear(const struct field *field, void *item)
{
    char *member = (char *)item + field->offset;
    memset(member, 0, kinds[field->kind].size);
    if (kinds[field->kind].none)
        memcpy(member, kinds[field->kind].none, kinds[field->kind].size);
}

bool shape_field_is_absent(const struct field *field, const void *item)
{
    const void *member = (const char *)item + field->offset;
    switch (field->kind) {
    case FIELD_STR:
        return str_is_null(*(const str *)member);
    case FIELD_MAYBE_DECIMAL:
        return !((const maybe_decimal *)member)->is_present;
    case FIELD_UUID:
        return uuid_is_nil(*(const uuid *)member);
    case FIELD_DAY:
        return day_is_none(*(const day *)member);
    case FIELD_PERIOD:
        return period_is_none(*(const period *)member);
    case FIELD_INSTANT:
        return instant_is_none(*(const instant *)member);
    case FIELD_LIST:
        return !((const list *)member)->items && !((const list *)member)->is_present;
    case FIELD_OBJECT:
        return !((const object *)member)->ptr;
    case FIELD_JSON:
        return str_is_null(((const json_text *)member)->text);
    default:
        return false;
    }
}

/* ---- as SQL parameters ---- */

#define PARAMETER_MAX ((size_t)64 * 1024 * 1024)

static void add_array_item(struct strbuf *out, str text)
{
    if (str_is_null(text)) {
        strbuf_add(out, STR("NULL"));
        return;
    }
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, text.ptr[i]);
    }
    strbuf_add_char(out, '"');
}

static void add_array(struct strbuf *out, list texts)
{
    strbuf_add_char(out, '{');
    for (size_t i = 0; i < texts.count; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        add_array_item(out, ((const str *)texts.items)[i]);
    }
    strbuf_add_char(out, '}');
}

/* Lists and objects. */
static str composite_text(struct arena *arena, const struct field *field, const void *member)
{
    struct strbuf out = strbuf_new(arena, PARAMETER_MAX);
    struct json_writer w = json_writer(&out, UINT64_MAX);
    w.is_for_database = true;
    const list *items = member;
    if (field->kind == FIELD_OBJECT)
        json_shape(&w, field->of, ((const object *)member)->ptr);
    else if (field->of)
        json_shape_list(&w, field->of, items->items, items->count);
    else
        add_array(&out, *items);
    return strbuf_str(&out);
}

str shape_field_to_text(struct arena *arena, const struct field *field, const void *item)
{
    const void *member = (const char *)item + field->offset;
    if (shape_field_is_absent(field, item))
        return STR_NULL;
    switch (field->kind) {
    case FIELD_STR:
        return str_copy(arena, *(const str *)member);
    case FIELD_BOOL:
        return *(const bool *)member ? STR("true") : STR("false");
    case FIELD_INT:
        return str_format(arena, "%lld", (long long)*(const int64_t *)member);
    case FIELD_DECIMAL:
        return decimal_text(arena, *(const decimal *)member);
    case FIELD_MAYBE_DECIMAL:
        return decimal_text(arena, ((const maybe_decimal *)member)->value);
    case FIELD_UUID:
        return uuid_text(arena, *(const uuid *)member);
    case FIELD_DAY:
        return day_text(arena, *(const day *)member);
    case FIELD_PERIOD:
        return day_text(arena, period_first_day(*(const period *)member));
    case FIELD_INSTANT:
        return instant_text(arena, *(const instant *)member);
    case FIELD_LIST:
    case FIELD_OBJECT:
        return composite_text(arena, field, member);
    case FIELD_JSON:
        return str_copy(arena, ((const json_text *)member)->text);
    }
    return STR_NULL;
}

str shape_to_text(struct arena *arena, const struct shape *shape, const void *item)
{
    struct strbuf out = strbuf_new(arena, PARAMETER_MAX);
    for (const struct field *field = shape->fields; field->name; field++) {
        str text = shape_field_to_text(arena, field, item);
        if (str_is_null(text))
            strbuf_add(&out, STR("-"));
        else
            strbuf_add_format(&out, "%zu:%.*s", text.len, STR_ARG(text));
    }
    return strbuf_str(&out);
}
