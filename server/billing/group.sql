-- Billing groups.

-- A payer_admin sees groups that hold accounts of its payers, and those that hold none yet. The
-- join with accounts is what leaves the accounts of other payers uncounted.
-- name: group_list
select g.id, g.name, g.description, g.pricing_plan_id, p.name as pricing_plan_name, g.currency,
  g.bill_to,
  (select count(distinct a.account_id)
    from assignments a
    join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
    where a.partner_id = g.partner_id and a.billing_group_id = g.id
      and a.starts_on <= current_date and (a.ends_on is null or a.ends_on > current_date)
  ) as accounts,
  g.updated_at, g.name as cursor
from billing_groups g
left join pricing_plans p on p.partner_id = g.partner_id and p.id = g.pricing_plan_id
where g.partner_id = tenant()
  and (:cursor::text is null or g.name > :cursor)
  and (:search::text is null or strpos(lower(g.name), lower(:search)) > 0
    or strpos(lower(g.description), lower(:search)) > 0)
  and (:pricing_plan_id::uuid is null or g.pricing_plan_id = :pricing_plan_id)
  and (payer_scope() is null
    or not exists (
      select from assignments a
      where a.partner_id = g.partner_id and a.billing_group_id = g.id)
    or exists (
      select from assignments a
      join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
      where a.partner_id = g.partner_id and a.billing_group_id = g.id))
order by g.name
limit :limit;

-- One group as group_list would show it; whoever may not see it finds none. A reader who sees no
-- account of a group that holds some may not see the group; all that is read of them in one go.
-- name: group_read
select g.id, g.name, g.description, g.pricing_plan_id, p.name as pricing_plan_name, g.currency,
  g.bill_to, held.accounts, g.updated_at
from billing_groups g
left join pricing_plans p on p.partner_id = g.partner_id and p.id = g.pricing_plan_id
cross join lateral (
  select
    count(distinct a.account_id) filter (
      where c.id is not null
        and a.starts_on <= current_date and (a.ends_on is null or a.ends_on > current_date)
    ) as accounts,
    count(c.id) as inside,
    count(*) as assignments
  from assignments a
  left join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
  where a.partner_id = g.partner_id and a.billing_group_id = g.id
) held
where g.partner_id = tenant()
  and g.id = :id
  and (held.inside > 0 or held.assignments = 0);

-- name: group_by_id
select g.id, g.name, g.description, g.pricing_plan_id, p.name as pricing_plan_name, g.currency,
  g.bill_to,
  (select count(distinct a.account_id)
    from assignments a
    join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
    where a.partner_id = g.partner_id and a.billing_group_id = g.id
      and a.starts_on <= current_date and (a.ends_on is null or a.ends_on > current_date)
  ) as accounts,
  g.updated_at
from billing_groups g
left join pricing_plans p on p.partner_id = g.partner_id and p.id = g.pricing_plan_id
where g.partner_id = :partner_id and g.id = :id;

-- Changes of one group go one after the other.
-- name: group_lock
select id
from billing_groups
where partner_id = :partner_id and id = :id
for update;

-- How many assignments of the group are of accounts the reader may see, and how many are not.
-- name: group_reach
select
  (select count(*)
    from assignments a
    join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
    where a.partner_id = g.partner_id and a.billing_group_id = g.id) as inside,
  (select count(*)
    from assignments a
    left join accounts c on c.partner_id = a.partner_id and c.id = a.account_id
    where a.partner_id = g.partner_id and a.billing_group_id = g.id and c.id is null) as outside
from billing_groups g
where g.partner_id = :partner_id and g.id = :id;

-- name: group_default_currency
select currency
from partners
where id = :partner_id;

-- name: group_insert
insert into billing_groups (partner_id, id, name, description, pricing_plan_id, currency, bill_to,
  created_at, updated_at)
values (:partner_id, :id, :name, coalesce(:description, ''), :pricing_plan_id, :currency,
  :bill_to, :now, :now);

-- name: group_update
update billing_groups
set name = :name, description = coalesce(:description, ''), pricing_plan_id = :pricing_plan_id,
  currency = :currency, bill_to = :bill_to, updated_at = :now
where partner_id = :partner_id and id = :id;

-- name: group_delete
delete from billing_groups
where partner_id = :partner_id and id = :id;
