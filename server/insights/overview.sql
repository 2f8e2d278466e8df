-- What the overview needs beside the bills (overview.h).

-- The months up to one that have data, and how many accounts have charges in each.
-- name: overview_months
select m.period,
  (select count(distinct c.account_id)
    from drops d
    join account_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
    join accounts a on a.partner_id = c.partner_id and a.id = c.account_id
    where d.partner_id = :partner_id and d.period = m.period and d.state = 'current'
      and (:payer_id::uuid is null or d.payer_id = :payer_id)
      and (:billing_group_scope::uuid[] is null or exists (
        select from assignments g
        where g.partner_id = a.partner_id and g.account_id = a.id
          and g.billing_group_id = any (:billing_group_scope::uuid[])
          and g.starts_on < m.period + interval '1 month'
          and (g.ends_on is null or g.ends_on > m.period)))) as accounts
from (
  select distinct d.period
  from drops d
  where d.partner_id = :partner_id and d.state = 'current'
    and d.period > (:period::date - make_interval(months => :months::integer))::date
    and d.period <= :period
    and (:payer_id::uuid is null or d.payer_id = :payer_id)) m
order by m.period;

-- What accounts in no group were charged for a month as a whole, dated on its first day.
-- name: overview_unassigned_of_month
select d.currency, sum(r.cost) as cost
from drops d
join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
  and r.partner_id = :partner_id
  and r.kind in ('tax', 'discount', 'support') and r.last_day = :period
  and not exists (
    select from assignments g
    where g.partner_id = r.partner_id and g.account_id = r.account_id
      and g.starts_on <= :period and (g.ends_on is null or g.ends_on > :period))
group by d.currency
order by d.currency;
