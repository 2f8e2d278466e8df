-- name: bootstrap_has_superadmin
-- role: platform
select exists (select from users u where u.role = 'superadmin') as is_true;

-- name: bootstrap_insert
-- role: platform
insert into users (id, username, password_hash, role, must_change_password)
select :id::uuid, :username, :password_hash, 'superadmin', true
where not exists (select from users u where u.role = 'superadmin')
on conflict do nothing;

-- name: bootstrap_pending
-- role: platform
select u.password_hash
from users u
where u.role = 'superadmin' and u.state = 'active' and u.must_change_password
order by u.id;
