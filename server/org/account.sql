-- name: account_list
select a.external_id, a.name, a.email, a.state, a.provider, a.payer_id, p.name as payer_name,
  g.id as billing_group_id, g.name as billing_group_name, a.first_seen_period,
  a.external_id || ' ' || a.provider as cursor
from accounts a
join payers p on p.partner_id = a.partner_id and p.id = a.payer_id
left join assignments s on s.partner_id = a.partner_id and s.account_id = a.id
  and daterange(s.starts_on, s.ends_on) @> (now() at time zone 'UTC')::date
left join billing_groups g on g.partner_id = s.partner_id and g.id = s.billing_group_id
where a.partner_id = tenant()
  and (:payer_id::uuid is null or a.payer_id = :payer_id::uuid)
  and (:billing_group_id::uuid is null or s.billing_group_id = :billing_group_id::uuid)
  and (s.account_id is null or not coalesce(:unassigned::boolean, false))
  and (:search::text is null
    or position(lower(:search::text) in a.external_id) > 0
    or position(lower(:search::text) in lower(a.name)) > 0
    or position(lower(:search::text) in lower(a.email)) > 0)
  and (:cursor::text is null or (a.external_id || ' ' || a.provider) collate "C" > :cursor::text)
order by (a.external_id || ' ' || a.provider) collate "C"
limit :limit::bigint;

-- name: account_by_key
select a.external_id, a.name, a.email, a.state, a.provider, a.payer_id, p.name as payer_name,
  g.id as billing_group_id, g.name as billing_group_name, a.first_seen_period
from accounts a
join payers p on p.partner_id = a.partner_id and p.id = a.payer_id
left join assignments s on s.partner_id = a.partner_id and s.account_id = a.id
  and daterange(s.starts_on, s.ends_on) @> (now() at time zone 'UTC')::date
left join billing_groups g on g.partner_id = s.partner_id and g.id = s.billing_group_id
where a.partner_id = tenant() and a.provider = :provider and a.external_id = :external_id;

-- name: account_lock
select a.provider, a.external_id
from accounts a
where a.partner_id = :partner_id and a.provider = :provider and a.external_id = :external_id
for update;

-- name: account_update
update accounts
set name = :name,
  email = :email,
  updated_at = :now
where partner_id = :partner_id and provider = :provider and external_id = :external_id;
