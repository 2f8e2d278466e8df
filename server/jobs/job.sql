-- The queue. What a worker does to a job it has taken names `attempts` as well: the count rises
-- with every taking, so a worker that lost its job (its lease passed while it was asleep) changes
-- nothing any more.

-- name: job_enqueue
-- role: app platform
with added as (
  insert into jobs (partner_id, id, kind, key, payload, attempts_max, created_by)
  values (:partner_id, :id, :kind, :key, :payload::jsonb, :attempts_max, :user_id)
  on conflict (coalesce(partner_id, '00000000-0000-0000-0000-000000000000'), kind, key)
    where key is not null and state in ('queued', 'running')
    do nothing
  returning id
)
select a.id
from added a
cross join pg_notify('proforma_jobs', '');

-- The oldest job that is due, or whose worker let the lease pass; a worker may die
-- :deaths_max times more than the job may fail.
-- name: job_take
-- role: platform
update jobs j
set state = 'running',
  attempts = j.attempts + 1,
  started_at = now(),
  lease_until = now() + make_interval(secs => k.lease_s::integer)
from unnest(:kinds::text[], :leases::text[]) as k (kind, lease_s)
where k.kind = j.kind
  and j.id = (
    select due.id
    from jobs due
    where due.kind = any (:kinds::text[])
      and (due.state = 'queued' and due.run_at <= now()
        or due.state = 'running' and due.lease_until < now()
          and due.attempts < due.attempts_max + :deaths_max::integer)
    order by due.run_at, due.id
    limit 1
    for update skip locked)
returning j.partner_id, j.id, j.kind, j.payload, j.attempts, j.attempts_max, j.created_by,
  (select u.username from users u where u.id = j.created_by) as username;

-- Progress, and the lease anew.
-- name: job_keep
-- role: platform
update jobs
set done = :done,
  total = :total,
  message = :message,
  lease_until = now() + make_interval(secs => :lease_s::integer)
where id = :id
  and state = 'running'
  and attempts = :attempts;

-- name: job_finish
-- role: platform
update jobs
set state = :state,
  run_at = now() + make_interval(secs => :pause_s::integer),
  lease_until = null,
  done = :done,
  total = :total,
  message = :message,
  result = :result::jsonb,
  error = :error::jsonb,
  finished_at = case when :state = 'queued' then null else now() end
where id = :id
  and state = 'running'
  and attempts = :attempts;

-- Jobs that outlived every worker that took them.
-- name: job_bury
-- role: platform
update jobs
set state = 'failed',
  lease_until = null,
  error = :error::jsonb,
  finished_at = now()
where state = 'running'
  and lease_until < now()
  and attempts >= attempts_max + :deaths_max::integer;

-- What nobody will look at again.
-- name: job_purge
-- role: platform
delete from jobs
where state in ('done', 'failed')
  and finished_at < now() - make_interval(days => :days::integer);

-- name: job_list
select j.id, j.kind, coalesce(j.payload ->> 'filename', '') as subject,
  (j.payload ->> 'payer_id')::uuid as payer_id, j.state, j.done, j.total, j.message, j.result,
  j.created_at, j.started_at, j.finished_at,
  j.error ->> 'code' as code, j.error ->> 'detail' as detail,
  j.error ->> 'detail_zh' as detail_zh, j.id::text as cursor
from jobs j
where j.partner_id = :partner_id
  and (:payer_scope::uuid[] is null
    or (j.payload ->> 'payer_id')::uuid = any (:payer_scope::uuid[]))
  and (:kind::text is null or j.kind = :kind)
  and (:state::text is null or j.state = :state)
  and (:cursor::uuid is null or j.id < :cursor::uuid)
order by j.id desc
limit :limit::bigint;

-- name: job_by_id
select j.id, j.kind, coalesce(j.payload ->> 'filename', '') as subject,
  (j.payload ->> 'payer_id')::uuid as payer_id, j.state, j.done, j.total, j.message, j.result,
  j.created_at, j.started_at, j.finished_at,
  j.error ->> 'code' as code, j.error ->> 'detail' as detail,
  j.error ->> 'detail_zh' as detail_zh
from jobs j
where j.partner_id = :partner_id
  and (:payer_scope::uuid[] is null
    or (j.payload ->> 'payer_id')::uuid = any (:payer_scope::uuid[]))
  and j.id = :id;

-- name: job_retry
with retried as (
  update jobs j
  set state = 'queued',
    run_at = now(),
    attempts_max = j.attempts + 1,
    done = 0,
    total = 0,
    message = '',
    error = null,
    finished_at = null
  where j.partner_id = :partner_id
    and (:payer_scope::uuid[] is null
      or (j.payload ->> 'payer_id')::uuid = any (:payer_scope::uuid[]))
    and j.id = :id
    and j.state = 'failed'
  returning j.id
)
select r.id
from retried r
cross join pg_notify('proforma_jobs', '');
