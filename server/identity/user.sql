-- People. Where a statement serves superadmins too, the tenant may be null.

-- name: user_list
select u.id, u.username, u.name, u.email, u.role,
  array(
    select s.payer_id
    from user_scopes s
    where s.partner_id = u.partner_id and s.user_id = u.id and s.payer_id is not null
    order by s.payer_id) as payer_ids,
  array(
    select s.billing_group_id
    from user_scopes s
    where s.partner_id = u.partner_id and s.user_id = u.id and s.billing_group_id is not null
    order by s.billing_group_id) as billing_group_ids,
  u.language, u.state, u.must_change_password, u.created_at, u.last_sign_in_at,
  lower(u.username) as cursor
from users u
where u.partner_id = tenant()
  and (:cursor::text is null or lower(u.username) collate "C" > :cursor::text)
order by lower(u.username) collate "C"
limit :limit::bigint;

-- name: user_by_id
-- role: app platform
select u.id, u.username, u.name, u.email, u.role,
  array(
    select s.payer_id
    from user_scopes s
    where s.partner_id = u.partner_id and s.user_id = u.id and s.payer_id is not null
    order by s.payer_id) as payer_ids,
  array(
    select s.billing_group_id
    from user_scopes s
    where s.partner_id = u.partner_id and s.user_id = u.id and s.billing_group_id is not null
    order by s.billing_group_id) as billing_group_ids,
  u.language, u.state, u.must_change_password, u.created_at, u.last_sign_in_at
from users u
where u.id = :id and u.partner_id is not distinct from tenant();

-- name: user_lock
-- role: app platform
select u.id
from users u
where u.id = :id and u.partner_id is not distinct from tenant()
for update;

-- The active ones of a role, held until the end of the transaction, so that two administrators
-- cannot remove each other at the same moment.
-- name: user_lock_active
-- role: app platform
select count(*) as count
from (
  select u.id
  from users u
  where u.role = :role and u.state = 'active' and u.partner_id is not distinct from tenant()
  order by u.id
  for update) held;

-- name: user_insert
-- role: app platform
insert into users (partner_id, id, username, name, email, password_hash, role, language, state,
  must_change_password, created_at, updated_at)
values (tenant(), :id, :username, :name, :email, :password_hash, :role, :language, :state,
  :must_change_password, :now, :now);

-- name: user_update
-- role: app platform
update users
set username = :username,
  name = :name,
  email = :email,
  role = :role,
  language = :language,
  state = :state,
  must_change_password = :must_change_password,
  password_hash = coalesce(:password_hash, password_hash),
  updated_at = :now
where id = :id and partner_id is not distinct from tenant();

-- name: user_delete
delete from users
where id = :id and partner_id = :partner_id;

-- name: user_sessions_delete
-- role: app platform
delete from sessions
where user_id = :id and partner_id is not distinct from tenant();

-- name: user_api_keys_delete
delete from api_keys
where user_id = :id and partner_id = :partner_id;

-- name: user_scopes_delete
delete from user_scopes
where user_id = :id and partner_id = :partner_id;

-- name: user_scopes_insert
insert into user_scopes (partner_id, user_id, payer_id, billing_group_id)
select :partner_id::uuid, :id::uuid, payer.id, null::uuid
from (select distinct unnest(:payer_ids::uuid[]) as id) payer
union all
select :partner_id::uuid, :id::uuid, null::uuid, billing_group.id
from (select distinct unnest(:billing_group_ids::uuid[]) as id) billing_group;

-- name: user_unknown_payer
select given.id
from (select distinct unnest(:payer_ids::uuid[]) as id) given
where not exists (
  select from payers p
  where p.partner_id = :partner_id and p.id = given.id)
order by given.id
limit 1;

-- name: user_unknown_billing_group
select given.id
from (select distinct unnest(:billing_group_ids::uuid[]) as id) given
where not exists (
  select from billing_groups g
  where g.partner_id = :partner_id and g.id = given.id)
order by given.id
limit 1;

-- For the command line.
-- name: user_by_username
-- role: platform
select u.id, u.partner_id
from users u
where lower(u.username) = lower(:username);

-- name: user_list_all
-- role: platform
select u.username, u.name, u.role, coalesce(p.slug, '') as partner, u.state, u.last_sign_in_at
from users u
left join partners p on p.id = u.partner_id
where :partner_id::uuid is null or u.partner_id = :partner_id::uuid
order by p.slug collate "C" nulls first, lower(u.username) collate "C";
