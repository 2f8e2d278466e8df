-- Partners, people and the ground rules of tenancy (docs/adr/0004).
--
-- Three roles act in the database, none of which owns a table or may bypass row level security:
--   proforma_app       serves requests and jobs of one tenant, set per transaction by
--                      set_config('proforma.partner_id', …, true);
--   proforma_platform  what is read before the tenant is known: sign-in, partners, the job queue;
--   proforma_ingest    COPY into partitions of charges, by ingest/drop_write.c alone.
-- proforma_audit owns the way into the audit log. proforma_server may become each of the three and
-- owns nothing: give it a login, or make a login a member of it.
--
-- Every tenant table has partner_id first in its keys, FORCE ROW LEVEL SECURITY and a policy on
-- the setting. Without a tenant the setting is absent or empty, the policy compares with null,
-- and nothing is visible. tests/db/db/test_tenancy.c holds the short list of exceptions.

create extension if not exists btree_gist;

-- Roles belong to the cluster: another database of it may have made them already, and may be doing
-- so at this moment (then the migration is tried again). The owner of the schema becomes a member,
-- so that it can hand functions over to them; it needs CREATEROLE only where it is not one yet.
do $$
declare
  name text;
begin
  foreach name in array array['proforma_app', 'proforma_platform', 'proforma_ingest',
      'proforma_audit', 'proforma_server'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit', name);
    end if;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to %I', name, current_user);
    end if;
  end loop;
  foreach name in array array['proforma_app', 'proforma_platform', 'proforma_ingest'] loop
    if not pg_has_role('proforma_server', name, 'member') then
      execute format('grant %I to proforma_server', name);
    end if;
  end loop;
end
$$;

grant usage on schema proforma to proforma_app, proforma_platform, proforma_ingest, proforma_audit;

-- Which version the schema has is no secret among the server's roles (made by db/migrate.c).
grant select on migrations to proforma_app, proforma_platform, proforma_ingest;

create function tenant() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('proforma.partner_id', true), '')::uuid $$;

-- The payers a payer_admin is limited to; null: not limited.
create function payer_scope() returns uuid[]
  language sql stable parallel safe
  as $$ select nullif(current_setting('proforma.payer_scope', true), '')::uuid[] $$;

-- The billing groups a customer is limited to; null: not limited.
create function billing_group_scope() returns uuid[]
  language sql stable parallel safe
  as $$ select nullif(current_setting('proforma.billing_group_scope', true), '')::uuid[] $$;

-- Who is signed in, and by which session (null: an API key, or nobody).
create function signed_in_user() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('proforma.user_id', true), '')::uuid $$;

create function signed_in_session() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('proforma.session_id', true), '')::uuid $$;

-- A partner is a tenant. A global table: its own row is all that a tenant sees of it.
create table partners (
  id uuid not null,
  slug text not null,
  name text not null,
  currency text not null,
  state text not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_partners primary key (id),
  constraint unique_partners_slug unique (slug),
  constraint check_partners_slug check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  constraint check_partners_name_length check (length(name) between 1 and 200),
  constraint check_partners_currency check (currency ~ '^[A-Z]{3}$'),
  constraint check_partners_state check (state in ('active', 'suspended'))
);
alter table partners enable row level security, force row level security;
create policy tenant on partners to proforma_app using (id = tenant()) with check (false);
create policy platform on partners to proforma_platform using (true) with check (true);
grant select on partners to proforma_app, proforma_ingest;
create policy tenant_ingest on partners to proforma_ingest using (id = tenant());
grant select, insert, update on partners to proforma_platform;

