-- Payers (cloud billing accounts of the partner) and the accounts they pay for.

create table payers (
  partner_id uuid not null,
  id uuid not null,
  name text not null,
  provider text not null,
  external_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_payers primary key (partner_id, id),
  constraint fk_payers_partner_id_partners foreign key (partner_id) references partners (id),
  constraint unique_payers_external_id unique (partner_id, provider, external_id),
  constraint check_payers_provider check (provider in ('aws', 'alibaba', 'anycost', 'focus')),
  constraint check_payers_external_id check (length(external_id) between 1 and 200),
  constraint check_payers_name_length check (length(name) between 1 and 200)
);
alter table payers enable row level security, force row level security;
create policy tenant on payers to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy payer_scope on payers as restrictive to proforma_app
  using (payer_scope() is null or id = any (payer_scope()));
grant select, insert, update, delete on payers to proforma_app;
grant select on payers to proforma_ingest;

alter table user_scopes add constraint fk_user_scopes_payer_id_payers
  foreign key (partner_id, payer_id) references payers (partner_id, id) on delete cascade;

-- Linked accounts. `id` is internal (charges refer to it); the world knows external_id, a string
-- of digits whose leading zeros count, unique per partner and provider.
create table accounts (
  partner_id uuid not null,
  id bigint generated always as identity,
  payer_id uuid not null,
  provider text not null,
  external_id text not null,
  name text not null default '',
  email text not null default '',
  state text not null default 'active',
  first_seen_period date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_accounts primary key (partner_id, id),
  constraint fk_accounts_payer_id_payers foreign key (partner_id, payer_id)
    references payers (partner_id, id),
  constraint unique_accounts_external_id unique (partner_id, provider, external_id),
  constraint check_accounts_external_id check (length(external_id) between 1 and 200),
  constraint check_accounts_state check (state in ('active', 'suspended', 'closed'))
);
create index index_accounts_payer on accounts (partner_id, payer_id);
alter table accounts enable row level security, force row level security;
create policy tenant on accounts to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy payer_scope on accounts as restrictive to proforma_app
  using (payer_scope() is null or payer_id = any (payer_scope()));
grant select, insert, update on accounts to proforma_app, proforma_ingest;
