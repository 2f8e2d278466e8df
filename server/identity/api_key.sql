-- name: api_key_list
select k.id, k.name, k.prefix, k.permissions, k.created_at, k.last_used_at, k.expires_at,
  k.id::text as cursor
from api_keys k
where k.partner_id = tenant() and k.user_id = signed_in_user()
  and (:cursor::text is null or k.id::text > :cursor::text)
order by k.id
limit :limit::bigint;

-- name: api_key_by_id
select k.id, k.name, k.prefix, k.permissions, k.created_at, k.last_used_at, k.expires_at
from api_keys k
where k.partner_id = :partner_id and k.user_id = :user_id and k.id = :id;

-- name: api_key_insert
insert into api_keys (partner_id, id, user_id, name, prefix, token_hash, permissions, created_at,
  expires_at)
values (:partner_id, :id, :user_id, :name, :prefix, :token_hash, :permissions, :now, :expires_at);

-- name: api_key_delete
delete from api_keys
where partner_id = :partner_id and user_id = :user_id and id = :id;
