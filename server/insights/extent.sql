-- How far the data of a period goes (extent.h).

-- name: extent_of_period
select :period::date as period, m.of_days,
  coalesce(max(case
    when d.created_at >= (m.next_period::timestamp at time zone 'UTC') then m.of_days
    else least(coalesce(d.last_day - :period::date + 1, 0), m.of_days)
  end), 0) as days,
  max(d.created_at) filter (where (:billing_group_scope::uuid[] is null or exists (
      select from assignments s
      join accounts a on a.partner_id = s.partner_id and a.id = s.account_id
      where s.partner_id = :partner_id and a.payer_id = d.payer_id
        and s.billing_group_id = any (:billing_group_scope::uuid[])
        and s.starts_on < d.period + interval '1 month'
        and (s.ends_on is null or s.ends_on > d.period)))) as as_of
from (select (:period::date + interval '1 month')::date as next_period,
    (:period::date + interval '1 month')::date - :period::date as of_days) m
left join drops d on d.partner_id = :partner_id and d.period = :period and d.state = 'current'
  and (:payer_id::uuid is null or d.payer_id = :payer_id)
group by m.of_days;

-- name: extent_newest_period
select coalesce(max(d.period), date_trunc('month', :now::timestamptz at time zone 'UTC')::date)
  as period
from drops d
where d.partner_id = :partner_id and d.state = 'current'
  and (:payer_id::uuid is null or d.payer_id = :payer_id);
