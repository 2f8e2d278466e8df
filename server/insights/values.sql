-- The SKUs that have charges in some months. SKU by SKU: most are in the first drop that is looked into.
-- name: values_of_skus
with current as materialized (
  select d.id
  from drops d
  where d.partner_id = :partner_id and d.state = 'current' and d.currency = :currency
    and d.period between :first_period and :last_period)
select s.service, s.usage_type, s.operation
from skus s
cross join lateral (
  select
  from current d
  join sku_cubes c on c.partner_id = :partner_id and c.drop_id = d.id and c.sku_id = s.id
  limit 1) found
where s.partner_id = :partner_id
order by s.id;
