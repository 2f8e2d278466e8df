#include "billing/custom_charge.h"

#include "audit/audit.h"
#include "billing/custom_charge.sql.h"
#include "billing/group.h"

static bool load(struct cx *cx, uuid id, struct custom_charge *charge)
{
    struct id_path key = { id };
    return db_one(cx, &sql_custom_charge_by_id, IN(id_path_shape, &key), IN_NONE,
                  &custom_charge_shape, charge);
}

/* The charge, kept from being changed by others, of a group the principal may change. */
static bool load_locked(struct cx *cx, uuid id, struct custom_charge *charge)
{
    struct id_path key = { id };
    TRY(db_one(cx, &sql_custom_charge_lock, IN(id_path_shape, &key), IN_NONE, &id_path_shape,
               &key));
    TRY(load(cx, id, charge));
    return group_check_writable(cx, charge->billing_group_id);
}

/* The group a body names: one that is not there is a fault of the body, not of the path. */
static bool check_group(struct cx *cx, uuid id)
{
    if (group_check_writable(cx, id))
        return true;
    if (cx->failure.code == ERR_not_found) {
        cx->failure.code = ERR_invalid_field;
        cx->failure.pointer = STR("/billing_group_id");
    }
    return false;
}

static bool record(struct cx *cx, str action, const struct custom_charge *before,
                   const struct custom_charge *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, action, STR("custom_charge"), id, &custom_charge_shape, before, after);
}

bool custom_charge_get(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct custom_charge *charge = cx->reply;
    TRY(load(cx, path->id, charge));
    return group_check_readable(cx, charge->billing_group_id);
}

bool custom_charge_create(struct cx *cx)
{
    struct custom_charge *charge = cx->body;
    TRY(custom_charge_check(cx, charge));
    TRY(check_group(cx, charge->billing_group_id));
    custom_charge_normalise(charge);
    charge->id = uuid_new(cx->now.us);
    TRY(db_exec(cx, &sql_custom_charge_insert, IN(custom_charge_shape, charge), IN_NONE, NULL));
    TRY(load(cx, charge->id, cx->reply));
    return record(cx, STR("custom_charge.create"), NULL, cx->reply);
}

bool custom_charge_update(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct custom_charge before;
    TRY(load_locked(cx, path->id, &before));
    TRY(http_check_match(cx, &custom_charge_shape, &before));
    struct custom_charge after = before;
    TRY(http_read_patch(cx, &custom_charge_shape, &after));
    TRY(custom_charge_check(cx, &after));
    TRY(check_group(cx, after.billing_group_id));
    custom_charge_normalise(&after);
    TRY(db_exec(cx, &sql_custom_charge_update, IN(custom_charge_shape, &after), IN_NONE, NULL));
    TRY(load(cx, path->id, cx->reply));
    return record(cx, STR("custom_charge.update"), &before, cx->reply);
}

bool custom_charge_delete(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct custom_charge before;
    TRY(load_locked(cx, path->id, &before));
    TRY(db_exec(cx, &sql_custom_charge_delete, IN(id_path_shape, path), IN_NONE, NULL));
    return record(cx, STR("custom_charge.delete"), &before, NULL);
}
