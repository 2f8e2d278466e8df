-- The totals of a month's bills as one statement would make them: the most specific rule prices a
-- rollup. Custom charges, days inside a month, rounding and lines are left out.
select a.billing_group_id, count(distinct r.account_id) as accounts, sum(r.cost) as cost,
  sum(r.public_base * coalesce(of_sku.factor, of_service.factor, of_all.factor, 1)) as pro_forma
from drops d
join charge_rollups r on r.partner_id = d.partner_id and r.drop_id = d.id
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
join assignments a on a.partner_id = r.partner_id and a.account_id = r.account_id
  and a.starts_on <= d.period and (a.ends_on is null or a.ends_on > d.period)
join billing_groups g on g.partner_id = a.partner_id and g.id = a.billing_group_id
left join (
  select pricing_plan_id, service, usage_type,
    1 + case type when 'markup' then percent else -percent end / 100 as factor
  from pricing_rules
  where partner_id = :partner and scope = 'sku') of_sku
  on of_sku.pricing_plan_id = g.pricing_plan_id and of_sku.service = s.service
  and of_sku.usage_type = s.usage_type
left join (
  select pricing_plan_id, service,
    1 + case type when 'markup' then percent else -percent end / 100 as factor
  from pricing_rules
  where partner_id = :partner and scope = 'service') of_service
  on of_service.pricing_plan_id = g.pricing_plan_id and of_service.service = s.service
left join (
  select pricing_plan_id, 1 + case type when 'markup' then percent else -percent end / 100 as factor
  from pricing_rules
  where partner_id = :partner and scope = 'global') of_all
  on of_all.pricing_plan_id = g.pricing_plan_id
where d.partner_id = :partner and d.period = :period and d.state = 'current'
group by a.billing_group_id
order by a.billing_group_id;
