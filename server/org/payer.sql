-- name: payer_list
select p.id, p.name, p.provider, p.external_id,
  (select count(*)
    from accounts a
    where a.partner_id = p.partner_id and a.payer_id = p.id) as accounts,
  p.created_at, lower(p.name) || ' ' || p.id as cursor
from payers p
where p.partner_id = tenant()
  and (:cursor::text is null or (lower(p.name) || ' ' || p.id) collate "C" > :cursor::text)
order by (lower(p.name) || ' ' || p.id) collate "C"
limit :limit::bigint;

-- name: payer_by_id
select p.id, p.name, p.provider, p.external_id,
  (select count(*)
    from accounts a
    where a.partner_id = p.partner_id and a.payer_id = p.id) as accounts,
  p.created_at
from payers p
where p.partner_id = tenant() and p.id = :id;

-- name: payer_by_external_id
select p.id, p.name, p.provider, p.external_id,
  (select count(*)
    from accounts a
    where a.partner_id = p.partner_id and a.payer_id = p.id) as accounts,
  p.created_at
from payers p
where p.partner_id = tenant() and p.external_id = :external_id
order by p.provider
limit 1;

-- name: payer_lock
select p.id
from payers p
where p.partner_id = :partner_id and p.id = :id
for update;

-- name: payer_insert
insert into payers (partner_id, id, name, provider, external_id, created_at, updated_at)
values (:partner_id, :id, :name, :provider, :external_id, :now, :now);

-- name: payer_update
update payers
set name = :name,
  updated_at = :now
where partner_id = :partner_id and id = :id;

-- name: payer_delete
delete from payers
where partner_id = :partner_id and id = :id;
