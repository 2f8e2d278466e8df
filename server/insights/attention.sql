-- What needs a person (attention.h), beside what the bills themselves tell.

-- name: attention_groups_without_plan
select g.id as billing_group_id
from billing_groups g
where g.partner_id = :partner_id and g.pricing_plan_id is null
order by g.id;

-- name: attention_unknown_types
select d.id as drop_id, d.payer_id, p.name as label, cardinality(d.unknown_types) as count
from drops d
join payers p on p.partner_id = d.partner_id and p.id = d.payer_id
where d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and d.unknown_types <> '{}'
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
order by p.name, d.id;

-- A failure counts until the same has been done for the same payer; the newest stands for all.
-- name: attention_failed_jobs
select (array_agg(j.id order by j.id desc))[1] as job_id, p.id as payer_id,
  coalesce(p.name, j.kind) as label, count(*) as count,
  case j.error ->> 'code' when 'unreconciled' then 'unreconciled_drop' else 'failed_job' end
    as kind
from jobs j
left join payers p on p.partner_id = j.partner_id and p.id = (j.payload ->> 'payer_id')::uuid
where j.partner_id = :partner_id and j.state = 'failed'
  and j.finished_at > :now::timestamptz - make_interval(days => :failures_of_days::integer)
  and (:payer_id::uuid is null or p.id = :payer_id)
  and not exists (
    select from jobs later
    where later.partner_id = j.partner_id and later.kind = j.kind and later.state = 'done'
      and later.payload ->> 'payer_id' is not distinct from j.payload ->> 'payer_id'
      and later.finished_at > j.finished_at)
group by 2, 3, 5
order by job_id desc
limit 20;

-- Payers whose newest data is of the running month but behind, or of a month before it.
-- name: attention_late_payers
select n.payer_id, n.label, n.drop_id, n.today - n.last_day as count,
  case when n.period = n.this_period then 'stale_data' else 'no_current_data' end as kind
from (
  select distinct on (d.payer_id) d.payer_id, p.name as label, d.id as drop_id, d.period,
    least(d.last_day, (d.period + interval '1 month')::date - 1) as last_day, t.today,
    date_trunc('month', t.today)::date as this_period
  from drops d
  join payers p on p.partner_id = d.partner_id and p.id = d.payer_id
  cross join (select (:now::timestamptz at time zone 'UTC')::date as today) t
  where d.partner_id = :partner_id and d.state = 'current'
    and (:payer_id::uuid is null or d.payer_id = :payer_id)
  order by d.payer_id, d.period desc, d.last_day desc nulls last, d.id) n
where n.period <= n.this_period
  and n.period >= (n.this_period - make_interval(months => :missed_for_months::integer))::date
  and case
    when n.period = n.this_period then n.today - n.last_day > :stale_after_days::integer
    else n.today - n.this_period + 1 >= :expected_from_day::integer
  end
order by n.label, n.payer_id;
