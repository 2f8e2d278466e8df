-- Answers kept for Idempotency-Key, and what /metrics tells of the queue.

-- name: idempotency_lock
-- role: app platform
-- Two requests with one key run one after the other, so the second finds the first one's answer.
select pg_advisory_xact_lock(
  hashtextextended(concat_ws(' ', :partner_id::uuid, :user_id::uuid, :key::text), 0));

-- name: idempotency_forget
-- role: app platform
delete from idempotency_keys k
where k.partner_id = coalesce(:partner_id::uuid, '00000000-0000-0000-0000-000000000000')
  and k.created_at < now() - interval '1 day';

-- name: idempotency_find
-- role: app platform
select k.request_hash = decode(:request_hash, 'hex') as is_same, k.status, k.body
from idempotency_keys k
where k.partner_id = coalesce(:partner_id::uuid, '00000000-0000-0000-0000-000000000000')
  and k.user_id = :user_id
  and k.key = :key;

-- name: idempotency_store
-- role: app platform
insert into idempotency_keys (partner_id, user_id, key, request_hash, status, body)
values (coalesce(:partner_id::uuid, '00000000-0000-0000-0000-000000000000'), :user_id, :key,
  decode(:request_hash, 'hex'), :status, :body);

-- name: metrics_jobs
-- role: platform
select j.kind, j.state, count(*) as jobs
from jobs j
group by j.kind, j.state
order by j.kind, j.state;
