-- Writing a drop: one transaction from the first look to making it current (ingest/drop_write.h).

-- name: drop_lock_payer
-- role: ingest
select pg_try_advisory_xact_lock(hashtextextended('proforma.ingest ' || :payer_id::uuid::text, 0))
  as is_locked;

-- Drops of one partner are written one after the other, so that two of them never wait for each
-- other's dictionary entries.
-- name: drop_lock_partner
-- role: ingest
select pg_advisory_xact_lock(hashtextextended('proforma.drop ' || :partner_id::uuid::text, 0));

-- name: drop_payer
-- role: ingest
select id, provider, external_id
from payers
where partner_id = :partner_id
  and id = :payer_id;

-- name: drop_may_be_same
-- role: ingest
select exists (
  select from drops d
  where d.partner_id = :partner_id
    and d.payer_id = :payer_id
    and d.source = :source
    and d.state = 'current'
    and (select sum((f ->> 'size')::bigint) from jsonb_array_elements(d.files) f) = :size
) as may_be_same;

-- name: drop_same
-- role: ingest
select id, period, rows, skipped_rows, charges, cost, public_on_demand_cost, currency
from drops
where partner_id = :partner_id
  and payer_id = :payer_id
  and source = :source
  and fingerprint = decode(:fingerprint, 'hex')
  and state = 'current';

-- The version to write and the drop it replaces, if any.
-- name: drop_version
-- role: ingest
select
  coalesce(max(version), 0) + 1 as version,
  (max(id::text) filter (where state = 'current'))::uuid as previous_id
from drops
where partner_id = :partner_id
  and payer_id = :payer_id
  and source = :source
  and period = :period;

-- An account that is seen under another payer has moved there, unless its payer has charges of a
-- later period.
-- name: drop_accounts_change
-- role: ingest
update accounts a
set
  first_seen_period = least(a.first_seen_period, :period),
  payer_id = case when moved.has_moved then :payer_id else a.payer_id end,
  updated_at = :now
from unnest(:values::text[]) as given (external_id)
cross join lateral (
  select x.id,
    x.payer_id <> :payer_id and not exists (
      select from drops d
      where d.partner_id = x.partner_id
        and d.payer_id = x.payer_id
        and d.state = 'current'
        and d.period > :period
    ) as has_moved
  from accounts x
  where x.partner_id = :partner_id
    and x.provider = :provider
    and x.external_id = given.external_id
) as moved
where a.partner_id = :partner_id
  and a.id = moved.id
  and (moved.has_moved or a.first_seen_period is null or a.first_seen_period > :period);

-- name: drop_accounts_ids
-- role: ingest
select given.number, a.id
from unnest(:values::text[]) with ordinality as given (external_id, number)
join accounts a
  on a.partner_id = :partner_id
  and a.provider = :provider
  and a.external_id = given.external_id;

-- name: drop_accounts_add
-- role: ingest
with given as materialized (
  select external_id, number
  from unnest(:values::text[]) with ordinality as given (external_id, number)
), added as (
  insert into accounts (partner_id, payer_id, provider, external_id, first_seen_period)
  select :partner_id, :payer_id, :provider, external_id, :period
  from given
  returning id, external_id
)
select given.number, added.id
from given
join added using (external_id);

-- Dictionary entries are looked up first, and those that are missing added: most of a month that is
-- delivered again is there. One at a time by the index (lateral, limit): joined as a whole, the
-- planner reads the whole dictionary for every batch.
-- name: drop_skus_ids
-- role: ingest
select given.number, found.id
from unnest(:services::text[], :usage_types::text[], :operations::text[], :regions::text[],
  :billing_entities::text[], :units::text[]) with ordinality
  as given (service, usage_type, operation, region, billing_entity, unit, number)
cross join lateral (
  select s.id
  from skus s
  where s.partner_id = :partner_id
    and s.service = given.service
    and s.usage_type = given.usage_type
    and s.operation = given.operation
    and s.region = given.region
    and s.billing_entity = given.billing_entity
    and s.unit = given.unit
  limit 1
) as found;

-- name: drop_skus_add
-- role: ingest
with given as materialized (
  select *
  from unnest(:services::text[], :usage_types::text[], :operations::text[], :regions::text[],
    :billing_entities::text[], :units::text[]) with ordinality
    as given (service, usage_type, operation, region, billing_entity, unit, number)
), added as (
  insert into skus (partner_id, service, usage_type, operation, region, billing_entity, unit)
  select :partner_id, service, usage_type, operation, region, billing_entity, unit
  from given
  returning *
)
select given.number, added.id
from given
join added using (service, usage_type, operation, region, billing_entity, unit);

