/*
 * What belongs to a partner before any price: payers (payer.h) and their accounts (account.h).
 */
#ifndef PROFORMA_ORG_ORG_H
#define PROFORMA_ORG_ORG_H

#include "core/cx.h"
#include "db/db.h"
#include "http/route.h"

/* /payers, /accounts */
extern const struct route_table org_routes;

/* For the command line of features that may not include identity: cx->principal becomes the system
 * at work inside the partner with that slug. Runs a read transaction of its own. ERR_not_found. */
bool org_enter(struct cx *cx, struct db_pool *pool, str partner_slug);

#endif
