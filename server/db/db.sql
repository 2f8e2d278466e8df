-- What db itself says to PostgreSQL.

-- name: db_tenant
-- role: app platform ingest
select
  set_config('proforma.partner_id', coalesce(:partner_id, ''), true),
  set_config('proforma.payer_scope', coalesce(:payer_scope, ''), true),
  set_config('proforma.billing_group_scope', coalesce(:billing_group_scope, ''), true);

-- name: db_applied_migrations
-- role: app platform ingest
select name, checksum
from migrations
order by name;