-- People. partner_id is null for a superadmin, who belongs to no tenant; user names are unique
-- over all, because sign-in happens before the tenant is known.
create table users (
  partner_id uuid,
  id uuid not null,
  username text not null,
  name text not null default '',
  email text not null default '',
  password_hash text not null,
  role text not null,
  language text not null default 'zh-CN',
  state text not null default 'active',
  must_change_password boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_sign_in_at timestamptz,
  constraint pk_users primary key (id),
  constraint fk_users_partner_id_partners foreign key (partner_id) references partners (id),
  constraint check_users_username check (username ~ '^[^[:space:][:cntrl:]]{1,100}$'),
  constraint check_users_role check (role in ('superadmin', 'partner_admin', 'payer_admin',
    'finance', 'auditor', 'customer')),
  constraint check_users_partner check ((role = 'superadmin') = (partner_id is null)),
  constraint check_users_language check (language in ('zh-CN', 'en')),
  constraint check_users_state check (state in ('active', 'disabled'))
);
create unique index unique_users_username on users (lower(username));
create unique index unique_users_partner_id on users (partner_id, id);
alter table users enable row level security, force row level security;
create policy tenant on users to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy platform on users to proforma_platform using (true) with check (true);
grant select, insert, update on users to proforma_app, proforma_platform;
grant delete on users to proforma_app;

-- What a payer_admin (payers) or a customer (billing groups) is limited to.
create table user_scopes (
  partner_id uuid not null,
  user_id uuid not null,
  payer_id uuid,
  billing_group_id uuid,
  constraint fk_user_scopes_user_id_users foreign key (partner_id, user_id)
    references users (partner_id, id) on delete cascade,
  constraint check_user_scopes_one check ((payer_id is null) <> (billing_group_id is null))
);
create unique index unique_user_scopes_payer on user_scopes (partner_id, user_id, payer_id)
  where payer_id is not null;
create unique index unique_user_scopes_billing_group
  on user_scopes (partner_id, user_id, billing_group_id) where billing_group_id is not null;
create index index_user_scopes_payer_id on user_scopes (partner_id, payer_id)
  where payer_id is not null;
create index index_user_scopes_billing_group_id on user_scopes (partner_id, billing_group_id)
  where billing_group_id is not null;
alter table user_scopes enable row level security, force row level security;
create policy tenant on user_scopes to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy platform on user_scopes to proforma_platform using (true) with check (true);
grant select, insert, delete on user_scopes to proforma_app, proforma_platform;

-- Sessions of the console. The token is random, given to the browser once and kept here only as
-- its BLAKE2b hash; so is the CSRF token, which is derived from it. acted_as lists the partners a
-- superadmin's session worked inside on the day acted_on: the first request of each such day and
-- partner is audited (record_acting). A session lasts expires_at - last_seen_at from its last use:
-- authenticate moves both by the same amount, nothing else moves either.
create table sessions (
  partner_id uuid,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  csrf_token_hash text not null,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  acted_on date,
  acted_as uuid[] not null default '{}',
  constraint pk_sessions primary key (id),
  constraint unique_sessions_token_hash unique (token_hash),
  constraint check_sessions_expires_at check (expires_at > last_seen_at),
  constraint fk_sessions_user_id_users foreign key (user_id) references users (id) on delete cascade
);
create index index_sessions_user_id on sessions (user_id);
create index index_sessions_expires_at on sessions (expires_at);
alter table sessions enable row level security, force row level security;
create policy tenant on sessions to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy platform on sessions to proforma_platform using (true) with check (true);
grant select, delete on sessions to proforma_app;
grant select, insert, update, delete on sessions to proforma_platform;

-- Keys of programs: a subset of their owner's permissions.
create table api_keys (
  partner_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null,
  permissions text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  constraint pk_api_keys primary key (partner_id, id),
  constraint unique_api_keys_token_hash unique (token_hash),
  constraint fk_api_keys_user_id_users foreign key (partner_id, user_id)
    references users (partner_id, id) on delete cascade,
  constraint check_api_keys_name_length check (length(name) between 1 and 200)
);
create index index_api_keys_user_id on api_keys (partner_id, user_id);
alter table api_keys enable row level security, force row level security;
create policy tenant on api_keys to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy platform on api_keys to proforma_platform using (true) with check (true);
grant select, insert, delete on api_keys to proforma_app;
grant select, update on api_keys to proforma_platform;

