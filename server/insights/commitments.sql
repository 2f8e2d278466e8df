-- Reservations and savings plans (commitments.h). Planned anew for each request, as costs are
-- (cost.sql): without an account nothing is looked up account by account.

-- What names a commitment, month by month.
-- name: commitment_sums
select d.period, t.value as arn, c.line_item_type, sum(c.unblended) as unblended,
  sum(c.public_on_demand_cost) as public_on_demand_cost, sum(c.amortized) as amortized
from drops d
join commitment_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
join charge_texts t on t.partner_id = c.partner_id and t.id = c.commitment_id
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :from and :to
  and (:payer::uuid is null or d.payer_id = :payer)
  and (:account::text is null or c.account_id = any (array(
    select a.id from accounts a
    where a.partner_id = :partner_id and a.external_id = :account)))
group by d.period, t.value, c.line_item_type
order by d.period, t.value, c.line_item_type;

-- Usage at public prices that nothing covered, by SKU of the services that have commitments.
-- name: commitment_on_demand
select d.period, s.service, s.usage_type, sum(r.public_on_demand_cost) as public_on_demand_cost
from drops d
join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
  and d.period between :from and :to
  and (:payer::uuid is null or d.payer_id = :payer)
  and (:account::text is null or r.account_id = any (array(
    select a.id from accounts a
    where a.partner_id = :partner_id and a.external_id = :account)))
  and r.line_item_type = 'Usage' and not r.is_free and r.public_on_demand_cost <> 0
  and s.service = any (:services::text[])
group by d.period, s.partner_id, s.id;
