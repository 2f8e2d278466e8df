-- What a month's bills were made of, to tell whether it is still the same (kept_month.h).

-- The current drops of some periods, and the days their charges are of.
-- name: kept_month_drops
select d.period, min(d.first_day) as first_day, max(d.last_day) as last_day,
  encode(sha256(string_agg(d.id::text, ' ' order by d.id)::bytea), 'hex') as drops
from drops d
where d.partner_id = :partner_id and d.state = 'current'
  and d.period between :first_period and :last_period
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
group by d.period
order by d.period;

-- Everything else that enters a bill, whole rows wherever the row is about prices alone: whose it is
-- (a group's or a plan's; null: the whole partner's), on which days it counts, and its text. What
-- tells who is where (is_presence) also says what is in no group.
-- name: kept_month_facts
select g.id as owner, null::date as from_day, null::date as to_day, false as is_presence,
  (g.id, g.currency, g.pricing_plan_id)::text as fact
from billing_groups g
where g.partner_id = :partner_id
union all
select p.id, null, null, false, (p.id, p.basis, p.free_tier, p.pass_through)::text
from pricing_plans p
where p.partner_id = :partner_id
union all
select r.pricing_plan_id, r.from_day, r.to_day, false, r::text
from pricing_rules r
where r.partner_id = :partner_id
union all
select c.billing_group_id, c.from_period, c.to_period, false, c::text
from custom_charges c
where c.partner_id = :partner_id
union all
select m.billing_group_id, m.starts_on, m.ends_on, true,
  (m.account_id, m.starts_on, m.ends_on, a.external_id, a.name, a.payer_id)::text
from assignments m
left join accounts a on a.partner_id = m.partner_id and a.id = m.account_id
where m.partner_id = :partner_id
union all
select null, null, null, true, (a.id, a.payer_id)::text
from accounts a
where a.partner_id = :partner_id
union all
select null, null, null, false, p.currency
from partners p
where p.id = :partner_id;
