-- One order serves all: by the key that :sort names, then by the account's id.
-- name: account_list
select a.external_id, a.name, a.email, a.state, a.provider, a.payer_id, p.name as payer_name,
  g.id as billing_group_id, g.name as billing_group_name, a.first_seen_period,
  json_build_array(k.key, k.id)::text as cursor
from accounts a
join payers p on p.partner_id = a.partner_id and p.id = a.payer_id
left join assignments s on s.partner_id = a.partner_id and s.account_id = a.id
  and daterange(s.starts_on, s.ends_on) @> (now() at time zone 'UTC')::date
left join billing_groups g on g.partner_id = s.partner_id and g.id = s.billing_group_id
cross join lateral (
  select (case ltrim(:sort::text, '-')
      when 'name' then lower(a.name)
      when 'payer' then lower(p.name)
      when 'billing_group' then lower(coalesce(g.name, ''))
      when 'first_seen' then coalesce(a.first_seen_period::text, '')
      when 'state' then a.state
      else '' end) collate "C" as key,
    (a.external_id || ' ' || a.provider) collate "C" as id) k
where a.partner_id = tenant()
  and (:payer_id::uuid is null or a.payer_id = :payer_id::uuid)
  and (:billing_group_id::uuid is null or s.billing_group_id = :billing_group_id::uuid)
  and (s.account_id is null or not coalesce(:unassigned::boolean, false))
  and (:state::text is null or a.state = :state)
  and (:search::text is null
    or position(lower(:search::text) in a.external_id) > 0
    or position(lower(:search::text) in lower(a.name)) > 0
    or position(lower(:search::text) in lower(a.email)) > 0)
  and (:cursor::jsonb is null
    or case when :sort like '-%'
      then (k.key, k.id) < (:cursor::jsonb ->> 0, :cursor::jsonb ->> 1)
      else (k.key, k.id) > (:cursor::jsonb ->> 0, :cursor::jsonb ->> 1) end)
order by case when :sort like '-%' then k.key end desc,
  case when :sort like '-%' then k.id end desc, k.key, k.id
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

-- name: account_assignments
select s.billing_group_id, g.name as billing_group_name, s.starts_on, s.ends_on
from accounts a
join assignments s on s.partner_id = a.partner_id and s.account_id = a.id
join billing_groups g on g.partner_id = s.partner_id and g.id = s.billing_group_id
where a.partner_id = tenant() and a.provider = :provider and a.external_id = :external_id
order by s.starts_on;

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
