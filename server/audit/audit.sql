-- The audit log. Rows go in through the function audit_append alone.

-- name: audit_append
-- role: app platform ingest
select audit_append(:now::timestamptz, :user_id::uuid, :actor::text, :action::text, :entity::text,
  :entity_id::text, :before::text, :after::text, coalesce(:request_id::text, ''));

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

-- One row more than a file may have.
-- name: audit_file
select e.seq,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.actor, e.action, e.entity, e.entity_id, e.before, e.after,
  e.request_id
from audit_entries e
where e.partner_id = tenant()
  and (:entity::text is null or e.entity = :entity)
  and (:entity_id::text is null or e.entity_id = :entity_id)
  and (:actor::text is null or lower(e.actor) = lower(:actor))
  and (:action::text is null or e.action = :action)
  and (:from::date is null or e.at >= :from::date::timestamp at time zone 'UTC')
  and (:to::date is null or e.at < :to::date::timestamp at time zone 'UTC')
order by e.seq desc
limit :rows_max::bigint + 1;

-- One chain per partner and the platform's (absent), whether or not there is anything in them.
-- name: audit_chains
-- role: platform
select chain, slug
from (
  select null::uuid as chain, '' as slug
  union all
  select p.id, p.slug
  from partners p
) chains
where :slug::text is null or slug = :slug
order by slug;

-- name: audit_head
-- role: app platform
select h.seq, encode(h.hash, 'hex') as hash
from audit_heads h
where h.partner_id = coalesce(:chain::uuid, '00000000-0000-0000-0000-000000000000');

-- What stands for every change of the partner that was audited so far (http/kept.h), and the day. No
-- row before there was any.
-- name: audit_changes
select encode(h.hash, 'hex') as changes, current_date as today
from audit_heads h
where h.partner_id = tenant();

-- What audit_hash covers, in its order; the time to the microsecond in UTC.
-- name: audit_entries_of_chain
-- role: app platform
select e.partner_id::text, e.seq::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor_id::text, e.actor, e.action, e.entity, e.entity_id, e.before, e.after, e.request_id,
  encode(e.hash, 'hex') as hash
from audit_entries e
where e.partner_id = coalesce(:chain::uuid, '00000000-0000-0000-0000-000000000000')
order by e.seq;
