-- The bookkeeping of migrations, by the owner of the schema.

-- name: migrate_lock
-- role: owner
select pg_advisory_lock(hashtext('proforma.migrate'));

-- name: migrate_schema
-- role: owner
create schema if not exists proforma;

-- name: migrate_table
-- role: owner
create table if not exists proforma.migrations (
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  constraint pk_migrations primary key (name)
);

-- name: migrate_applied
-- role: owner
select name, checksum
from proforma.migrations
order by name;

-- name: migrate_record
-- role: owner
insert into proforma.migrations (name, checksum)
values (:name, :checksum);
