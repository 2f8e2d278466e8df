-- What bills are rated from: read in one snapshot, so that a bill never mixes two versions of a
-- drop. SQL selects and sums; nothing here multiplies an amount by a rate.

-- The drops, in the order that the statements below number them in. How new the data is, a customer
-- is told of the payers of its own accounts alone.
-- name: bill_drops
select p.currency as partner_currency, d.currency, d.payer_id,
  case when :billing_group_scope::uuid[] is null or exists (
      select from assignments s
      join accounts a on a.partner_id = s.partner_id and a.id = s.account_id
      where s.partner_id = :partner_id and a.payer_id = d.payer_id
        and s.billing_group_id = any (:billing_group_scope::uuid[])
        and s.starts_on < d.period + interval '1 month'
        and (s.ends_on is null or s.ends_on > d.period)) then d.created_at end as as_of
from partners p
left join drops d on d.partner_id = p.id and d.period = :period and d.state = 'current'
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
where p.id = :partner_id
order by d.id;

-- name: bill_groups
select g.id, g.name, g.currency, g.bill_to, g.pricing_plan_id
from billing_groups g
where g.partner_id = :partner_id
  and (:billing_group_id::uuid is null or g.id = :billing_group_id)
order by g.name, g.id;

-- name: bill_plans
select p.id, p.name, p.basis, p.free_tier, p.pass_through,
  plan_rules(p.partner_id, p.id) as rules
from pricing_plans p
where p.partner_id = :partner_id
  and exists (
    select from billing_groups g
    where g.partner_id = p.partner_id and g.pricing_plan_id = p.id
      and (:billing_group_id::uuid is null or g.id = :billing_group_id))
order by p.id;

-- name: bill_custom_charges
select id, billing_group_id, name, description, kind, amount, percent, include_flat, filters,
  from_period as "from", to_period as "to"
from custom_charges
where partner_id = :partner_id
  and (:billing_group_id::uuid is null or billing_group_id = :billing_group_id)
  and from_period <= :period and (to_period is null or to_period > :period)
order by billing_group_id, id;

-- name: bill_assignments
select a.account_id, a.billing_group_id, a.starts_on, a.ends_on
from assignments a
join billing_groups g on g.partner_id = a.partner_id and g.id = a.billing_group_id
where a.partner_id = :partner_id
  and (:billing_group_id::uuid is null or a.billing_group_id = :billing_group_id)
order by a.billing_group_id, a.account_id, a.starts_on;

-- name: bill_accounts
select id, external_id, name, payer_id
from accounts
where partner_id = :partner_id
order by id;

-- name: bill_accounts_named
select id, external_id, name, payer_id
from accounts
where partner_id = :partner_id and id = any(:account_ids::bigint[])
order by id;

-- name: bill_skus
select id, service, usage_type, operation, billing_entity, region, unit
from skus
where partner_id = :partner_id
order by id;

-- Of the month before, too, for two months that are read beside each other.
-- name: bill_skus_of_accounts
select s.id, s.service, s.usage_type, s.operation, s.billing_entity, s.region, s.unit
from skus s
where s.partner_id = :partner_id
  and s.id in (
    select r.sku_id
    from drops d
    join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
    where d.partner_id = :partner_id and d.state = 'current'
      and (d.period = :period
        or :with_earlier::boolean and d.period = :period::date - interval '1 month')
      and r.partner_id = :partner_id and r.account_id = any(:account_ids::bigint[]))
order by s.id;

-- Each row begins with the number of its drop, in the order of bill_drops. These two are read in
-- binary.
-- name: bill_rollups
select d.number, b.account_id, b.block
from (
  select d.partner_id, d.id, row_number() over (order by d.id) as number
  from drops d
  where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
    and (:payer_id::uuid is null or d.payer_id = :payer_id)) d
join rollup_blocks b on b.partner_id = d.partner_id and b.drop_id = d.id
where b.partner_id = :partner_id;

-- name: bill_rollups_of_accounts
select d.number, b.account_id, b.block
from (
  select d.partner_id, d.id, row_number() over (order by d.id) as number
  from drops d
  where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
    and (:payer_id::uuid is null or d.payer_id = :payer_id)) d
join rollup_blocks b on b.partner_id = d.partner_id and b.drop_id = d.id
where b.partner_id = :partner_id and b.account_id = any(:account_ids::bigint[]);

-- The charges of some accounts, summed between the days on which a group or a price may change. The
-- last two columns are the days of the rollup that a piece is part of. Account by account, because
-- each then fits in memory, however many there are.
-- name: bill_pieces
select d.number, a.account_id, p.*
from (
  select d.partner_id, d.id, row_number() over (order by d.id) as number
  from drops d
  where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
    and (:payer_id::uuid is null or d.payer_id = :payer_id)) d
cross join unnest(:account_ids::bigint[]) as a (account_id)
cross join lateral (
  select c.sku_id, c.line_item_type, c.kind, c.is_free, min(c.day), max(c.day), sum(c.quantity),
    sum(c.unblended), sum(c.cost), sum(c.public_base), sum(c.amortized), sum(c.net_amortized),
    min(min(c.day)) over rollup, max(max(c.day)) over rollup
  from charges c
  where c.partner_id = :partner_id and c.period = :period and c.drop_id = d.id
    and c.account_id = a.account_id
  group by c.sku_id, c.line_item_type, c.kind, c.is_free, width_bucket(c.day, :boundaries::date[])
  window rollup as (partition by c.sku_id, c.line_item_type, c.kind, c.is_free)) p;

-- The charges of some days, summed by day, or between the days on which a group or a price may
-- change. Account by account, as above; the cubes tell which accounts a drop has.
-- name: bill_days
select d.number, a.account_id, p.*
from (
  select d.partner_id, d.id, row_number() over (order by d.id) as number
  from drops d
  where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
    and (:payer_id::uuid is null or d.payer_id = :payer_id)) d
cross join lateral (
  select distinct b.account_id
  from account_cubes b
  where b.partner_id = :partner_id and b.drop_id = d.id
    and (:account_ids::bigint[] is null or b.account_id = any(:account_ids))) a
cross join lateral (
  select c.sku_id, c.line_item_type, c.kind, c.is_free, min(c.day), max(c.day), sum(c.quantity),
    sum(c.unblended), sum(c.cost), sum(c.public_base), sum(c.amortized), sum(c.net_amortized)
  from charges c
  where c.partner_id = :partner_id and c.period = :period and c.drop_id = d.id
    and c.account_id = a.account_id
    and (:first_day::date is null or c.day >= :first_day)
    and (:last_day::date is null or c.day <= :last_day)
  group by c.sku_id, c.line_item_type, c.kind, c.is_free,
    case when :by_day::boolean then c.day - date '2000-01-01'
      else width_bucket(c.day, :boundaries::date[]) end) p;

-- The periods that have data, newest first.
-- name: bill_periods
select d.period, count(*) as drops,
  max(d.created_at) filter (where (billing_group_scope() is null or exists (
      select from assignments s
      join accounts a on a.partner_id = s.partner_id and a.id = s.account_id
      where s.partner_id = tenant() and a.payer_id = d.payer_id
        and s.billing_group_id = any (billing_group_scope())
        and s.starts_on < d.period + interval '1 month'
        and (s.ends_on is null or s.ends_on > d.period)))) as as_of,
  d.period::text as cursor
from drops d
where d.partner_id = tenant() and d.state = 'current'
  and (:cursor::text is null or d.period::text < :cursor)
group by d.period
order by d.period::text desc
limit :limit;
