/*
 * Who acts: the result of authentication, read by the one authorization function
 * (identity/authorization.h) and stored with every audit entry.
 */
#ifndef PROFORMA_CORE_PRINCIPAL_H
#define PROFORMA_CORE_PRINCIPAL_H

#include <stdint.h>

#include "core/str.h"
#include "core/uuid.h"

enum permission {
    PERM_PUBLIC = 0, /* no sign-in asked for */
#define PERMISSION(constant, name) PERM_##constant,
#include "core/permissions.def"
#undef PERMISSION
    PERMISSION_COUNT
};

enum role {
    ROLE_NONE = 0, /* nobody, or the system itself */
    ROLE_SUPERADMIN,
    ROLE_PARTNER_ADMIN,
    ROLE_PAYER_ADMIN,
    ROLE_FINANCE,
    ROLE_AUDITOR,
    ROLE_CUSTOMER,
    ROLE_COUNT
};

struct principal {
    uuid user_id;    /* nil: nobody (public routes) or the system (command line, jobs) */
    uuid partner_id; /* the tenant worked in; nil for a superadmin who is not acting */
    uuid session_id; /* nil for an API key */
    uuid api_key_id; /* nil for a session */
    enum role role;
    uint64_t permissions; /* bit 1 << PERM_x; already cut down to those of an API key */
    bool is_acting;       /* a superadmin inside a partner */
    bool must_change_password;
    str username;
    str csrf_token_hash; /* hex; absent for an API key */
    str language;        /* "zh-CN" or "en" */
    /* The scope of payer_admin (payers) and customer (billing groups), as PostgreSQL array
     * literals of uuids ("{…,…}"), ready to be a query parameter; absent: not limited. */
    str payer_scope;
    str billing_group_scope;
};

#endif
