#include "billing/group.h"

#include "audit/audit.h"
#include "billing/group.sql.h"
#include "core/money.h"

/* ---- reach ---- */

struct group_reach {
    int64_t inside;
    int64_t outside;
};
static const struct field reach_fields[] = { FIELD(struct group_reach, inside),
                                             FIELD(struct group_reach, outside), FIELDS_END };
static const struct shape reach_shape = SHAPE("GroupReach", struct group_reach, reach_fields);

static bool read_reach(struct cx *cx, uuid id, struct group_reach *reach)
{
    struct id_path key = { id };
    TRY(db_one(cx, &sql_group_reach, IN(id_path_shape, &key), IN_NONE, &reach_shape, reach));
    if (reach->inside > 0 || reach->outside == 0)
        return true;
    return fail_not_found(cx);
}

bool group_check_readable(struct cx *cx, uuid id)
{
    struct group_reach reach;
    return read_reach(cx, id, &reach);
}

bool group_check_writable(struct cx *cx, uuid id)
{
    struct id_path key = { id };
    struct group_reach reach;
    TRY(db_one(cx, &sql_group_lock, IN(id_path_shape, &key), IN_NONE, &id_path_shape, &key));
    TRY(read_reach(cx, id, &reach));
    if (reach.outside == 0)
        return true;
    return fail(cx, ERR_forbidden, "the billing group holds accounts of other payers");
}

/* ---- groups ---- */

static bool load(struct cx *cx, uuid id, struct billing_group *group)
{
    struct id_path key = { id };
    return db_one(cx, &sql_group_by_id, IN(id_path_shape, &key), IN_NONE, &billing_group_shape,
                  group);
}

static bool check(struct cx *cx, const struct billing_group *group)
{
    if (currency_places(group->currency) >= 0)
        return true;
    return fail_at(cx, ERR_currency_unknown, STR("/currency"), "%.*s is not a currency",
                   STR_ARG(group->currency));
}

static bool give_currency(struct cx *cx, struct billing_group *group)
{
    if (!str_is_null(group->currency))
        return true;
    struct billing_group partner;
    TRY(db_one(cx, &sql_group_default_currency, IN_NONE, IN_NONE, &billing_group_shape, &partner));
    group->currency = partner.currency;
    return true;
}

static bool record(struct cx *cx, str action, const struct billing_group *before,
                   const struct billing_group *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, action, STR("billing_group"), id, &billing_group_shape, before, after);
}

bool group_create(struct cx *cx)
{
    struct billing_group *group = cx->body;
    group->id = uuid_new(cx->now.us);
    TRY(give_currency(cx, group));
    TRY(check(cx, group));
    TRY(db_exec(cx, &sql_group_insert, IN(billing_group_shape, group), IN_NONE, NULL));
    TRY(load(cx, group->id, cx->reply));
    return record(cx, STR("billing_group.create"), NULL, cx->reply);
}

bool group_update(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct billing_group before;
    TRY(group_check_writable(cx, path->id));
    TRY(load(cx, path->id, &before));
    TRY(http_check_match(cx, &billing_group_shape, &before));
    struct billing_group after = before;
    TRY(http_read_patch(cx, &billing_group_shape, &after));
    TRY(check(cx, &after));
    TRY(db_exec(cx, &sql_group_update, IN(billing_group_shape, &after), IN_NONE, NULL));
    TRY(load(cx, path->id, cx->reply));
    return record(cx, STR("billing_group.update"), &before, cx->reply);
}

bool group_delete(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct billing_group before;
    TRY(group_check_writable(cx, path->id));
    TRY(load(cx, path->id, &before));
    TRY(db_exec(cx, &sql_group_delete, IN(id_path_shape, path), IN_NONE, NULL));
    return record(cx, STR("billing_group.delete"), &before, NULL);
}
