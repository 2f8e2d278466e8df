/* The handlers of identity_routes.c. Private to identity. */
#ifndef PROFORMA_IDENTITY_HANDLERS_H
#define PROFORMA_IDENTITY_HANDLERS_H

#include "http/route.h"

bool session_post(struct cx *cx);
bool session_delete(struct cx *cx);
bool sessions_get(struct cx *cx);
bool sessions_delete(struct cx *cx);
bool me_get(struct cx *cx);
bool me_patch(struct cx *cx);
bool me_password_post(struct cx *cx);

bool users_post(struct cx *cx);
bool users_patch(struct cx *cx);
bool users_delete(struct cx *cx);

bool partners_get(struct cx *cx);
bool partners_post(struct cx *cx);
bool partner_get(struct cx *cx);
bool partner_patch(struct cx *cx);

bool api_keys_post(struct cx *cx);
bool api_keys_delete(struct cx *cx);

#endif
