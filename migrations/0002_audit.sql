-- The audit log: append-only and hash-chained per partner. No role may insert, update or delete
-- rows; the one way in is audit_append, which locks the partner's chain, computes the hash and
-- advances the head, all in the transaction of the change it records.
--
-- partner_id is the nil uuid for the platform's own chain.

create table audit_heads (
  partner_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  constraint pk_audit_heads primary key (partner_id)
);
alter table audit_heads enable row level security, force row level security;
create policy tenant on audit_heads for select to proforma_app using (partner_id = tenant());
create policy platform on audit_heads for select to proforma_platform using (true);
grant select on audit_heads to proforma_app, proforma_platform;

create table audit_entries (
  partner_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  before text,
  after text,
  request_id text not null,
  hash bytea not null,
  constraint pk_audit_entries primary key (partner_id, seq)
);
create index index_audit_entries_entity on audit_entries (partner_id, entity, entity_id, seq);
create index index_audit_entries_actor on audit_entries (partner_id, lower(actor), seq);
create index index_audit_entries_at on audit_entries (partner_id, at);
alter table audit_entries enable row level security, force row level security;
create policy tenant on audit_entries for select to proforma_app using (partner_id = tenant());
create policy platform on audit_entries for select to proforma_platform using (true);
grant select on audit_entries to proforma_app, proforma_platform;

-- proforma_audit owns nothing but the way into the log.
grant select, insert on audit_entries to proforma_audit;
grant select, insert, update on audit_heads to proforma_audit;
create policy audit on audit_entries to proforma_audit using (true) with check (true);
create policy audit on audit_heads to proforma_audit using (true) with check (true);

-- One member of the hashed form: '-' for null, otherwise its length in bytes, ':' and the bytes.
create function audit_member(value text) returns bytea
  language sql immutable parallel safe
  as $$ select case when value is null then '-'::bytea
    else convert_to(octet_length(value)::text || ':', 'UTF8') || convert_to(value, 'UTF8') end $$;

-- SHA-256 over the previous hash (32 zero bytes before the first entry) and the members in order:
-- partner_id, seq, at (UTC, microseconds), actor_id, actor, action, entity, entity_id, before,
-- after, request_id.
create function audit_hash(previous bytea, e audit_entries) returns bytea
  language sql stable parallel safe
  as $$ select sha256(previous
    || audit_member(e.partner_id::text) || audit_member(e.seq::text)
    || audit_member(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_member(e.actor_id::text) || audit_member(e.actor) || audit_member(e.action)
    || audit_member(e.entity) || audit_member(e.entity_id) || audit_member(e.before)
    || audit_member(e.after) || audit_member(e.request_id)) $$;

-- Appends to the chain of the current tenant, so that nothing can write into another one's; the
-- platform's own chain is open to proforma_platform alone. The lock on the head is held until the
-- caller commits: call it last.
create function audit_append(
  the_at timestamptz, the_actor_id uuid, the_actor text, the_action text, the_entity text,
  the_entity_id text, the_before text, the_after text, the_request_id text)
returns bigint
language plpgsql volatile security definer
set search_path = proforma, pg_temp
as $$
declare
  chain uuid := coalesce(tenant(), '00000000-0000-0000-0000-000000000000');
  head audit_heads;
  entry audit_entries;
begin
  if tenant() is null and current_setting('role') <> 'proforma_platform' then
    raise exception 'an audit entry of % needs a tenant', current_setting('role');
  end if;
  insert into audit_heads (partner_id, seq, hash)
    values (chain, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select * into head from audit_heads h where h.partner_id = chain for update;
  entry := row(chain, head.seq + 1, the_at, the_actor_id, the_actor, the_action, the_entity,
    the_entity_id, the_before, the_after, the_request_id, ''::bytea);
  entry.hash := audit_hash(head.hash, entry);
  insert into audit_entries values (entry.*);
  update audit_heads h set seq = entry.seq, hash = entry.hash where h.partner_id = chain;
  return entry.seq;
end
$$;
grant create on schema proforma to proforma_audit; -- needed to become an owner there
alter function audit_append(timestamptz, uuid, text, text, text, text, text, text, text)
  owner to proforma_audit;
revoke create on schema proforma from proforma_audit;
revoke all on function audit_append(timestamptz, uuid, text, text, text, text, text, text, text)
  from public;
grant execute on function audit_append(timestamptz, uuid, text, text, text, text, text, text, text)
  to proforma_app, proforma_platform, proforma_ingest;
