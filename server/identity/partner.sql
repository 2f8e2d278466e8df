-- name: partner_list
-- role: platform
select p.id, p.name, p.slug, p.currency, p.state, p.created_at, p.slug as cursor
from partners p
where :cursor::text is null or p.slug collate "C" > :cursor::text
order by p.slug collate "C"
limit :limit::bigint;

-- name: partner_by_id
-- role: platform
select p.id, p.name, p.slug, p.currency, p.state, p.created_at
from partners p
where p.id = :id;

-- Read as the partner itself: the platform may not look into tenants' tables.
-- name: partner_detail
select p.id, p.name, p.slug, p.currency, p.state, p.created_at,
  (select count(*) from users u where u.partner_id = p.id and u.state = 'active') as users,
  (select count(*) from payers y where y.partner_id = p.id) as payers,
  (select count(*) from accounts a where a.partner_id = p.id) as accounts,
  (select count(*) from billing_groups g where g.partner_id = p.id) as billing_groups,
  (select count(*) from drops d where d.partner_id = p.id and d.state = 'current') as drops,
  (select max(d.created_at) from drops d where d.partner_id = p.id and d.state = 'current')
    as as_of
from partners p
where p.id = :id;

-- name: partner_lock
-- role: platform
select p.id
from partners p
where p.id = :id
for update;

-- name: partner_by_slug
-- role: platform
select p.id
from partners p
where p.slug = :slug;

-- name: partner_insert
-- role: platform
insert into partners (id, slug, name, currency, state, created_at, updated_at)
values (:id, :slug, :name, :currency, :state, :now, :now);

-- name: partner_update
-- role: platform
update partners
set slug = :slug,
  name = :name,
  state = :state,
  updated_at = :now
where id = :id;
