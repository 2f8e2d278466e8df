#include "billing/assignment.h"

#include "audit/audit.h"
#include "billing/assignment.sql.h"
#include "billing/group.h"

/* What is wrong with an assignment of the request, and where it stands. */
struct misplaced {
    int64_t index;
    str account_id;
    str provider;
    day starts_on; /* of the assignment it collides with */
    day ends_on;
    str group_name;
};
static const struct field misplaced_fields[] = { FIELD(struct misplaced, index),
                                                 FIELD(struct misplaced, account_id),
                                                 FIELD(struct misplaced, provider),
                                                 FIELD(struct misplaced, starts_on),
                                                 FIELD(struct misplaced, ends_on,
                                                       .flags = FIELD_NULLABLE),
                                                 FIELD(struct misplaced, group_name),
                                                 FIELDS_END };
static const struct shape misplaced_shape = SHAPE("Misplaced", struct misplaced, misplaced_fields);

static bool load(struct cx *cx, uuid group_id, struct assignments *all)
{
    struct id_path key = { group_id };
    return db_all(cx, &sql_assignment_list, IN(id_path_shape, &key), IN_NONE, &assignment_shape,
                  &all->assignments);
}

static bool check_known(struct cx *cx, const struct assignments *all)
{
    struct misplaced unknown;
    bool found;
    TRY(db_maybe(cx, &sql_assignment_unknown, IN(assignments_shape, all), IN_NONE, &misplaced_shape,
                 &unknown, &found));
    if (!found)
        return true;
    return fail_at(cx, ERR_account_unknown,
                   str_format(cx->arena, "/assignments/%lld/account_id", (long long)unknown.index),
                   "there is no %.*s account %.*s", STR_ARG(unknown.provider),
                   STR_ARG(unknown.account_id));
}

static str days_text(struct arena *arena, day starts_on, day ends_on)
{
    str from = day_text(arena, starts_on);
    if (day_is_none(ends_on))
        return str_format(arena, "from %.*s", STR_ARG(from));
    return str_format(arena, "from %.*s to %.*s", STR_ARG(from), STR_ARG(day_text(arena, ends_on)));
}

/* Names the group and its days; the exclusion constraint is what holds against a race. */
static bool check_elsewhere(struct cx *cx, uuid group_id, const struct assignments *all)
{
    struct id_path key = { group_id };
    struct misplaced other;
    bool found;
    TRY(db_maybe(cx, &sql_assignment_elsewhere, IN(assignments_shape, all), IN(id_path_shape, &key),
                 &misplaced_shape, &other, &found));
    if (!found)
        return true;
    return fail_at(cx, ERR_account_in_another_group,
                   str_format(cx->arena, "/assignments/%lld", (long long)other.index),
                   "account %.*s is in \"%.*s\" %.*s", STR_ARG(other.account_id),
                   STR_ARG(other.group_name),
                   STR_ARG(days_text(cx->arena, other.starts_on, other.ends_on)));
}

bool assignment_get(struct cx *cx)
{
    const struct id_path *path = cx->path;
    TRY(group_check_readable(cx, path->id));
    return load(cx, path->id, cx->reply);
}

bool assignment_replace(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct assignments *after = cx->body;
    struct assignments before;
    TRY(group_check_writable(cx, path->id));
    TRY(load(cx, path->id, &before));
    TRY(http_check_match(cx, &assignments_shape, &before));
    TRY(assignments_check(cx, after));
    TRY(check_known(cx, after));
    TRY(check_elsewhere(cx, path->id, after));

    TRY(db_exec(cx, &sql_assignment_delete, IN(id_path_shape, path), IN_NONE, NULL));
    TRY(db_exec(cx, &sql_assignment_insert, IN(assignments_shape, after), IN(id_path_shape, path),
                NULL));
    TRY(db_exec(cx, &sql_assignment_touch_group, IN(id_path_shape, path), IN_NONE, NULL));
    TRY(load(cx, path->id, cx->reply));
    return audit_record(cx, STR("billing_group.assign"), STR("billing_group"),
                        uuid_text(cx->arena, path->id), &assignments_shape, &before, cx->reply);
}
