-- Drops as the API shows them, newest period first.

-- name: drop_list
select
  d.id, d.source, d.payer_id, p.name as payer_name, d.period, d.version, d.rows, d.skipped_rows,
  d.charges, d.cost, d.source_cost, d.public_on_demand_cost, d.currency, d.state, d.reconciled,
  d.rounded_values, d.unknown_types, d.first_day, d.last_day, d.detail_from, d.seconds,
  d.created_at,
  d.period::text || ' ' || d.id::text as cursor
from drops d
join payers p on p.partner_id = d.partner_id and p.id = d.payer_id
where d.partner_id = tenant()
  and (:payer_id::uuid is null or d.payer_id = :payer_id::uuid)
  and (:period::date is null or d.period = :period::date)
  and (:state::text is null or d.state = :state::text)
  and (:cursor::text is null
    or (d.period, d.id) < (split_part(:cursor::text, ' ', 1)::date,
      split_part(:cursor::text, ' ', 2)::uuid))
order by d.period desc, d.id desc
limit :limit::bigint;

-- name: drop_by_id
select
  d.id, d.source, d.payer_id, p.name as payer_name, d.period, d.version, d.rows, d.skipped_rows,
  d.charges, d.cost, d.source_cost, d.public_on_demand_cost, d.currency, d.state, d.reconciled,
  d.rounded_values, d.unknown_types, d.first_day, d.last_day, d.detail_from, d.seconds,
  d.created_at, d.by_charge_type, d.files
from drops d
join payers p on p.partner_id = d.partner_id and p.id = d.payer_id
where d.partner_id = tenant()
  and d.id = :id;
