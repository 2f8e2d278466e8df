#include "identity/api_key.h"
#include "identity/api_key.sql.h"
#include "identity/handlers.h"
#include "identity/identity.h"
#include "identity/partner.h"
#include "identity/session.h"
#include "identity/user.h"
#include "identity/user.sql.h"

/* About oneself: with or without a partner, on tables that belong to no tenant alone. */
#define OWN (ROUTE_PLATFORM | ROUTE_NO_TENANT)

static const struct route routes[] = {
    /* ---- sessions ---- */
    { POST, "/api/v1/session", session_post, PERM_PUBLIC,
      .flags = ROUTE_PLATFORM | ROUTE_HASHES_PASSWORD, .body = &sign_in_shape,
      .reply = &signed_in_shape, .doc = "Sign in: sets the session cookie" },
    { DELETE, "/api/v1/session", session_delete, PERM_SELF, .flags = OWN | ROUTE_BEFORE_PASSWORD,
      .doc = "Sign out: the session ends on the server" },
    { GET, "/api/v1/sessions", sessions_get, PERM_SELF, .flags = OWN | ROUTE_READ_ONLY,
      .reply_list = &session_shape, .doc = "Your own sessions" },
    { DELETE, "/api/v1/sessions/{id}", sessions_delete, PERM_SELF, .flags = OWN,
      .path_shape = &id_path_shape, .doc = "End one of your own sessions" },

    /* ---- oneself ---- */
    { GET, "/api/v1/me", me_get, PERM_SELF, .flags = OWN | ROUTE_READ_ONLY | ROUTE_BEFORE_PASSWORD,
      .reply = &me_shape, .doc = "Who you are, where you work and what you may" },
    { PATCH, "/api/v1/me", me_patch, PERM_SELF, .flags = OWN, .body = &profile_shape,
      .body_mode = JSON_PATCH, .reply = &profile_shape,
      .doc = "Change your name, email or language" },
    { POST, "/api/v1/me/password", me_password_post, PERM_SELF,
      .flags = OWN | ROUTE_BEFORE_PASSWORD | ROUTE_HASHES_PASSWORD, .body = &password_change_shape,
      .doc = "Change your password: your other sessions end" },

    /* ---- the people of the partner ---- */
    { GET, "/api/v1/users", .sql = &sql_user_list, .permission = PERM_USER_READ,
      .query = &page_query_shape, .reply_list = &user_shape, .doc = "List users" },
    { POST, "/api/v1/users", users_post, PERM_USER_WRITE, .body = &user_shape, .reply = &user_shape,
      .status = 201, .doc = "Add a user" },
    { GET, "/api/v1/users/{id}", .sql = &sql_user_by_id, .permission = PERM_USER_READ,
      .path_shape = &id_path_shape, .reply = &user_shape, .doc = "One user" },
    { PATCH, "/api/v1/users/{id}", users_patch, PERM_USER_WRITE, .path_shape = &id_path_shape,
      .body = &user_shape, .body_mode = JSON_PATCH, .reply = &user_shape,
      .doc = "Change a user, reset the password, disable or enable" },
    { DELETE, "/api/v1/users/{id}", users_delete, PERM_USER_WRITE, .path_shape = &id_path_shape,
      .doc = "Delete a user with sessions and API keys" },

    /* ---- partners ---- */
    { GET, "/api/v1/partners", partners_get, PERM_PARTNER_MANAGE,
      .flags = ROUTE_PLATFORM | ROUTE_READ_ONLY, .query = &page_query_shape,
      .reply_list = &partner_shape, .doc = "List partners" },
    { POST, "/api/v1/partners", partners_post, PERM_PARTNER_MANAGE, .flags = ROUTE_PLATFORM,
      .body = &partner_shape, .reply = &partner_shape, .status = 201, .doc = "Add a partner" },
    { GET, "/api/v1/partners/{id}", partner_get, PERM_PARTNER_MANAGE,
      .flags = ROUTE_NO_TENANT | ROUTE_READ_ONLY, .path_shape = &id_path_shape,
      .reply = &partner_detail_shape, .doc = "One partner, and how much it has" },
    { PATCH, "/api/v1/partners/{id}", partner_patch, PERM_PARTNER_MANAGE, .flags = ROUTE_PLATFORM,
      .path_shape = &id_path_shape, .body = &partner_shape, .body_mode = JSON_PATCH,
      .reply = &partner_shape, .doc = "Rename, suspend or reactivate a partner" },

    /* ---- API keys ---- */
    { GET, "/api/v1/api-keys", .sql = &sql_api_key_list, .permission = PERM_API_KEY_WRITE,
      .query = &page_query_shape, .reply_list = &api_key_shape, .doc = "Your own API keys" },
    { POST, "/api/v1/api-keys", api_keys_post, PERM_API_KEY_WRITE, .body = &api_key_shape,
      .reply = &api_key_created_shape, .status = 201,
      .doc = "Make an API key; the answer is the only place that shows it" },
    { DELETE, "/api/v1/api-keys/{id}", api_keys_delete, PERM_API_KEY_WRITE,
      .path_shape = &id_path_shape, .doc = "Revoke one of your own API keys" },
};

const struct route_table identity_routes = ROUTE_TABLE(routes);
