/*
 * Partners: the tenants. Only superadmins see more than one of them.
 *
 * What happens to a partner as a whole is recorded in the platform's audit chain, not in the
 * partner's own. A suspended partner's people cannot sign in and their sessions and keys stop
 * working at once; a superadmin may still act as it.
 */
#ifndef PROFORMA_IDENTITY_PARTNER_H
#define PROFORMA_IDENTITY_PARTNER_H

#include "core/cx.h"
#include "core/shape.h"
#include "db/db.h"

struct partner {
    uuid id;
    str name;
    str slug;     /* the short name: lower case, digits and hyphens; used on the command line */
    str currency; /* of figures that add groups up; fixed once the partner exists */
    str state;    /* active, suspended */
    instant created_at;
    str cursor;
};
extern const struct shape partner_shape;

/* A partner with what it has. */
struct partner_detail {
    struct partner partner;
    int64_t users; /* active ones */
    int64_t payers;
    int64_t accounts;
    int64_t billing_groups;
    int64_t drops; /* current ones */
    instant as_of; /* of the newest drop; none: no data */
};
extern const struct shape partner_detail_shape;

/* Adds *partner (name, slug and currency given) and fills in the rest. In the caller's DB_PLATFORM
 * transaction. ERR_slug_taken, ERR_currency_unknown, ERR_invalid_field. */
bool partner_create(struct cx *cx, struct partner *partner);

/* Stores *after over *before; its currency must be the same. */
bool partner_update(struct cx *cx, const struct partner *before, const struct partner *after);

/* The rules that need no database. */
bool partner_check(struct cx *cx, const struct partner *partner);

/* The id of the partner with that slug, in the caller's DB_PLATFORM transaction; ERR_not_found. */
bool partner_find(struct cx *cx, str slug, uuid *id);

/* For the command line: makes cx->principal the system at work inside the partner with that slug,
 * so that the next db_begin has it as its tenant. Runs a read transaction of its own. */
bool partner_enter(struct cx *cx, struct db_pool *pool, str slug);

#endif