-- Hashes are made first, apart (offset): below row level security no function that might tell what it
-- sees is let near the index, and each entry would be compared with every other.
-- name: drop_texts_ids
-- role: ingest
select given.number, found.id
from (
  select number, sha256(replace(value, '\', '\\')::bytea) as value_hash
  from unnest(:values::text[]) with ordinality as given (value, number)
  offset 0
) as given
cross join lateral (
  select t.id
  from charge_texts t
  where t.partner_id = :partner_id
    and t.dimension = :dimension
    and t.value_hash = given.value_hash
  limit 1
) as found;

-- name: drop_texts_add
-- role: ingest
with given as materialized (
  select value, number
  from unnest(:values::text[]) with ordinality as given (value, number)
), added as (
  insert into charge_texts (partner_id, dimension, value)
  select :partner_id, :dimension, value
  from given
  returning id, value
)
select given.number, added.id
from given
join added using (value);

-- name: drop_partition
-- role: ingest
select charge_partition(:period) as name;

-- name: drop_details_insert
-- role: ingest
insert into charge_details (partner_id, drop_id, period, account_id, number, first_day, last_day,
  details, block)
values (:partner_id, :drop_id, :period, :account_id, :number, :first_day, :last_day, :details,
  decode(:block, 'hex'));

-- name: drop_details_blocks
-- role: ingest
select block
from charge_details
where partner_id = :partner_id
  and drop_id = :drop_id
order by account_id, number;

-- Rollups and cubes, some thousand rows at a time: an array for each column. Those of days are series
-- (ingest/series.h), whose arrays come as texts.
-- name: drop_rollups_insert
-- role: ingest
insert into charge_rollups (partner_id, drop_id, account_id, sku_id, line_item_type, kind, is_free,
  first_day, last_day, quantity, unblended, cost, public_on_demand_cost, public_base, amortized,
  net_amortized)
select :partner_id, :drop_id, r.*
from unnest(:account_ids::bigint[], :sku_ids::bigint[], :line_item_types::text[],
  :kinds::charge_kind[], :are_free::boolean[], :first_days::date[], :last_days::date[],
  :quantity::numeric[], :unblended::numeric[], :cost::numeric[], :public_on_demand_cost::numeric[],
  :public_base::numeric[], :amortized::numeric[], :net_amortized::numeric[]) as r;

-- name: drop_service_cubes_insert
-- role: ingest
insert into service_cubes (partner_id, drop_id, service, region, line_item_type, kind, unblended,
  cost, public_on_demand_cost, amortized, net_amortized)
select :partner_id, :drop_id, r.*
from unnest(:services::text[], :regions::text[], :line_item_types::text[], :kinds::charge_kind[],
  :unblended::numeric[], :cost::numeric[], :public_on_demand_cost::numeric[], :amortized::numeric[],
  :net_amortized::numeric[]) as r;

-- name: drop_sku_cubes_insert
-- role: ingest
insert into sku_cubes (partner_id, drop_id, sku_id, line_item_type, kind, unblended, cost,
  public_on_demand_cost, amortized, net_amortized)
select :partner_id, :drop_id, r.*
from unnest(:sku_ids::bigint[], :line_item_types::text[], :kinds::charge_kind[],
  :unblended::numeric[], :cost::numeric[], :public_on_demand_cost::numeric[], :amortized::numeric[],
  :net_amortized::numeric[]) as r;

-- name: drop_account_cubes_insert
-- role: ingest
insert into account_cubes (partner_id, drop_id, account_id, kind, unblended, cost,
  public_on_demand_cost, amortized, net_amortized)
select :partner_id, :drop_id, r.*
from unnest(:account_ids::bigint[], :kinds::charge_kind[], :unblended::numeric[], :cost::numeric[],
  :public_on_demand_cost::numeric[], :amortized::numeric[], :net_amortized::numeric[]) as r;

-- name: drop_account_service_cubes_insert
-- role: ingest
insert into account_service_cubes (partner_id, drop_id, service, account_id, region, line_item_type,
  kind, unblended, cost, public_on_demand_cost, amortized, net_amortized)
select :partner_id, :drop_id, r.*
from unnest(:services::text[], :account_ids::bigint[], :regions::text[], :line_item_types::text[],
  :kinds::charge_kind[], :unblended::numeric[], :cost::numeric[], :public_on_demand_cost::numeric[],
  :amortized::numeric[], :net_amortized::numeric[]) as r;

-- name: drop_service_day_series_insert
-- role: ingest
insert into service_day_series (partner_id, drop_id, service, region, line_item_type, kind, days,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select
  :partner_id, :drop_id, r.service, r.region, r.line_item_type, r.kind, r.days::date[],
  r.unblended::numeric[], r.cost::numeric[], r.public_on_demand_cost::numeric[],
  r.amortized::numeric[], r.net_amortized::numeric[]
from unnest(:services::text[], :regions::text[], :line_item_types::text[], :kinds::charge_kind[],
  :days::text[], :unblended::text[], :cost::text[], :public_on_demand_cost::text[],
  :amortized::text[], :net_amortized::text[])
  as r (service, region, line_item_type, kind, days, unblended, cost, public_on_demand_cost,
    amortized, net_amortized);

-- name: drop_sku_day_series_insert
-- role: ingest
insert into sku_day_series (partner_id, drop_id, sku_id, line_item_type, kind, days, unblended,
  cost, public_on_demand_cost, amortized, net_amortized)
select
  :partner_id, :drop_id, r.sku_id, r.line_item_type, r.kind, r.days::date[],
  r.unblended::numeric[], r.cost::numeric[], r.public_on_demand_cost::numeric[],
  r.amortized::numeric[], r.net_amortized::numeric[]
from unnest(:sku_ids::bigint[], :line_item_types::text[], :kinds::charge_kind[], :days::text[],
  :unblended::text[], :cost::text[], :public_on_demand_cost::text[], :amortized::text[],
  :net_amortized::text[])
  as r (sku_id, line_item_type, kind, days, unblended, cost, public_on_demand_cost, amortized,
    net_amortized);

-- name: drop_account_day_series_insert
-- role: ingest
insert into account_day_series (partner_id, drop_id, account_id, kind, days, unblended, cost,
  public_on_demand_cost, amortized, net_amortized)
select
  :partner_id, :drop_id, r.account_id, r.kind, r.days::date[], r.unblended::numeric[],
  r.cost::numeric[], r.public_on_demand_cost::numeric[], r.amortized::numeric[],
  r.net_amortized::numeric[]
from unnest(:account_ids::bigint[], :kinds::charge_kind[], :days::text[], :unblended::text[],
  :cost::text[], :public_on_demand_cost::text[], :amortized::text[], :net_amortized::text[])
  as r (account_id, kind, days, unblended, cost, public_on_demand_cost, amortized, net_amortized);

-- name: drop_commitment_cubes_insert
-- role: ingest
insert into commitment_cubes (partner_id, drop_id, account_id, commitment_id, line_item_type,
  unblended, public_on_demand_cost, amortized)
select :partner_id, :drop_id, r.*
from unnest(:account_ids::bigint[], :commitment_ids::bigint[], :line_item_types::text[],
  :unblended::numeric[], :public_on_demand_cost::numeric[], :amortized::numeric[]) as r;

-- What the database holds of the drop, level by level; cubes have no quantity and public base.
-- name: drop_sums
-- role: ingest
select
  'charges' as level, count(*) as charges, coalesce(sum(quantity), 0) as quantity,
  coalesce(sum(unblended), 0) as unblended, coalesce(sum(cost), 0) as cost,
  coalesce(sum(public_on_demand_cost), 0) as public_on_demand_cost,
  coalesce(sum(public_base), 0) as public_base, coalesce(sum(amortized), 0) as amortized,
  coalesce(sum(net_amortized), 0) as net_amortized
from charges
where partner_id = :partner_id
  and drop_id = :drop_id
  and period = :period
union all
select
  'rollups', 0, coalesce(sum(quantity), 0), coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), coalesce(sum(public_base), 0),
  coalesce(sum(amortized), 0), coalesce(sum(net_amortized), 0)
from charge_rollups
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'service_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from service_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'sku_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from sku_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'account_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from account_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'account_service_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from account_service_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'sku_day_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from sku_day_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'account_day_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from account_day_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
union all
select
  'service_day_cubes', 0, null, coalesce(sum(unblended), 0), coalesce(sum(cost), 0),
  coalesce(sum(public_on_demand_cost), 0), null, coalesce(sum(amortized), 0),
  coalesce(sum(net_amortized), 0)
from service_day_cubes
where partner_id = :partner_id
  and drop_id = :drop_id
order by level;

-- name: drop_supersede
-- role: ingest
update drops
set state = 'superseded', superseded_at = :now
where partner_id = :partner_id
  and id = :previous_id
  and state = 'current';

-- name: drop_insert
-- role: ingest
insert into drops (partner_id, id, payer_id, source, period, version, state, fingerprint, currency,
  rows, skipped_rows, charges, cost, source_cost, public_on_demand_cost, rounded_values,
  unknown_types, reconciled, first_day, last_day, detail_from, seconds, files, by_charge_type,
  created_by, created_at)
values (:partner_id, :id, :payer_id, :source, :period, :version, 'current',
  decode(:fingerprint, 'hex'), :currency, :rows, :skipped_rows, :charges, :cost, :source_cost,
  :public_on_demand_cost, :rounded_values, :unknown_types, true, :first_day, :last_day,
  :detail_from, :seconds, :files, :by_charge_type, :user_id, :now);

-- name: drop_charges_delete
-- role: ingest
delete from charge_series
where partner_id = :partner_id
  and drop_id = :previous_id
  and period = :period;

-- name: drop_details_delete
-- role: ingest
delete from charge_details
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_rollups_delete
-- role: ingest
delete from charge_rollups
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_rollup_blocks_delete
-- role: ingest
delete from rollup_blocks
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_service_cubes_delete
-- role: ingest
delete from service_cubes
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_sku_cubes_delete
-- role: ingest
delete from sku_cubes
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_account_cubes_delete
-- role: ingest
delete from account_cubes
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_account_service_cubes_delete
-- role: ingest
delete from account_service_cubes
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_sku_day_series_delete
-- role: ingest
delete from sku_day_series
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_account_day_series_delete
-- role: ingest
delete from account_day_series
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_service_day_series_delete
-- role: ingest
delete from service_day_series
where partner_id = :partner_id
  and drop_id = :previous_id;

-- name: drop_commitment_cubes_delete
-- role: ingest
delete from commitment_cubes
where partner_id = :partner_id
  and drop_id = :previous_id;
