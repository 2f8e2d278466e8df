-- Costs by time and key, summed in the database from the current drops. What a statement does not
-- ask for folds away when it is planned, so each is planned anew (cost_plan_anew).
--
-- :key is what to group by: a dimension, or `class` for those of the SKU, whose keys come in
-- (:sku_ids, :sku_keys); with :is_classed only what has one passes. The purchase option is that of
-- the line item type (:types, :type_options) or else that of the SKU (:sku_options). With
-- :is_grouped charges are looked up in the assignments. The accounts whose group changes between the days of a
-- drop are (:split_ids, :split_drops): the statements of whole months leave them out, and
-- cost_of_split adds them up day by day.
--
-- A charge whose day is outside of its period counts on the period's first or last day.

-- name: cost_settings
select set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('work_mem', '32MB', true);

-- name: cost_of_rollups
select d.period as day,
  case :key::text
    when 'service' then s.service
    when 'usage_type' then s.usage_type
    when 'region' then s.region
    when 'class' then coalesce(k.key, '')
    when 'purchase_option' then coalesce(o.option, k.option, '')
    when 'account' then r.account_id::text
    when 'billing_group' then coalesce(m.billing_group_id::text, 'unassigned')
    when 'payer' then d.payer_id::text
    when 'charge_type' then r.line_item_type
    when 'kind' then r.kind::text
    else 'total' end as key,
  sum(case :measure::text
    when 'unblended' then r.unblended
    when 'amortized' then r.amortized
    when 'net_amortized' then r.net_amortized
    when 'public_on_demand' then r.public_on_demand_cost
    else r.cost end) as value
from drops d
join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
left join unnest(:sku_ids::bigint[], :sku_keys::text[], :sku_options::text[])
  as k (sku_id, key, option) on k.sku_id = r.sku_id
left join unnest(:types::text[], :type_options::text[])
  as o (line_item_type, option) on o.line_item_type = r.line_item_type
left join assignments m on :is_grouped::boolean and m.partner_id = r.partner_id
  and m.account_id = r.account_id and m.starts_on <= d.first_day
  and (m.ends_on is null or m.ends_on > d.first_day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:account_ids::bigint[] is null or r.account_id = any(:account_ids::bigint[]))
  and (:service::text[] is null or s.service = any(:service::text[]))
  and (:usage_type::text[] is null or s.usage_type = any(:usage_type::text[]))
  and (:region::text[] is null or s.region = any(:region::text[]))
  and (not :is_classed::boolean or k.sku_id is not null)
  and (:purchase_option::text[] is null
    or coalesce(o.option, k.option, '') = any(:purchase_option::text[]))
  and (:charge_type::text[] is null or r.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or r.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or r.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
  and not exists (
    select from unnest(:split_ids::bigint[], :split_drops::uuid[]) as x (account_id, drop_id)
    where x.account_id = r.account_id and x.drop_id = r.drop_id)
group by 1, 2;

-- name: cost_of_charges
select greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))::date as day,
  case :key::text
    when 'service' then s.service
    when 'usage_type' then s.usage_type
    when 'region' then s.region
    when 'class' then coalesce(k.key, '')
    when 'purchase_option' then coalesce(o.option, k.option, '')
    when 'account' then c.account_id::text
    when 'billing_group' then coalesce(m.billing_group_id::text, 'unassigned')
    when 'payer' then d.payer_id::text
    when 'charge_type' then c.line_item_type
    when 'kind' then c.kind::text
    else 'total' end as key,
  sum(case :measure::text
    when 'unblended' then c.unblended
    when 'amortized' then c.amortized
    when 'net_amortized' then c.net_amortized
    when 'public_on_demand' then c.public_on_demand_cost
    else c.cost end) as value
from drops d
join charges c on c.partner_id = d.partner_id and c.drop_id = d.id and c.period = d.period
join skus s on s.partner_id = c.partner_id and s.id = c.sku_id
left join unnest(:sku_ids::bigint[], :sku_keys::text[], :sku_options::text[])
  as k (sku_id, key, option) on k.sku_id = c.sku_id
left join unnest(:types::text[], :type_options::text[])
  as o (line_item_type, option) on o.line_item_type = c.line_item_type
