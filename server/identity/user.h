/*
 * The people of a partner, and superadmins, who belong to none.
 *
 * User names are unique over all partners without regard to case, because a person signs in before
 * the partner is known. Two roles are limited to a part of the partner: a payer_admin to payers, a
 * customer to billing groups; without any, they see nothing. The other roles have no limits, and
 * giving them some is refused rather than ignored.
 *
 * Nobody adds, changes or deletes someone who may more than they do: an API key with user.write
 * alone manages nobody but those with no permissions beyond it.
 *
 * Superadmins are made on the command line only, and each partner keeps at least one active
 * partner_admin, the platform at least one active superadmin.
 */
#ifndef PROFORMA_IDENTITY_USER_H
#define PROFORMA_IDENTITY_USER_H

#include "core/cx.h"
#include "core/shape.h"

struct user {
    uuid id;
    str username;
    str name;
    str email;
    str password; /* coming in only */
    str role;
    list payer_ids;         /* of a payer_admin: uuids as text */
    list billing_group_ids; /* of a customer: uuids as text */
    str language;           /* "zh-CN" (when not given) or "en" */
    str state;              /* active (when not given), disabled */
    bool must_change_password;
    instant created_at;
    instant last_sign_in_at; /* none: never */
    str cursor;
};
extern const struct shape user_shape;

/* The rules that need no database: name, email, role and limits that fit each other; a password
 * that is given must be good enough. Folds the ids to their canonical form. */
bool user_check(struct cx *cx, struct user *user);

/* The part of it that people may break about themselves. */
bool user_email_check(struct cx *cx, str email);

/*
 * Adds *user and fills in what was not given, in the caller's transaction: DB_APP for a partner's
 * people, DB_PLATFORM with no partner in cx->principal for a superadmin.
 */
bool user_create(struct cx *cx, struct user *user);

/*
 * Stores *after over *before. A password in it is a reset, which ends the user's sessions;
 * disabling ends sessions and deletes API keys, so that enabling again revives neither. A role
 * that is not limited drops the limits of the one before.
 */
bool user_update(struct cx *cx, const struct user *before, struct user *after);

/* Deletes the user with sessions and keys. The audit log keeps who it was. */
bool user_delete(struct cx *cx, const struct user *user);

#endif
