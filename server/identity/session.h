/*
 * Signing in and out, and what people change about themselves.
 *
 * A session is a random token in the cookie and a row that knows its hash. Signing in always makes
 * a new token and ends the session of the cookie that came along, so no token chosen by someone
 * else can become a session. It ends after session_hours without use.
 *
 * A wrong password, an unknown name, a disabled user and a suspended partner get the same answer
 * after the same work. Changing one's password ends all other sessions and keeps this one with its
 * token: the token has not been shown to anyone by that, and its CSRF token stays valid.
 */
#ifndef PROFORMA_IDENTITY_SESSION_H
#define PROFORMA_IDENTITY_SESSION_H

#include "core/cx.h"
#include "core/shape.h"

struct sign_in {
    str username;
    str password;
};
extern const struct shape sign_in_shape;

/* Someone signed in, as they see themselves. */
struct profile {
    uuid id;
    str username;
    str name;
    str email;
    str role;
    str language;
    uuid partner_id; /* nil: a superadmin */
};
extern const struct shape profile_shape;

struct signed_in {
    object user; /* struct profile */
    bool must_change_password;
    str csrf_token;
};
extern const struct shape signed_in_shape;

/* The partner worked in. */
struct workplace {
    uuid id;
    str name;
    str slug;
    str currency;
};
extern const struct shape workplace_shape;

struct me {
    object user;    /* struct profile */
    object partner; /* struct workplace; NULL: a superadmin who is not acting as one */
    bool acting;
    list permissions; /* their names */
    bool must_change_password;
    str csrf_token;
};
extern const struct shape me_shape;

struct password_change {
    str current_password;
    str new_password;
};
extern const struct shape password_change_shape;

struct session {
    uuid id;
    instant created_at;
    instant last_seen_at;
    str user_agent;
    bool current;
};
extern const struct shape session_shape;

#endif
