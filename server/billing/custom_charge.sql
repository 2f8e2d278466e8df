-- Custom charges.

-- name: custom_charge_list
select c.id, c.billing_group_id, c.name, c.description, c.kind, c.amount, c.percent,
  c.include_flat, c.filters, c.from_period as "from", c.to_period as "to", c.updated_at,
  c.id::text as cursor
from custom_charges c
where c.partner_id = tenant()
  and (:billing_group_id::uuid is null or c.billing_group_id = :billing_group_id)
  and (:cursor::text is null or c.id::text > :cursor)
  and (payer_scope() is null
    or not exists (
      select from assignments a
      where a.partner_id = c.partner_id and a.billing_group_id = c.billing_group_id)
    or exists (
      select from assignments a
      join accounts t on t.partner_id = a.partner_id and t.id = a.account_id
      where a.partner_id = c.partner_id and a.billing_group_id = c.billing_group_id))
order by c.id::text
limit :limit;

-- name: custom_charge_by_id
select id, billing_group_id, name, description, kind, amount, percent, include_flat, filters,
  from_period as "from", to_period as "to", updated_at
from custom_charges
where partner_id = :partner_id and id = :id;

-- name: custom_charge_lock
select id
from custom_charges
where partner_id = :partner_id and id = :id
for update;

-- name: custom_charge_insert
insert into custom_charges (partner_id, id, billing_group_id, name, description, kind, amount,
  percent, include_flat, filters, from_period, to_period, created_at, updated_at)
values (:partner_id, :id, :billing_group_id, :name, coalesce(:description, ''), :kind, :amount,
  :percent, :include_flat, :filters, :from, :to, :now, :now);

-- name: custom_charge_update
update custom_charges
set billing_group_id = :billing_group_id, name = :name, description = coalesce(:description, ''),
  kind = :kind, amount = :amount, percent = :percent, include_flat = :include_flat,
  filters = :filters, from_period = :from, to_period = :to, updated_at = :now
where partner_id = :partner_id and id = :id;

-- name: custom_charge_delete
delete from custom_charges
where partner_id = :partner_id and id = :id;
