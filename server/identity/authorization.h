/*
 * Who may do what: one table and one function, deny by default.
 *
 * The table of authorization.c says which role has which permission (its golden copy for
 * reviewers: tests/golden/identity/permissions.txt). What a role may see *of* a permission is not
 * decided here but by row level security: payer_scope and billing_group_scope of the principal
 * hide every payer or group outside them, so that "not yours" and "does not exist" look alike.
 *
 *   superadmin     without a partner: partners and himself. Acting as one: what its partner_admin
 *                  may, and partners still, because the console switches between them.
 *   partner_admin  everything of the partner.
 *   payer_admin    the work on his payers: accounts, uploads, groups wholly inside them and their
 *                  custom charges. He reads the pricing plans but does not change them, since they
 *                  price other payers too; the same goes for people and the audit log.
 *   finance        reads all that carries money, changes nothing.
 *   auditor        reads everything, the people and the audit log too; changes nothing.
 *   customer       his bills and insights, by their pro forma only: without cost.read the members
 *                  cost, margin and unassigned are not written at all.
 *
 * An API key may what its owner may, cut down to the permissions it lists, and never `self` or
 * `api_key.write`: a program cannot change a password, see sessions or make itself another key.
 */
#ifndef PROFORMA_IDENTITY_AUTHORIZATION_H
#define PROFORMA_IDENTITY_AUTHORIZATION_H

#include "core/cx.h"
#include "http/route.h"

/* The bit of a permission in principal.permissions. */
#define PERMISSION_BIT(permission) (UINT64_C(1) << (permission))

/* What an API key never carries. */
#define PERMISSIONS_OF_PEOPLE (PERMISSION_BIT(PERM_SELF) | PERMISSION_BIT(PERM_API_KEY_WRITE))

/* Everything a role may. `is_acting` matters to a superadmin alone. */
uint64_t role_permissions(enum role role, bool is_acting);

/* "bill.read"; absent for PERM_PUBLIC. */
str permission_name(enum permission permission);
/* PERM_PUBLIC when there is no such permission. */
enum permission permission_by_name(str name);

/* "payer_admin"; absent for ROLE_NONE. */
str role_name(enum role role);
/* ROLE_NONE when there is no such role. */
enum role role_by_name(str name);

/*
 * The hooks of http/server.h. `columns` are those of the statement identity_authenticate, in its
 * order. Both are pure: they read and fill cx alone.
 */
bool identity_read_principal(struct cx *cx, const str *columns);
bool identity_authorize(struct cx *cx, const struct route *route);

#endif
