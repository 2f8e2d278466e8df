-- Costs by time and key from the cubes, the smallest first: cost.sql says what the parameters are,
-- and has the same of rollups and charges.

-- name: cost_of_services
select d.period as day,
  case :key::text
    when 'service' then c.service
    when 'region' then c.region
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
join service_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:service::text[] is null or c.service = any(:service::text[]))
  and (:region::text[] is null or c.region = any(:region::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
group by 1, 2;

-- name: cost_of_accounts
select d.period as day,
  case :key::text
    when 'account' then c.account_id::text
    when 'billing_group' then coalesce(m.billing_group_id::text, 'unassigned')
    when 'payer' then d.payer_id::text
    when 'kind' then c.kind::text
    else 'total' end as key,
  sum(case :measure::text
    when 'unblended' then c.unblended
    when 'amortized' then c.amortized
    when 'net_amortized' then c.net_amortized
    when 'public_on_demand' then c.public_on_demand_cost
    else c.cost end) as value
from drops d
join account_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
left join assignments m on :is_grouped::boolean and m.partner_id = c.partner_id
  and m.account_id = c.account_id and m.starts_on <= d.first_day
  and (m.ends_on is null or m.ends_on > d.first_day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:account_ids::bigint[] is null or c.account_id = any(:account_ids::bigint[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
  and not exists (
    select from unnest(:split_ids::bigint[], :split_drops::uuid[]) as x (account_id, drop_id)
    where x.account_id = c.account_id and x.drop_id = c.drop_id)
group by 1, 2;

-- name: cost_of_skus
select d.period as day,
  case :key::text
    when 'service' then s.service
    when 'usage_type' then s.usage_type
    when 'region' then s.region
    when 'class' then coalesce(k.key, '')
    when 'purchase_option' then coalesce(o.option, k.option, '')
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
join sku_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
join skus s on s.partner_id = c.partner_id and s.id = c.sku_id
left join unnest(:sku_ids::bigint[], :sku_keys::text[], :sku_options::text[])
  as k (sku_id, key, option) on k.sku_id = c.sku_id
left join unnest(:types::text[], :type_options::text[])
  as o (line_item_type, option) on o.line_item_type = c.line_item_type
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:service::text[] is null or s.service = any(:service::text[]))
  and (:usage_type::text[] is null or s.usage_type = any(:usage_type::text[]))
  and (:region::text[] is null or s.region = any(:region::text[]))
  and (not :is_classed::boolean or k.sku_id is not null)
  and (:purchase_option::text[] is null
    or coalesce(o.option, k.option, '') = any(:purchase_option::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
group by 1, 2;

-- name: cost_of_account_services
select d.period as day,
  case :key::text
    when 'service' then c.service
    when 'region' then c.region
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
join account_service_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
left join assignments m on :is_grouped::boolean and m.partner_id = c.partner_id
  and m.account_id = c.account_id and m.starts_on <= d.first_day
  and (m.ends_on is null or m.ends_on > d.first_day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and (:account_ids::bigint[] is null or c.account_id = any(:account_ids::bigint[]))
  and (:service::text[] is null or c.service = any(:service::text[]))
  and (:region::text[] is null or c.region = any(:region::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
  and not exists (
    select from unnest(:split_ids::bigint[], :split_drops::uuid[]) as x (account_id, drop_id)
    where x.account_id = c.account_id and x.drop_id = c.drop_id)
group by 1, 2;

-- name: cost_of_service_days
select greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))::date as day,
  case :key::text
    when 'service' then c.service
    when 'region' then c.region
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
join service_day_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))
    between :first_day and :last_day
  and (:service::text[] is null or c.service = any(:service::text[]))
  and (:region::text[] is null or c.region = any(:region::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
group by 1, 2;

-- name: cost_of_account_days
select greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))::date as day,
  case :key::text
    when 'account' then c.account_id::text
    when 'billing_group' then coalesce(m.billing_group_id::text, 'unassigned')
    when 'payer' then d.payer_id::text
    when 'kind' then c.kind::text
    else 'total' end as key,
  sum(case :measure::text
    when 'unblended' then c.unblended
    when 'amortized' then c.amortized
    when 'net_amortized' then c.net_amortized
    when 'public_on_demand' then c.public_on_demand_cost
    else c.cost end) as value
from drops d
join account_day_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
left join assignments m on :is_grouped::boolean and m.partner_id = c.partner_id
  and m.account_id = c.account_id and m.starts_on <= c.day
  and (m.ends_on is null or m.ends_on > c.day)
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))
    between :first_day and :last_day
  and (:account_ids::bigint[] is null or c.account_id = any(:account_ids::bigint[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
  and (:billing_group::text[] is null
    or coalesce(m.billing_group_id::text, 'unassigned') = any(:billing_group::text[]))
group by 1, 2;

-- name: cost_of_sku_days
select greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))::date as day,
  case :key::text
    when 'service' then s.service
    when 'usage_type' then s.usage_type
    when 'region' then s.region
    when 'class' then coalesce(k.key, '')
    when 'purchase_option' then coalesce(o.option, k.option, '')
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
join sku_day_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
join skus s on s.partner_id = c.partner_id and s.id = c.sku_id
left join unnest(:sku_ids::bigint[], :sku_keys::text[], :sku_options::text[])
  as k (sku_id, key, option) on k.sku_id = c.sku_id
left join unnest(:types::text[], :type_options::text[])
  as o (line_item_type, option) on o.line_item_type = c.line_item_type
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :first_period and :last_period
  and (:payer::text[] is null or d.payer_id::text = any(:payer::text[]))
  and greatest(d.period, least(c.day, d.period + interval '1 month - 1 day'))
    between :first_day and :last_day
  and (:service::text[] is null or s.service = any(:service::text[]))
  and (:usage_type::text[] is null or s.usage_type = any(:usage_type::text[]))
  and (:region::text[] is null or s.region = any(:region::text[]))
  and (not :is_classed::boolean or k.sku_id is not null)
  and (:purchase_option::text[] is null
    or coalesce(o.option, k.option, '') = any(:purchase_option::text[]))
  and (:charge_type::text[] is null or c.line_item_type = any(:charge_type::text[]))
  and (:kind::text[] is null or c.kind::text = any(:kind::text[]))
  and (:exclude_kind::text[] is null or c.kind::text <> all(:exclude_kind::text[]))
group by 1, 2;
