-- The audit log. Rows go in through the function audit_append alone.

-- name: audit_append
-- role: app platform ingest
select audit_append(:partner::uuid, :at::timestamptz, :actor_id::uuid, :actor::text,
  :action::text, :entity::text, :entity_id::text, :before::text, :after::text,
  :request_id::text);

-- name: audit_list
select e.seq, e.at,
  json_build_object('id', e.actor_id, 'username', e.actor)::text as actor,
  e.action, e.entity, e.entity_id, e.before, e.after, e.request_id,
  e.seq::text as cursor
from audit_entries e
where e.partner_id = tenant()
  and (:entity::text is null or e.entity = :entity)
  and (:entity_id::text is null or e.entity_id = :entity_id)
  and (:actor::text is null or lower(e.actor) = lower(:actor))
  and (:action::text is null or e.action = :action)
  and (:from::date is null or e.at >= :from::date::timestamp at time zone 'UTC')
  and (:to::date is null or e.at < :to::date::timestamp at time zone 'UTC')
  and (:cursor::bigint is null or e.seq < :cursor::bigint)
order by e.seq desc
limit :limit::bigint;

-- The chains there are: one per partner that has changed anything, and the platform's (nil).
-- name: audit_chains
-- role: platform
select h.partner_id as chain, coalesce(p.slug, '') as slug
from audit_heads h
left join partners p on p.id = h.partner_id
where :slug::text is null or p.slug = :slug
order by coalesce(p.slug, '');

-- name: audit_head
-- role: app platform
select h.seq, encode(h.hash, 'hex') as hash
from audit_heads h
where h.partner_id = :chain::uuid;

-- What audit_hash covers, in its order; the time to the microsecond in UTC.
-- name: audit_entries_of_chain
-- role: app platform
select e.partner_id::text, e.seq::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor_id::text, e.actor, e.action, e.entity, e.entity_id, e.before, e.after, e.request_id,
  encode(e.hash, 'hex') as hash
from audit_entries e
where e.partner_id = :chain::uuid
order by e.seq;
