/*
 * The first superadmin: `superadmin` with the password everyone knows. Such a user can do nothing
 * but change the password (authorization.c), and until then the server stays on loopback.
 */
#ifndef PROFORMA_IDENTITY_BOOTSTRAP_H
#define PROFORMA_IDENTITY_BOOTSTRAP_H

#include "core/cx.h"
#include "db/db.h"

#define BOOTSTRAP_USERNAME "superadmin"

/* Creates the first superadmin unless there is one of any state; several servers may try at once.
 * Runs a transaction of its own. */
bool identity_bootstrap(struct cx *cx, struct db_pool *pool);

/* *must: a superadmin still has the bootstrap password. Reads, in a transaction of its own. */
bool identity_must_stay_on_loopback(struct cx *cx, struct db_pool *pool, bool *must);

#endif