-- Writes one audit entry per superadmin's session, partner and day into the partner's chain, so that
-- the partner sees who came in, while all later requests cost a look at the session's row only.
-- It waits for a busy chain no longer than a moment: authentication shares its connection with
-- other requests, and a request that cannot be audited must fail rather than pass unseen.
create function record_acting(the_session uuid, the_partner uuid, actor_id uuid, actor text)
returns void
language plpgsql volatile security definer
set search_path = proforma, pg_temp
set lock_timeout = '250ms'
as $$
declare
  today date := (now() at time zone 'UTC')::date;
begin
  update sessions s
    set acted_on = today,
      acted_as = case when s.acted_on = today then s.acted_as else '{}' end || the_partner
    where s.id = the_session
      and (s.acted_on is distinct from today or the_partner <> all (s.acted_as));
  if found then
    perform audit_append(now(), actor_id, actor, 'partner.act', 'partner', the_partner::text, null,
      null, '');
  end if;
end
$$;
grant create on schema proforma to proforma_platform; -- needed to become an owner there
alter function record_acting(uuid, uuid, uuid, text) owner to proforma_platform;
revoke all on function record_acting(uuid, uuid, uuid, text) from public;

-- Who acts: looks a token up, sets the tenant and the scopes of the transaction, and returns the
-- principal; no row when the token is unknown, expired, or its owner or partner is not active.
-- A superadmin who names a partner that does not exist acts as none.
-- Run first in every authenticated transaction, and never waits for a row: others do for its
-- connection, so what somebody else holds is noted as seen another time. Security definer, because the tenant is not known
-- before; owned by proforma_platform so that it can do no more than that role.
create function authenticate(the_token_hash bytea, acting_partner uuid)
returns table (
  user_id uuid, partner_id uuid, session_id uuid, api_key_id uuid, role text, username text,
  language text, must_change_password boolean, is_acting boolean, csrf_token_hash text,
  permissions text, payer_scope text, billing_group_scope text
)
language plpgsql volatile security definer
set search_path = proforma, pg_temp
as $$
declare
  found_session sessions;
  found_key api_keys;
  person users;
  works_in uuid;
begin
  select * into found_session from sessions s
    where s.token_hash = the_token_hash and s.expires_at > now();
  if found then
    select * into person from users u where u.id = found_session.user_id and u.state = 'active';
  else
    select * into found_key from api_keys k
      where k.token_hash = the_token_hash and (k.expires_at is null or k.expires_at > now());
    if not found then return; end if;
    select * into person from users u where u.id = found_key.user_id and u.state = 'active';
  end if;
  if person.id is null then return; end if;

  works_in := person.partner_id;
  if person.role = 'superadmin' and acting_partner is not null then
    select p.id into works_in from partners p where p.id = acting_partner;
  elsif works_in is not null
      and not exists (select from partners p where p.id = works_in and p.state = 'active') then
    return;
  end if;

  if found_session.id is not null and found_session.last_seen_at < now() - interval '1 minute' then
    update sessions s
      set last_seen_at = now(), expires_at = now() + (s.expires_at - s.last_seen_at)
      where s.id = (select t.id from sessions t where t.id = found_session.id
        for update skip locked);
  elsif found_key.id is not null
      and coalesce(found_key.last_used_at, '-infinity') < now() - interval '1 minute' then
    update api_keys k set last_used_at = now()
      where k.partner_id = found_key.partner_id
        and k.id = (select t.id from api_keys t
          where t.partner_id = found_key.partner_id and t.id = found_key.id
          for update skip locked);
  end if;

  user_id := person.id;
  partner_id := works_in;
  session_id := found_session.id;
  api_key_id := found_key.id;
  role := person.role;
  username := person.username;
  language := person.language;
  must_change_password := person.must_change_password;
  is_acting := person.role = 'superadmin' and works_in is not null;
  csrf_token_hash := found_session.csrf_token_hash;
  permissions := array_to_string(found_key.permissions, ',');
  if person.role = 'payer_admin' then
    payer_scope := (select coalesce(array_agg(s.payer_id), '{}')::text from user_scopes s
      where s.partner_id = person.partner_id and s.user_id = person.id and s.payer_id is not null);
  elsif person.role = 'customer' then
    billing_group_scope := (select coalesce(array_agg(s.billing_group_id), '{}')::text
      from user_scopes s where s.partner_id = person.partner_id and s.user_id = person.id
        and s.billing_group_id is not null);
  end if;
  perform set_config('proforma.user_id', user_id::text, true);
  perform set_config('proforma.session_id', coalesce(session_id::text, ''), true);
  perform set_config('proforma.partner_id', coalesce(works_in::text, ''), true);
  perform set_config('proforma.payer_scope', coalesce(payer_scope, ''), true);
  perform set_config('proforma.billing_group_scope', coalesce(billing_group_scope, ''), true);
  if is_acting and (found_session.acted_on is distinct from (now() at time zone 'UTC')::date
      or works_in <> all (found_session.acted_as)) then
    perform record_acting(session_id, works_in, user_id, username);
  end if;
  return next;
