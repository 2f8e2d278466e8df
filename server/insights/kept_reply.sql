-- What the replies of insights are made of, in two hashes (kept_reply.h).

-- name: kept_reply_stamp
select
  (select encode(e.hash, 'hex')
    from audit_entries e
    where e.partner_id = :partner_id
      and e.entity not in ('session', 'user', 'api_key', 'job')
      and (:is_grouped::boolean or e.entity <> 'billing_group')
      and (:is_priced::boolean or e.entity not in ('pricing_plan', 'custom_charge'))
      and e.action <> 'partner.act'
    order by e.seq desc
    limit 1) as changes,
  (select encode(sha256(string_agg(d.id::text, ' ' order by d.id)::bytea), 'hex')
    from drops d
    where d.partner_id = :partner_id and d.state = 'current') as drops;
