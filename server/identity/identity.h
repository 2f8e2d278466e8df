/*
 * People: who they are, how they sign in, what they may do.
 *
 *   authorization.h  the table of roles and the one function that decides
 *   password.h       which passwords are good enough, and how they are kept
 *   token.h          session tokens, CSRF tokens, API keys
 *   session.h        signing in and out, one's own profile and password
 *   user.h           the people of a partner
 *   partner.h        the tenants
 *   api_key.h        keys of programs
 *   bootstrap.h      the first superadmin
 */
#ifndef PROFORMA_IDENTITY_IDENTITY_H
#define PROFORMA_IDENTITY_IDENTITY_H

#include "http/route.h"

/* /session, /sessions, /me, /users, /partners, /api-keys */
extern const struct route_table identity_routes;

#endif
