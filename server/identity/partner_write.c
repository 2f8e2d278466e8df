#include "identity/partner.h"

#include "audit/audit.h"
#include "identity/partner.sql.h"

/* Recorded in the platform's chain, also when done from inside a partner. */
static bool record(struct cx *cx, const char *action, const struct partner *before,
                   const struct partner *after)
{
    uuid working_in = cx->principal.partner_id;
    TRY(db_set_tenant(cx, (uuid){ 0 }));
    TRY(audit_record(cx, str_of(action), STR("partner"), uuid_text(cx->arena, after->id),
                     &partner_shape, before, after));
    return db_set_tenant(cx, working_in);
}

bool partner_create(struct cx *cx, struct partner *partner)
{
    partner->id = uuid_new(cx->now.us);
    partner->created_at = cx->now;
    if (str_is_null(partner->state))
        partner->state = STR("active");
    TRY(partner_check(cx, partner));
    TRY(db_exec(cx, &sql_partner_insert, IN(partner_shape, partner), IN_NONE, NULL));
    return record(cx, "partner.create", NULL, partner);
}

bool partner_update(struct cx *cx, const struct partner *before, const struct partner *after)
{
    if (!str_equal(before->currency, after->currency))
        return fail_at(cx, ERR_invalid_field, STR("/currency"), "cannot change");
    TRY(partner_check(cx, after));
    TRY(db_exec(cx, &sql_partner_update, IN(partner_shape, after), IN_NONE, NULL));
    return record(cx, "partner.update", before, after);
}

bool partner_find(struct cx *cx, str slug, uuid *id)
{
    struct partner wanted = { .slug = slug };
    struct id_path found;
    bool is_found;
    TRY(db_maybe(cx, &sql_partner_by_slug, IN(partner_shape, &wanted), IN_NONE, &id_path_shape,
                 &found, &is_found));
    if (!is_found)
        return fail(cx, ERR_not_found, "there is no partner \"%.*s\"", STR_ARG(slug));
    *id = found.id;
    return true;
}

bool partner_enter(struct cx *cx, struct db_pool *pool, str slug)
{
    uuid id;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_READ));
    bool is_found = partner_find(cx, slug, &id);
    db_rollback(cx);
    if (is_found)
        cx->principal.partner_id = id;
    return is_found;
}
