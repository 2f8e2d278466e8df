#include "db/connection.h"

#include <string.h>

/* ---- what the unit of work knows itself ---- */

static str id_text(struct cx *cx, uuid id)
{
    return uuid_is_nil(id) ? STR_NULL : uuid_text(cx->arena, id);
}

static str partner_id(struct cx *cx)
{
    return id_text(cx, cx->principal.partner_id);
}

static str user_id(struct cx *cx)
{
    return id_text(cx, cx->principal.user_id);
}

static str session_id(struct cx *cx)
{
    return id_text(cx, cx->principal.session_id);
}

static str username(struct cx *cx)
{
    return cx->principal.username;
}

static str language(struct cx *cx)
{
    return cx->principal.language;
}

static str payer_scope(struct cx *cx)
{
    return cx->principal.payer_scope;
}

static str billing_group_scope(struct cx *cx)
{
    return cx->principal.billing_group_scope;
}

static str request_id(struct cx *cx)
{
    return cx->request_id;
}

static str now(struct cx *cx)
{
    return instant_text(cx->arena, cx->now);
}

static const struct {
    const char *name;
    str (*text)(struct cx *cx);
} of_cx[] = {
    { "partner_id", partner_id },
    { "user_id", user_id },
    { "session_id", session_id },
    { "username", username },
    { "language", language },
    { "payer_scope", payer_scope },
    { "billing_group_scope", billing_group_scope },
    { "request_id", request_id },
    { "now", now },
};

/* ---- one parameter ---- */

static bool find_text(struct cx *cx, const char *name, struct db_in a, struct db_in b, str *text)
{
    const struct db_in in[] = { a, b };
    for (size_t i = 0; i < 2; i++) {
        const struct field *field =
            in[i].shape != NULL ? shape_field(in[i].shape, str_of(name)) : NULL;
        if (field == NULL)
            continue;
        *text = shape_field_to_text(cx->arena, field, in[i].object);
        return true;
    }
    for (size_t i = 0; i < sizeof of_cx / sizeof of_cx[0]; i++) {
        if (strcmp(of_cx[i].name, name) != 0)
            continue;
        *text = of_cx[i].text(cx);
        return true;
    }
    return false;
}

/* Texts go out NUL-terminated: one with a NUL inside would silently become another text. */
static bool bind_one(struct cx *cx, const struct sql *sql, const char *name, struct db_in a,
                     struct db_in b, const char **value)
{
    str text = STR_NULL;
    if (!find_text(cx, name, a, b, &text))
        return fail(cx, ERR_internal, "statement %s: nothing is called :%s", sql->name, name);
    if (text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL)
        return fail(cx, ERR_invalid_field, "%s holds a NUL character", name);
    *value = str_copy(cx->arena, text).ptr;
    return true;
}

bool db_bind(struct cx *cx, const struct sql *sql, struct db_in a, struct db_in b,
             struct db_values *values)
{
    values->count = 0;
    for (; sql->params[values->count] != NULL; values->count++)
        TRY(bind_one(cx, sql, sql->params[values->count], a, b, &values->text[values->count]));
    return true;
}
