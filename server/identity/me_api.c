#include "audit/audit.h"
#include "http/credentials.h"
#include "identity/authorization.h"
#include "identity/handlers.h"
#include "identity/password.h"
#include "identity/session.h"
#include "identity/session.sql.h"
#include "identity/token.h"
#include "identity/user.h"

static bool read_profile(struct cx *cx, struct profile *profile)
{
    return db_one(cx, &sql_me_profile, IN_NONE, IN_NONE, &profile_shape, profile);
}

/* ---- who am I ---- */

static bool read_workplace(struct cx *cx, object *partner)
{
    if (uuid_is_nil(cx->principal.partner_id))
        return true;
    partner->ptr = ARENA_NEW(cx->arena, struct workplace);
    return db_one(cx, &sql_me_workplace, IN_NONE, IN_NONE, &workplace_shape, partner->ptr);
}

static list permission_list(struct cx *cx)
{
    str *names = ARENA_ARRAY(cx->arena, str, PERMISSION_COUNT);
    size_t count = 0;
    for (enum permission p = PERM_PUBLIC + 1; p < PERMISSION_COUNT; p++)
        if (cx->principal.permissions & PERMISSION_BIT(p))
            names[count++] = permission_name(p);
    return (list){ names, count, true };
}

bool me_get(struct cx *cx)
{
    struct me *me = cx->reply;
    me->user.ptr = ARENA_NEW(cx->arena, struct profile);
    TRY(read_profile(cx, me->user.ptr));
    TRY(read_workplace(cx, &me->partner));
    me->acting = cx->principal.is_acting;
    me->permissions = permission_list(cx);
    me->must_change_password = cx->principal.must_change_password;

    struct credentials came = credentials_read(STR_NULL, http_header(cx, "Cookie"));
    me->csrf_token = csrf_token_of(cx->arena, came.token);
    return true;
}

/* ---- changing oneself ---- */

/* Recorded where the person belongs: a superadmin acting as a partner is none of its people. */
static bool record(struct cx *cx, const char *action, const struct profile *before,
                   const struct profile *after)
{
    uuid working_in = cx->principal.partner_id;
    if (cx->principal.is_acting)
        TRY(db_set_tenant(cx, (uuid){ 0 }));
    TRY(audit_record(cx, str_of(action), STR("user"), uuid_text(cx->arena, cx->principal.user_id),
                     &profile_shape, before, after));
    return !cx->principal.is_acting || db_set_tenant(cx, working_in);
}

bool me_patch(struct cx *cx)
{
    struct profile before;
    struct profile *after = cx->reply;
    TRY(read_profile(cx, &before));
    *after = before;
    TRY(http_read_patch(cx, &profile_shape, after));
    TRY(user_email_check(cx, after->email));
    TRY(db_exec(cx, &sql_me_update, IN(profile_shape, after), IN_NONE, NULL));
    return record(cx, "user.update", &before, after);
}

struct secret {
    str password_hash;
};
static const struct field secret_fields[] = {
    FIELD(struct secret, password_hash, .flags = FIELD_WRITE_ONLY), FIELDS_END
};
static const struct shape secret_shape = SHAPE("Secret", struct secret, secret_fields);

static bool check_change(struct cx *cx, const struct password_change *change)
{
    struct secret current;
    TRY(db_one(cx, &sql_me_password_hash, IN_NONE, IN_NONE, &secret_shape, &current));
    if (!password_matches(change->current_password, current.password_hash))
        return fail_at(cx, ERR_invalid_credentials, STR("/current_password"),
                       "this is not your password");
    if (str_equal(change->new_password, change->current_password))
        return fail_at(cx, ERR_weak_password, STR("/new_password"), "it is the one you have");
    return password_check(cx, change->new_password, cx->principal.username, STR("/new_password"));
}

bool me_password_post(struct cx *cx)
{
    const struct password_change *change = cx->body;
    struct secret secret;
    TRY(check_change(cx, change));
    TRY(password_hash(cx, change->new_password, &secret.password_hash));
    TRY(db_exec(cx, &sql_me_password_update, IN(secret_shape, &secret), IN_NONE, NULL));
    TRY(db_exec(cx, &sql_session_delete_others, IN_NONE, IN_NONE, NULL));
    return record(cx, "user.password_change", NULL, NULL);
}
