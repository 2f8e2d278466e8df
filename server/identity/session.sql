-- Sessions and one's own profile. All of it runs as the platform role: signing in knows no tenant
-- yet, and a superadmin's own row belongs to none. When a session ends is by the database's clock
-- alone, which authenticate() goes by: the clocks of servers may differ.

-- name: session_person
-- role: platform
select u.id, u.partner_id, u.username, u.name, u.email, u.role, u.language, u.password_hash,
  u.must_change_password,
  u.state = 'active' and (u.partner_id is null or p.state = 'active') as may_sign_in
from users u
left join partners p on p.id = u.partner_id
where lower(u.username) = lower(:username);

-- name: session_insert
-- role: platform
insert into sessions (partner_id, id, user_id, token_hash, csrf_token_hash, user_agent, created_at,
  last_seen_at, expires_at)
values (:partner_id, :id, :user_id, :token_hash, :csrf_token_hash, :user_agent, now(), now(),
  now() + make_interval(hours => :hours::integer))
returning expires_at;

-- name: session_delete_by_token
-- role: platform
delete from sessions
where token_hash = :token_hash;

-- Of the same person, so that the table stays small without a job.
-- name: session_delete_expired
-- role: platform
delete from sessions
where user_id = :user_id and expires_at <= now();

-- name: session_person_update
-- role: platform
update users
set last_sign_in_at = :now,
  password_hash = coalesce(:password_hash, password_hash)
where id = :user_id;

-- name: session_list
-- role: platform
select s.id, s.created_at, s.last_seen_at, s.user_agent, s.id = :session_id as current
from sessions s
where s.user_id = :user_id and s.expires_at > now()
order by s.last_seen_at desc, s.id;

-- name: session_by_id
-- role: platform
select s.id, s.created_at, s.last_seen_at, s.user_agent, s.id = :session_id as current
from sessions s
where s.id = :id and s.user_id = :user_id;

-- name: session_delete
-- role: platform
delete from sessions
where id = :id and user_id = :user_id;

-- name: session_delete_others
-- role: platform
delete from sessions
where user_id = :user_id and id <> :session_id;

-- name: me_profile
-- role: platform
select u.id, u.partner_id, u.username, u.name, u.email, u.role, u.language
from users u
where u.id = :user_id;

-- name: me_workplace
-- role: platform
select p.id, p.name, p.slug, p.currency
from partners p
where p.id = :partner_id;

-- name: me_update
-- role: platform
update users
set name = :name,
  email = :email,
  language = :language,
  updated_at = :now
where id = :user_id;

-- name: me_password_hash
-- role: platform
select u.password_hash
from users u
where u.id = :user_id
for update;

-- name: me_password_update
-- role: platform
update users
set password_hash = :password_hash,
  must_change_password = false,
  updated_at = :now
where id = :user_id;
