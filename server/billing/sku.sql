-- What has been bought: for choosing the targets of rules. A payer_admin sees the services that
-- were bought through its payers, by the cubes of the drops, whose row level security knows the payer.

-- The four texts separated by U+001F are the place to continue after.
-- name: sku_list
select distinct on (s.service, s.usage_type, s.operation, s.billing_entity)
  s.service, s.usage_type, s.operation, s.billing_entity,
  concat_ws(chr(31), s.service, s.usage_type, s.operation, s.billing_entity) as cursor
from skus s
where s.partner_id = tenant()
  and (payer_scope() is null
    or s.service in (
      select c.service
      from drops d
      join service_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
      where d.partner_id = tenant() and d.state = 'current'))
  and (:service::text is null or s.service = :service)
  and (:search::text is null or strpos(lower(s.service), lower(:search)) > 0
    or strpos(lower(s.usage_type), lower(:search)) > 0
    or strpos(lower(s.operation), lower(:search)) > 0)
  and (:cursor::text is null
    or (s.service, s.usage_type, s.operation, s.billing_entity)
      > (split_part(:cursor, chr(31), 1), split_part(:cursor, chr(31), 2),
        split_part(:cursor, chr(31), 3), split_part(:cursor, chr(31), 4)))
order by s.service, s.usage_type, s.operation, s.billing_entity
limit :limit;

-- name: sku_services
select distinct s.service, s.service as cursor
from skus s
where s.partner_id = tenant()
  and (payer_scope() is null
    or s.service in (
      select c.service
      from drops d
      join service_cubes c on c.partner_id = d.partner_id and c.drop_id = d.id
      where d.partner_id = tenant() and d.state = 'current'))
  and (:cursor::text is null or s.service > :cursor)
order by s.service
limit :limit;
