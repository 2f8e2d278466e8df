-- Costs of a period by key, from the cubes of the current drops.

-- The currency that amounts are in: the partner's if the period's data has it, else its first.
-- name: breakdown_currency
select coalesce(
    (select p.currency
      from drops d
      where d.partner_id = p.id and d.period = :period and d.state = 'current'
        and d.currency = p.currency and (:payer_id::uuid is null or d.payer_id = :payer_id)
      limit 1),
    (select min(d.currency)
      from drops d
      where d.partner_id = p.id and d.period = :period and d.state = 'current'
        and (:payer_id::uuid is null or d.payer_id = :payer_id)),
    p.currency) as currency
from partners p
where p.id = :partner_id;

-- name: breakdown_by_service
select c.service as key, c.service as label, sum(c.cost) as value
from drops d
join payer_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and d.currency = :currency
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
group by c.service;

-- name: breakdown_by_account
select a.external_id as key, a.name as label, sum(c.cost) as value
from drops d
join account_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
join accounts a on a.partner_id = c.partner_id and a.id = c.account_id
where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and d.currency = :currency
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
group by a.id, a.external_id, a.name;

-- name: breakdown_by_usage_type
select s.usage_type as key, s.usage_type as label, sum(r.cost) as value
from drops d
join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and d.currency = :currency
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
group by s.usage_type;
