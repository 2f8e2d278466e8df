#include "audit/audit.h"
#include "http/credentials.h"
#include "identity/api_key.h"
#include "identity/api_key.sql.h"
#include "identity/authorization.h"
#include "identity/handlers.h"
#include "identity/token.h"

struct api_key_secret {
    str token_hash;
};
static const struct field api_key_secret_fields[] = {
    FIELD(struct api_key_secret, token_hash, .flags = FIELD_WRITE_ONLY), FIELDS_END
};
static const struct shape api_key_secret_shape =
    SHAPE("ApiKeySecret", struct api_key_secret, api_key_secret_fields);

static bool check_permission(struct cx *cx, str name, str pointer)
{
    enum permission permission = permission_by_name(name);
    if (permission == PERM_PUBLIC)
        return fail_at(cx, ERR_invalid_field, pointer, "there is no permission \"%.*s\"",
                       STR_ARG(name));
    if (PERMISSION_BIT(permission) & PERMISSIONS_OF_PEOPLE)
        return fail_at(cx, ERR_invalid_field, pointer, "a program cannot have %.*s", STR_ARG(name));
    if (!(PERMISSION_BIT(permission) & cx->principal.permissions))
        return fail_at(cx, ERR_forbidden, pointer, "you do not have %.*s yourself", STR_ARG(name));
    return true;
}

static bool check(struct cx *cx, const struct api_key *key)
{
    const str *names = key->permissions.items;
    if (cx->principal.is_acting)
        return fail(cx, ERR_forbidden, "an API key belongs to one of the partner's own people");
    for (size_t i = 0; i < key->permissions.count; i++)
        TRY(check_permission(cx, names[i], str_format(cx->arena, "/permissions/%zu", i)));
    if (!instant_is_none(key->expires_at) && key->expires_at.us <= cx->now.us)
        return fail_at(cx, ERR_invalid_field, STR("/expires_at"), "must lie in the future");
    return true;
}

static bool record(struct cx *cx, const char *action, const struct api_key *before,
                   const struct api_key *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, str_of(action), STR("api_key"), id, &api_key_shape, before, after);
}

bool api_keys_post(struct cx *cx)
{
    struct api_key *key = cx->reply;
    *key = *(const struct api_key *)cx->body;
    TRY(check(cx, key));

    key->id = uuid_new(cx->now.us);
    key->key = api_key_new(cx->arena);
    key->prefix = api_key_prefix(cx->arena, key->key);
    key->created_at = cx->now;
    struct api_key_secret secret = { token_hash_bytea(cx->arena, key->key) };
    TRY(db_exec(cx, &sql_api_key_insert, IN(api_key_shape, key), IN(api_key_secret_shape, &secret),
                NULL));
    return record(cx, "api_key.create", NULL, key);
}

bool api_keys_delete(struct cx *cx)
{
    struct api_key key;
    TRY(db_one(cx, &sql_api_key_by_id, IN(id_path_shape, cx->path), IN_NONE, &api_key_shape, &key));
    TRY(db_exec(cx, &sql_api_key_delete, IN(id_path_shape, cx->path), IN_NONE, NULL));
    return record(cx, "api_key.delete", &key, NULL);
}