left join assignments m on :is_grouped::boolean and m.partner_id = c.partner_id
  and m.account_id = c.account_id and m.starts_on <= c.day
  and (m.ends_on is null or m.ends_on > c.day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and c.period between :first_period and :last_period
  and greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))
    between :first_day and :last_day
  and (:account_ids::bigint[] is null or c.account_id = any(:account_ids::bigint[]))
  and (:service::text[] is null or s.service = any(:service::text[]))
  and (:usage_type::text[] is null or s.usage_type = any(:usage_type::text[]))
  and (:region::text[] is null or s.region = any(:region::text[]))
  and (not :is_classed::boolean or k.sku_id is not null)
  and (:purchase_option::text[] is null
    or coalesce(o.option, k.option, '') = any(:purchase_option::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
group by 1, 2;

-- name: cost_of_split
select d.period as day,
  case :key::text
    when 'service' then s.service
    when 'usage_type' then s.usage_type
    when 'region' then s.region
    when 'class' then coalesce(k.key, '')
    when 'purchase_option' then coalesce(o.option, k.option, '')
    when 'account' then c.account_id::text
    when 'billing_group' then coalesce(m.billing_group_id::text, 'unassigned')
    when 'payer' then d.payer_id::text
    when 'charge_type' then c.line_item_type
    when 'kind' then c.kind::text
    else 'total' end as key,
  sum(case :measure::text
    when 'unblended' then c.unblended
    when 'amortized' then c.amortized
    when 'net_amortized' then c.net_amortized
    when 'public_on_demand' then c.public_on_demand_cost
    else c.cost end) as value
from drops d
join unnest(:split_ids::bigint[], :split_drops::uuid[]) as x (account_id, drop_id)
  on x.drop_id = d.id
join charges c on c.partner_id = d.partner_id and c.drop_id = d.id and c.period = d.period
  and c.account_id = x.account_id
join skus s on s.partner_id = c.partner_id and s.id = c.sku_id
left join unnest(:sku_ids::bigint[], :sku_keys::text[], :sku_options::text[])
  as k (sku_id, key, option) on k.sku_id = c.sku_id
left join unnest(:types::text[], :type_options::text[])
  as o (line_item_type, option) on o.line_item_type = c.line_item_type
left join assignments m on :is_grouped::boolean and m.partner_id = c.partner_id
  and m.account_id = c.account_id and m.starts_on <= c.day
  and (m.ends_on is null or m.ends_on > c.day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and c.period between :first_period and :last_period
  and (:service::text[] is null or s.service = any(:service::text[]))
  and (:usage_type::text[] is null or s.usage_type = any(:usage_type::text[]))
  and (:region::text[] is null or s.region = any(:region::text[]))
  and (not :is_classed::boolean or k.sku_id is not null)
  and (:purchase_option::text[] is null
    or coalesce(o.option, k.option, '') = any(:purchase_option::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
group by 1, 2;

-- The accounts meant by the filters: of those ids, or ever in one of those groups.
-- name: cost_accounts
select a.id
from accounts a
where a.partner_id = :partner_id
  and (:account::text[] is null or a.external_id = any(:account::text[]))
  and (:billing_group::text[] is null or 'unassigned' = any(:billing_group::text[])
    or exists (
      select from assignments m
      where m.partner_id = a.partner_id and m.account_id = a.id
        and m.billing_group_id::text = any(:billing_group::text[])))
order by a.id;

-- Where an assignment begins or ends between the days of a drop.
-- name: cost_split_accounts
select distinct a.account_id as id, d.id as drop_id
from drops d
join assignments a on a.partner_id = d.partner_id
  and (a.starts_on > d.first_day and a.starts_on <= d.last_day
    or a.ends_on > d.first_day and a.ends_on <= d.last_day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:account_ids::bigint[] is null or a.account_id = any(:account_ids::bigint[]))
order by id, drop_id;

-- name: cost_account_labels
select a.id::text as id, a.external_id as key, a.name as label
from accounts a
where a.partner_id = :partner_id and a.id = any(:ids::bigint[]);

-- name: cost_group_labels
select g.id::text as id, g.id::text as key, g.name as label
from billing_groups g
where g.partner_id = :partner_id and g.id::text = any(:ids::text[]);

-- name: cost_payer_labels
select p.id::text as id, p.id::text as key, p.name as label
from payers p
where p.partner_id = :partner_id and p.id::text = any(:ids::text[]);

-- The currency that amounts are in, the partner's if the data has it, else its first; and how new
-- the data is.
-- name: cost_data
select coalesce(min(d.currency) filter (where d.currency = p.currency), min(d.currency), p.currency)
    as currency,
  max(d.created_at) filter (where (:billing_group_scope::uuid[] is null or exists (
      select from assignments s
      join accounts a on a.partner_id = s.partner_id and a.id = s.account_id
      where s.partner_id = :partner_id and a.payer_id = d.payer_id
        and s.billing_group_id = any (:billing_group_scope::uuid[])
        and s.starts_on < d.period + interval '1 month'
        and (s.ends_on is null or s.ends_on > d.period)))) as as_of
from partners p
left join drops d on d.partner_id = p.id and d.state = 'current'
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
where p.id = :partner_id
group by p.id, p.currency;

-- name: cost_skus
select id, service, usage_type, operation
from skus
where partner_id = :partner_id
order by id;

-- name: cost_types
select distinct t ->> 'line_item_type' as type
from drops d
cross join jsonb_array_elements(d.by_charge_type) as t
where d.partner_id = :partner_id and d.state = 'current'
  and d.period between :first_period and :last_period
order by type;
