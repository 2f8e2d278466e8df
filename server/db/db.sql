-- What db itself says to PostgreSQL.

-- name: db_tenant
-- role: app platform ingest
-- The same settings that authenticate() makes, for a transaction of someone it has found.
select
  set_config('proforma.partner_id', coalesce(:partner_id, ''), true),
  set_config('proforma.user_id', coalesce(:user_id, ''), true),
  set_config('proforma.session_id', coalesce(:session_id, ''), true),
  set_config('proforma.payer_scope', coalesce(:payer_scope, ''), true),
  set_config('proforma.billing_group_scope', coalesce(:billing_group_scope, ''), true);

-- name: db_applied_migrations
-- role: app platform ingest
select name, checksum
from migrations
order by name;
