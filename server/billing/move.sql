-- Moving one account from the group it is in to another, on a day.

-- The account, with its assignments that end after the day; one row without a group when it has
-- none.
-- name: move_assignments
select c.id as account, a.billing_group_id, g.name as billing_group_name, a.starts_on
from accounts c
left join assignments a on a.partner_id = c.partner_id and a.account_id = c.id
  and (a.ends_on is null or a.ends_on > :starts_on)
left join billing_groups g on g.partner_id = a.partner_id and g.id = a.billing_group_id
where c.partner_id = :partner_id and c.provider = :provider and c.external_id = :account_id
order by a.starts_on;

-- The newest periods that the day touches, as far as they have data.
-- name: move_periods
select distinct d.period
from drops d
where d.partner_id = :partner_id and d.state = 'current'
  and d.period >= date_trunc('month', :starts_on::date)
order by d.period desc
limit 13;

-- An assignment that began on the day itself is not left without days.
-- name: move_delete
delete from assignments
where partner_id = :partner_id and account_id = :account and starts_on = :starts_on;

-- name: move_close
update assignments
set ends_on = :starts_on
where partner_id = :partner_id and account_id = :account and starts_on < :starts_on
  and (ends_on is null or ends_on > :starts_on);

-- name: move_open
insert into assignments (partner_id, billing_group_id, account_id, starts_on)
values (:partner_id, :billing_group_id, :account, :starts_on);
