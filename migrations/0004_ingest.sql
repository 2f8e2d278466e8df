-- Drops and their charges (pricing.md §1).
--
-- A drop is the atomic unit of ingest: all charges of one source for one payer and period. Every
-- row made from a drop carries its id; exactly one drop per (payer, source, period) is current.
-- One transaction writes the rows of a new version, makes it the current one and removes the rows
-- of the one before: readers, who join the current drops in one snapshot, see the old version or
-- the new one, never half, and a process that dies leaves nothing behind. The row of a superseded
-- drop stays, as its history (docs/adr/0005-drops-by-pointer.md).

create type charge_kind as enum ('usage', 'fee', 'support', 'marketplace', 'commitment_fee',
  'discount', 'credit', 'refund', 'tax', 'other');

-- rows became charges, skipped_rows are split-cost rows; source_cost is the sum over the rows as
-- read, cost the sum over the charges, and reconciled that all such pairs are equal. Charges of
-- days before detail_from carry no resource and tags (ingest/aggregate.h); null: none does.
create table drops (
  partner_id uuid not null,
  id uuid not null,
  payer_id uuid not null,
  source text not null,
  period date not null,
  version integer not null,
  state text not null default 'current',
  fingerprint bytea not null,
  currency text not null,
  rows bigint not null default 0,
  skipped_rows bigint not null default 0,
  charges bigint not null default 0,
  cost numeric(38, 12) not null default 0,
  source_cost numeric(38, 12) not null default 0,
  public_on_demand_cost numeric(38, 12) not null default 0,
  rounded_values bigint not null default 0,
  unknown_types text[] not null default '{}',
  reconciled boolean not null default false,
  first_day date,
  last_day date,
  detail_from date,
  seconds numeric(12, 3) not null default 0,
  files jsonb not null default '[]',
  by_charge_type jsonb not null default '[]',
  created_by uuid,
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint pk_drops primary key (partner_id, id),
  constraint fk_drops_payer_id_payers foreign key (partner_id, payer_id)
    references payers (partner_id, id),
  constraint unique_drops_version unique (partner_id, payer_id, source, period, version),
  constraint check_drops_state check (state in ('current', 'superseded')),
  constraint check_drops_source check (source ~ '^[a-z0-9][a-z0-9_.-]{0,62}$'),
  constraint check_drops_period check (period = date_trunc('month', period)::date),
  constraint check_drops_current check (state <> 'current' or reconciled)
);
create unique index unique_drops_current on drops (partner_id, payer_id, source, period)
  where state = 'current';
create index index_drops_period on drops (partner_id, period) where state = 'current';
alter table drops enable row level security, force row level security;
create policy tenant on drops to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy payer_scope on drops as restrictive to proforma_app
  using (payer_scope() is null or payer_id = any (payer_scope()));
grant select on drops to proforma_app;
grant select, insert, update on drops to proforma_ingest;

-- What is bought: service (line item product code), usage type, operation, region, billing entity,
-- unit. Empty text where the source has none.
create table skus (
  partner_id uuid not null,
  id bigint generated always as identity,
  service text not null,
  usage_type text not null,
  operation text not null,
  region text not null,
  billing_entity text not null,
  unit text not null,
  constraint pk_skus primary key (partner_id, id),
  constraint unique_skus unique (partner_id, service, usage_type, operation, region,
    billing_entity, unit)
);
alter table skus enable row level security, force row level security;
create policy tenant on skus to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on skus to proforma_app;
grant select, insert on skus to proforma_ingest;

