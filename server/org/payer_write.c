#include "org/payer.h"

#include "audit/audit.h"
#include "org/payer.sql.h"

enum { AWS_ID_DIGITS = 12 };

static bool is_aws_id(str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] < '0' || id.ptr[i] > '9')
            return false;
    return id.len == AWS_ID_DIGITS;
}

static bool check(struct cx *cx, const struct payer *payer)
{
    if (str_equal(payer->provider, STR("aws")) && !is_aws_id(payer->external_id))
        return fail_at(cx, ERR_invalid_field, STR("/external_id"), "must be 12 digits");
    return true;
}

/* One who is limited to payers would not see the new one, and has no say over the partner's. */
static bool check_unlimited(struct cx *cx)
{
    return str_is_null(cx->principal.payer_scope) ||
           fail(cx, ERR_forbidden, "payers are added and deleted by the partner's administrators");
}

static bool record(struct cx *cx, const char *action, const struct payer *before,
                   const struct payer *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, str_of(action), STR("payer"), id, &payer_shape, before, after);
}

bool payer_create(struct cx *cx, struct payer *payer)
{
    payer->id = uuid_new(cx->now.us);
    payer->created_at = cx->now;
    payer->accounts = 0;
    TRY(check_unlimited(cx));
    TRY(check(cx, payer));
    TRY(db_exec(cx, &sql_payer_insert, IN(payer_shape, payer), IN_NONE, NULL));
    return record(cx, "payer.create", NULL, payer);
}

bool payer_rename(struct cx *cx, const struct payer *before, const struct payer *after)
{
    if (!str_equal(before->provider, after->provider))
        return fail_at(cx, ERR_invalid_field, STR("/provider"), "cannot change");
    if (!str_equal(before->external_id, after->external_id))
        return fail_at(cx, ERR_invalid_field, STR("/external_id"), "cannot change");
    TRY(db_exec(cx, &sql_payer_update, IN(payer_shape, after), IN_NONE, NULL));
    return record(cx, "payer.update", before, after);
}

bool payer_delete(struct cx *cx, const struct payer *payer)
{
    TRY(check_unlimited(cx));
    TRY(db_exec(cx, &sql_payer_delete, IN(payer_shape, payer), IN_NONE, NULL));
    return record(cx, "payer.delete", payer, NULL);
}

bool payer_read(struct cx *cx, uuid id, struct payer *payer)
{
    const struct payer key = { .id = id };
    return db_one(cx, &sql_payer_by_id, IN(payer_shape, &key), IN_NONE, &payer_shape, payer);
}

bool payer_find(struct cx *cx, str external_id, struct payer *payer)
{
    const struct payer key = { .external_id = external_id };
    bool found;
    TRY(db_maybe(cx, &sql_payer_by_external_id, IN(payer_shape, &key), IN_NONE, &payer_shape, payer,
                 &found));
    return found || fail(cx, ERR_not_found, "there is no payer \"%.*s\"", STR_ARG(external_id));
}
