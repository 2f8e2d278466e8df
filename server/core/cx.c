#include "core/cx.h"

#include <stdarg.h>

__attribute__((format(printf, 4, 0))) static void
record(struct cx *cx, enum error_code code, str pointer, const char *detail, va_list args)
{
    if (cx->failure.code != ERR_none)
        return;
    cx->failure.code = code;
    cx->failure.pointer = str_copy(cx->arena, pointer);
    str text = detail ? str_format_v(cx->arena, detail, args) : STR_NULL;
    cx->failure.detail = text.len > 0 ? text : STR_NULL;
}

bool fail(struct cx *cx, enum error_code code, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    record(cx, code, STR_NULL, detail, args);
    va_end(args);
    return false;
}

bool fail_at(struct cx *cx, enum error_code code, str pointer, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    record(cx, code, pointer, detail, args);
    va_end(args);
    return false;
}

bool fail_not_found(struct cx *cx)
{
    return fail(cx, ERR_not_found, "%s", "");
}

bool fail_as(struct cx *cx, const struct failure *failure)
{
    cx->failure = *failure;
    cx->failure.detail = str_copy(cx->arena, failure->detail);
    cx->failure.detail_zh = str_copy(cx->arena, failure->detail_zh);
    cx->failure.pointer = str_copy(cx->arena, failure->pointer);
    return false;
}

struct cx cx_begin_part(const struct cx *cx)
{
    struct cx part = *cx;
    part.arena = arena_new();
    return part;
}

bool cx_end_part(struct cx *cx, struct cx *part, bool is_ok)
{
    if (!is_ok)
        fail_as(cx, &part->failure);
    arena_free(&part->arena);
    return is_ok;
}

bool fail_out_of_range(struct cx *cx)
{
    return fail(cx, ERR_amount_out_of_range, "a sum does not fit");
}
