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