end
$$;
alter function authenticate(bytea, uuid) owner to proforma_platform;
revoke create on schema proforma from proforma_platform;
revoke all on function authenticate(bytea, uuid) from public;
grant execute on function authenticate(bytea, uuid) to proforma_app, proforma_platform;

-- Answers already given for an Idempotency-Key, kept a day: same key and body, same answer. A
-- tenant's older ones go when it uses a key again.
create table idempotency_keys (
  partner_id uuid not null,
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  body text not null,
  created_at timestamptz not null default now(),
  constraint pk_idempotency_keys primary key (partner_id, user_id, key),
  constraint check_idempotency_keys_key_length check (length(key) between 1 and 200)
);
create index index_idempotency_keys_age on idempotency_keys (partner_id, created_at);
alter table idempotency_keys enable row level security, force row level security;
create policy tenant on idempotency_keys to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy platform on idempotency_keys to proforma_platform using (true) with check (true);
grant select, insert, delete on idempotency_keys to proforma_app;
grant select, insert, delete on idempotency_keys to proforma_platform;

-- The job queue: a worker takes the oldest due row with `for update skip locked`,
-- holds it by a lease that it renews, and another worker takes it again when the lease has passed.
-- partner_id is null for work of the platform itself. `key` is unique among unfinished jobs.
create table jobs (
  partner_id uuid,
  id uuid not null,
  kind text not null,
  key text,
  payload jsonb not null,
  state text not null default 'queued',
  attempts integer not null default 0,
  attempts_max integer not null,
  run_at timestamptz not null default now(),
  lease_until timestamptz,
  done bigint not null default 0,
  total bigint not null default 0,
  message text not null default '',
  result jsonb,
  error jsonb,
  created_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint pk_jobs primary key (id),
  constraint fk_jobs_partner_id_partners foreign key (partner_id) references partners (id),
  constraint check_jobs_state check (state in ('queued', 'running', 'done', 'failed'))
);
create unique index unique_jobs_key on jobs (coalesce(partner_id, '00000000-0000-0000-0000-000000000000'), kind, key)
  where key is not null and state in ('queued', 'running');
create index index_jobs_due on jobs (run_at) where state in ('queued', 'running');
create index index_jobs_partner on jobs (partner_id, id desc);
alter table jobs enable row level security, force row level security;
create policy tenant on jobs to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy payer_scope on jobs as restrictive to proforma_app
  using (payer_scope() is null or (payload ->> 'payer_id')::uuid = any (payer_scope()));
create policy platform on jobs to proforma_platform using (true) with check (true);
grant select, insert, update on jobs to proforma_app, proforma_platform;
grant delete on jobs to proforma_platform;