-- The long texts a charge refers to: invoice ids, reservation and savings plan ARNs, resource ids,
-- and sets of tags and cost categories (as JSON text with sorted keys). Found by hash, because a
-- text may be longer than an index entry; doubled backslashes are what the cast to bytea takes for
-- one.
create table charge_texts (
  partner_id uuid not null,
  id bigint generated always as identity,
  dimension text not null,
  value text not null,
  value_hash bytea not null 
    generated always as (sha256(replace(value, '\', '\\')::bytea)) stored,
  constraint pk_charge_texts primary key (partner_id, id),
  constraint unique_charge_texts unique (partner_id, dimension, value_hash),
  constraint check_charge_texts_dimension
    check (dimension in ('invoice', 'commitment', 'resource', 'tags'))
);
alter table charge_texts enable row level security, force row level security;
create policy tenant on charge_texts to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on charge_texts to proforma_app;
grant select, insert on charge_texts to proforma_ingest;

-- Charges: the facts. One row per account × day × SKU × line item type × kind × free or not ×
-- invoice × commitment (× resource and tags for recent days), with the sum of every base, worked
-- out row by row while reading. Dictionary-encoded, without foreign keys (ids are checked while
-- encoding; two foreign keys made loading three times slower). Partitioned by period.
--
-- public_base is the base of plans on public_on_demand; of a free row (is_free) it is the public
-- cost, which counts only when the plan's free tier is off. cost is net unblended where the source
-- gives it, else unblended.
create table charges (
  partner_id uuid not null,
  drop_id uuid not null,
  period date not null,
  account_id bigint not null,
  day date not null,
  sku_id bigint not null,
  line_item_type text not null,
  kind charge_kind not null,
  is_free boolean not null,
  invoice_id bigint,
  commitment_id bigint,
  resource_id bigint,
  tags_id bigint,
  quantity numeric(38, 12) not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  public_base numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
) partition by range (period);
create index index_charges_drop_account on charges (partner_id, drop_id, account_id, day);
alter table charges enable row level security, force row level security;
create policy tenant on charges to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on charges to proforma_app, proforma_ingest;
grant delete on charges to proforma_ingest;

-- COPY refuses tables under row security, so ingest copies into the partition itself, which has
-- no policies and which no other role may touch.
create function charge_partition(the_period date) returns text
language plpgsql volatile security definer
set search_path = proforma, pg_temp
as $$
declare
  first_day date := date_trunc('month', the_period)::date;
  name text := 'charges_' || to_char(first_day, 'YYYY_MM');
begin
  if to_regclass(format('proforma.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtext('proforma.charge_partition'));
    if to_regclass(format('proforma.%I', name)) is null then
      execute format('create table %I partition of charges for values from (%L) to (%L)',
        name, first_day, (first_day + interval '1 month')::date);
      execute format('revoke all on %I from public', name);
      execute format('grant insert on %I to proforma_ingest', name);
    end if;
  end if;
  return name;
end
$$;
revoke all on function charge_partition(date) from public;
grant execute on function charge_partition(date) to proforma_ingest;

-- Charges of a drop without their days: what a bill is priced from. first_day and last_day tell
-- whether a boundary (assignment, rule) falls inside; then the days come from charges.
create table charge_rollups (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  sku_id bigint not null,
  line_item_type text not null,
  kind charge_kind not null,
  is_free boolean not null,
  first_day date not null,
  last_day date not null,
  quantity numeric(38, 12) not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  public_base numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null,
  constraint pk_charge_rollups
    primary key (partner_id, drop_id, account_id, sku_id, line_item_type, kind, is_free)
);
alter table charge_rollups enable row level security, force row level security;
create policy tenant on charge_rollups to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on charge_rollups to proforma_app;
grant select, insert, delete on charge_rollups to proforma_ingest;

-- Small cubes for insights: account × service × kind and payer × service × kind of a drop.
create table account_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  service text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null,
  constraint pk_account_cubes primary key (partner_id, drop_id, account_id, service, kind)
);
alter table account_cubes enable row level security, force row level security;
create policy tenant on account_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on account_cubes to proforma_app;
grant select, insert, delete on account_cubes to proforma_ingest;

create table payer_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  payer_id uuid not null,
  service text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null,
  constraint pk_payer_cubes primary key (partner_id, drop_id, payer_id, service, kind)
);
alter table payer_cubes enable row level security, force row level security;
create policy tenant on payer_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy payer_scope on payer_cubes as restrictive to proforma_app
  using (payer_scope() is null or payer_id = any (payer_scope()));
grant select on payer_cubes to proforma_app;
grant select, insert, delete on payer_cubes to proforma_ingest;
