#include "identity/user.h"

#include "audit/audit.h"
#include "identity/authorization.h"
#include "identity/password.h"
#include "identity/user.sql.h"

/* What is stored beside the user, and never shown. */
struct user_secret {
    str password_hash; /* absent: as it is */
};
static const struct field user_secret_fields[] = {
    FIELD(struct user_secret, password_hash, .flags = FIELD_WRITE_ONLY), FIELDS_END
};
static const struct shape user_secret_shape =
    SHAPE("UserSecret", struct user_secret, user_secret_fields);

struct count {
    int64_t count;
};
static const struct field count_fields[] = { FIELD(struct count, count), FIELDS_END };
static const struct shape count_shape = SHAPE("Count", struct count, count_fields);

static bool is_active(const struct user *user)
{
    return str_equal(user->state, STR("active"));
}

static bool hash_password(struct cx *cx, const struct user *user, struct user_secret *secret)
{
    *secret = (struct user_secret){ 0 };
    return str_is_null(user->password) || password_hash(cx, user->password, &secret->password_hash);
}

/* ---- limits ---- */

static bool check_known(struct cx *cx, const struct sql *find_unknown, const struct user *user,
                        str pointer, const char *noun)
{
    struct id_path unknown;
    bool found;
    TRY(db_maybe(cx, find_unknown, IN(user_shape, user), IN_NONE, &id_path_shape, &unknown,
                 &found));
    return !found || fail_at(cx, ERR_invalid_field, pointer, "there is no %s %s", noun,
                             uuid_text(cx->arena, unknown.id).ptr);
}

static bool store_limits(struct cx *cx, const struct user *user)
{
    if (uuid_is_nil(cx->principal.partner_id))
        return true;
    TRY(check_known(cx, &sql_user_unknown_payer, user, STR("/payer_ids"), "payer"));
    TRY(check_known(cx, &sql_user_unknown_billing_group, user, STR("/billing_group_ids"),
                    "billing group"));
    TRY(db_exec(cx, &sql_user_scopes_delete, IN(user_shape, user), IN_NONE, NULL));
    return db_exec(cx, &sql_user_scopes_insert, IN(user_shape, user), IN_NONE, NULL);
}

/* A change of role takes the limits of the old one away, unless the request gave new ones: then
 * the lists are others than before, and checked. */
static void drop_old_limits(const struct user *before, struct user *after)
{
    if (str_equal(before->role, after->role))
        return;
    if (after->payer_ids.items == before->payer_ids.items)
        after->payer_ids = (list){ .is_present = true };
    if (after->billing_group_ids.items == before->billing_group_ids.items)
        after->billing_group_ids = (list){ .is_present = true };
}

/* ---- who may touch whom ---- */

/* Nobody gives a role, or a password to a role, that may more than they: otherwise an API key with
 * user.write would be a key to everything. */
static bool check_reach(struct cx *cx, const struct user *user)
{
    uint64_t theirs = role_permissions(role_by_name(user->role), false) & ~PERMISSIONS_OF_PEOPLE;
    bool is_system = uuid_is_nil(cx->principal.user_id);
    return is_system || !(theirs & ~cx->principal.permissions) ||
           fail(cx, ERR_forbidden, "a %.*s may more than you", STR_ARG(user->role));
}

/* ---- the last administrator ---- */

static bool is_admin(const struct user *user)
{
    enum role role = role_by_name(user->role);
    return is_active(user) && (role == ROLE_PARTNER_ADMIN || role == ROLE_SUPERADMIN);
}

/* `after` is NULL when the user goes. */
static bool keep_an_admin(struct cx *cx, const struct user *before, const struct user *after)
{
    if (!is_admin(before) || (after && is_admin(after)))
        return true;
    struct count active;
    TRY(db_one(cx, &sql_user_lock_active, IN(user_shape, before), IN_NONE, &count_shape, &active));
    return active.count > 1 || fail(cx, ERR_last_admin, "%.*s is the only active %.*s",
                                    STR_ARG(before->username), STR_ARG(before->role));
}

/* ---- what ends with a change ---- */

static bool end_access(struct cx *cx, const struct user *before, const struct user *after)
{
    bool is_disabled = is_active(before) && !is_active(after);
    if (is_disabled || !str_is_null(after->password))
        TRY(db_exec(cx, &sql_user_sessions_delete, IN(user_shape, after), IN_NONE, NULL));
    if (is_disabled && !uuid_is_nil(cx->principal.partner_id))
        TRY(db_exec(cx, &sql_user_api_keys_delete, IN(user_shape, after), IN_NONE, NULL));
    return true;
}

static bool record(struct cx *cx, const char *action, const struct user *before,
                   const struct user *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, str_of(action), STR("user"), id, &user_shape, before, after);
}

/* ---- the three changes ---- */

static str text_or(str text, str otherwise)
{
    return str_is_null(text) ? otherwise : text;
}

bool user_create(struct cx *cx, struct user *user)
{
    struct user_secret secret;
    user->id = uuid_new(cx->now.us);
    user->name = text_or(user->name, STR(""));
    user->email = text_or(user->email, STR(""));
    user->language = text_or(user->language, STR("zh-CN"));
    user->state = text_or(user->state, STR("active"));
    user->created_at = cx->now;
    user->last_sign_in_at = INSTANT_NONE;
    user->payer_ids.is_present = user->billing_group_ids.is_present = true;

    TRY(user_check(cx, user));
    TRY(check_reach(cx, user));
    TRY(hash_password(cx, user, &secret));
    TRY(db_exec(cx, &sql_user_insert, IN(user_shape, user), IN(user_secret_shape, &secret), NULL));
    TRY(store_limits(cx, user));
    return record(cx, "user.create", NULL, user);
}

bool user_update(struct cx *cx, const struct user *before, struct user *after)
{
    struct user_secret secret;
    drop_old_limits(before, after);
    TRY(user_check(cx, after));
    TRY(check_reach(cx, before));
    TRY(check_reach(cx, after));
    TRY(keep_an_admin(cx, before, after));
    TRY(hash_password(cx, after, &secret));
    TRY(db_exec(cx, &sql_user_update, IN(user_shape, after), IN(user_secret_shape, &secret), NULL));
    TRY(store_limits(cx, after));
    TRY(end_access(cx, before, after));
    if (!str_is_null(after->password))
        TRY(audit_record(cx, STR("user.password_reset"), STR("user"),
                         uuid_text(cx->arena, after->id), &user_shape, NULL, NULL));
    return record(cx, "user.update", before, after);
}

bool user_delete(struct cx *cx, const struct user *user)
{
    TRY(check_reach(cx, user));
    TRY(keep_an_admin(cx, user, NULL));
    TRY(db_exec(cx, &sql_user_delete, IN(user_shape, user), IN_NONE, NULL));
    return record(cx, "user.delete", user, NULL);
}
