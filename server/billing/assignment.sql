-- Which accounts a billing group holds, by days. `:assignments` is the JSON of a whole request.

-- name: assignment_list
select c.external_id as account_id, c.name as account_name, c.provider, c.payer_id, a.starts_on,
  a.ends_on
from assignments a
join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
where a.partner_id = :partner_id and a.billing_group_id = :id
order by c.external_id, c.provider, a.starts_on;

-- The first assignment of an account that is not known here (or not to the reader).
-- name: assignment_unknown
select x.position - 1 as index, x.account_id, x.provider
from rows from (jsonb_to_recordset(:assignments::jsonb)
  as (account_id text, provider text)) with ordinality as x (account_id, provider, position)
left join accounts c on c.partner_id = :partner_id and c.provider = x.provider
  and c.external_id = x.account_id
where c.id is null
order by x.position
limit 1;

-- The first assignment of an account that is in another group on these days.
-- name: assignment_elsewhere
select x.position - 1 as index, x.account_id, x.provider, a.starts_on, a.ends_on,
  g.name as group_name
from rows from (jsonb_to_recordset(:assignments::jsonb)
  as (account_id text, provider text, starts_on date, ends_on date)) with ordinality
  as x (account_id, provider, starts_on, ends_on, position)
join accounts c on c.partner_id = :partner_id and c.provider = x.provider
  and c.external_id = x.account_id
join assignments a on a.partner_id = c.partner_id and a.account_id = c.id
  and a.billing_group_id <> :id
  and daterange(a.starts_on, a.ends_on) && daterange(x.starts_on, x.ends_on)
join billing_groups g on g.partner_id = a.partner_id and g.id = a.billing_group_id
order by x.position, a.starts_on
limit 1;

-- name: assignment_delete
delete from assignments
where partner_id = :partner_id and billing_group_id = :id;

-- name: assignment_insert
insert into assignments (partner_id, billing_group_id, account_id, starts_on, ends_on)
select c.partner_id, :id, c.id, x.starts_on, x.ends_on
from jsonb_to_recordset(:assignments::jsonb)
  as x (account_id text, provider text, starts_on date, ends_on date)
join accounts c on c.partner_id = :partner_id and c.provider = x.provider
  and c.external_id = x.account_id;

-- name: assignment_touch_group
update billing_groups
set updated_at = :now
where partner_id = :partner_id and id = :id;
