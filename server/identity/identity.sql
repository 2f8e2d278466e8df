-- Who acts, before anything else is known of a request.

-- name: identity_authenticate
-- role: app platform
select user_id, partner_id, session_id, api_key_id, role, username, language, must_change_password,
  is_acting, csrf_token_hash, permissions, payer_scope, billing_group_scope
from authenticate(:token_hash, :acting_partner);
