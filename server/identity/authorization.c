#include "identity/authorization.h"

#include "core/uuid.h"

#include <assert.h>

/* Sets of roles. ACTING is a superadmin inside a partner, ALONE one outside of all. */
enum {
    ALONE = 1 << ROLE_NONE,
    ACTING = 1 << ROLE_SUPERADMIN,
    PARTNER = ACTING | 1 << ROLE_PARTNER_ADMIN,
    PAYER = PARTNER | 1 << ROLE_PAYER_ADMIN,
    AUDITOR = PARTNER | 1 << ROLE_AUDITOR,
    STAFF = PAYER | 1 << ROLE_FINANCE | 1 << ROLE_AUDITOR,
    TENANT = STAFF | 1 << ROLE_CUSTOMER,
};

/* A permission that is not listed is nobody's. */
static const unsigned granted_to[PERMISSION_COUNT] = {
    [PERM_SELF] = ALONE | TENANT, [PERM_PARTNER_MANAGE] = ALONE | ACTING,
    [PERM_USER_READ] = AUDITOR,   [PERM_USER_WRITE] = PARTNER,
    [PERM_API_KEY_WRITE] = PAYER, [PERM_PAYER_READ] = STAFF,
    [PERM_PAYER_WRITE] = PAYER,   [PERM_ACCOUNT_READ] = STAFF,
    [PERM_ACCOUNT_WRITE] = PAYER, [PERM_UPLOAD_WRITE] = PAYER,
    [PERM_DROP_READ] = STAFF,     [PERM_JOB_READ] = STAFF,
    [PERM_PLAN_READ] = STAFF,     [PERM_PLAN_WRITE] = PARTNER,
    [PERM_GROUP_READ] = STAFF,    [PERM_GROUP_WRITE] = PAYER,
    [PERM_CHARGE_WRITE] = PAYER,  [PERM_BILL_READ] = TENANT,
    [PERM_COST_READ] = STAFF,     [PERM_INSIGHT_READ] = TENANT,
    [PERM_AUDIT_READ] = AUDITOR,
};
static_assert(PERMISSION_COUNT <= 64, "permissions are the bits of a uint64_t");

static const str permission_names[PERMISSION_COUNT] = {
#define PERMISSION(constant, name) [PERM_##constant] = STR(name),
#include "core/permissions.def"
#undef PERMISSION
};

static const str role_names[ROLE_COUNT] = {
    [ROLE_SUPERADMIN] = STR("superadmin"),   [ROLE_PARTNER_ADMIN] = STR("partner_admin"),
    [ROLE_PAYER_ADMIN] = STR("payer_admin"), [ROLE_FINANCE] = STR("finance"),
    [ROLE_AUDITOR] = STR("auditor"),         [ROLE_CUSTOMER] = STR("customer"),
};

uint64_t role_permissions(enum role role, bool is_acting)
{
    if (role == ROLE_NONE)
        return 0;
    unsigned column = role == ROLE_SUPERADMIN && !is_acting ? ALONE : 1U << role;
    uint64_t permissions = 0;
    for (enum permission p = PERM_PUBLIC + 1; p < PERMISSION_COUNT; p++)
        if (granted_to[p] & column)
            permissions |= PERMISSION_BIT(p);
    return permissions;
}

str permission_name(enum permission permission)
{
    return permission_names[permission];
}

enum permission permission_by_name(str name)
{
    for (enum permission p = PERM_PUBLIC + 1; p < PERMISSION_COUNT; p++)
        if (str_equal(permission_names[p], name))
            return p;
    return PERM_PUBLIC;
}

str role_name(enum role role)
{
    return role_names[role];
}

enum role role_by_name(str name)
{
    for (enum role r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
        if (str_equal(role_names[r], name))
            return r;
    return ROLE_NONE;
}

/* ---- the principal ---- */

/* The columns of identity_authenticate. */
enum {
    USER_ID,
    PARTNER_ID,
    SESSION_ID,
    API_KEY_ID,
    ROLE,
    USERNAME,
    LANGUAGE,
    MUST_CHANGE_PASSWORD,
    IS_ACTING,
    CSRF_TOKEN_HASH,
    PERMISSIONS,
    PAYER_SCOPE,
    BILLING_GROUP_SCOPE,
};

static uuid id_of(str text)
{
    uuid id = { 0 };
    if (!str_is_null(text))
        (void)uuid_parse(text, &id);
    return id;
}

/* The names an API key lists; one that this program does not know grants nothing. */
static uint64_t listed_permissions(str names)
{
    uint64_t permissions = 0;
    while (!str_is_null(names))
        permissions |= PERMISSION_BIT(permission_by_name(str_cut(&names, ',')));
    return permissions & ~PERMISSION_BIT(PERM_PUBLIC) & ~PERMISSIONS_OF_PEOPLE;
}

bool identity_read_principal(struct cx *cx, const str *columns)
{
    struct principal p = {
        .user_id = id_of(columns[USER_ID]),
        .partner_id = id_of(columns[PARTNER_ID]),
        .session_id = id_of(columns[SESSION_ID]),
        .api_key_id = id_of(columns[API_KEY_ID]),
        .role = role_by_name(columns[ROLE]),
        .is_acting = str_equal(columns[IS_ACTING], STR("t")),
        .must_change_password = !str_equal(columns[MUST_CHANGE_PASSWORD], STR("f")),
        .username = str_copy(cx->arena, columns[USERNAME]),
        .language = str_copy(cx->arena, columns[LANGUAGE]),
        .csrf_token_hash = str_copy(cx->arena, columns[CSRF_TOKEN_HASH]),
        .payer_scope = str_copy(cx->arena, columns[PAYER_SCOPE]),
        .billing_group_scope = str_copy(cx->arena, columns[BILLING_GROUP_SCOPE]),
    };
    if (uuid_is_nil(p.user_id) || p.role == ROLE_NONE)
        return fail(cx, ERR_internal, "the database named nobody this program knows");
    p.permissions = role_permissions(p.role, p.is_acting);
    if (!uuid_is_nil(p.api_key_id))
        p.permissions &= listed_permissions(columns[PERMISSIONS]);
    cx->principal = p;
    return true;
}

bool identity_authorize(struct cx *cx, const struct route *route)
{
    const struct principal *who = &cx->principal;
    if (route->permission == PERM_PUBLIC)
        return true;
    if (uuid_is_nil(who->user_id))
        return fail(cx, ERR_unauthenticated, "sign in, or send an API key");
    if (who->must_change_password && !(route->flags & ROUTE_BEFORE_PASSWORD))
        return fail(cx, ERR_password_change_required, "POST /api/v1/me/password comes first");
    if (uuid_is_nil(who->partner_id) && !(route->flags & ROUTE_WITHOUT_PARTNER))
        return fail(cx, ERR_partner_required, "send the header Proforma-Partner");
    bool is_of_platform = uuid_is_nil(who->partner_id) && route->flags & ROUTE_OR_PLATFORM;
    enum permission needed = is_of_platform ? PERM_PARTNER_MANAGE : route->permission;
    if (!(who->permissions & PERMISSION_BIT(needed)))
        return fail(cx, ERR_forbidden, "this needs the permission %s",
                    permission_names[needed].ptr);
    return true;
}
