-- Pricing plans and their rules.

-- name: plan_list
select p.id, p.name, p.basis, p.free_tier, p.pass_through,
  plan_rules(p.partner_id, p.id) as rules,
  (select count(*)
    from billing_groups g
    where g.partner_id = p.partner_id and g.pricing_plan_id = p.id) as billing_groups,
  p.updated_at, p.name as cursor
from pricing_plans p
where p.partner_id = tenant() and (:cursor::text is null or p.name > :cursor)
order by p.name
limit :limit;

-- name: plan_by_id
select p.id, p.name, p.basis, p.free_tier, p.pass_through,
  plan_rules(p.partner_id, p.id) as rules,
  (select count(*)
    from billing_groups g
    where g.partner_id = p.partner_id and g.pricing_plan_id = p.id) as billing_groups,
  p.updated_at
from pricing_plans p
where p.partner_id = :partner_id and p.id = :id;

-- Changes of one plan go one after the other.
-- name: plan_lock
select id
from pricing_plans
where partner_id = :partner_id and id = :id
for update;

-- name: plan_insert
insert into pricing_plans (partner_id, id, name, basis, free_tier, pass_through, created_at,
  updated_at)
values (:partner_id, :id, :name, :basis, :free_tier, :pass_through, :now, :now);

-- name: plan_update
update pricing_plans
set name = :name, basis = :basis, free_tier = :free_tier, pass_through = :pass_through,
  updated_at = :now
where partner_id = :partner_id and id = :id;

-- name: plan_delete
delete from pricing_plans
where partner_id = :partner_id and id = :id;

-- name: plan_rules_delete
delete from pricing_rules
where partner_id = :partner_id and pricing_plan_id = :id;

-- name: plan_rule_insert
insert into pricing_rules (partner_id, id, pricing_plan_id, scope, type, percent, unit_price,
  service, usage_type, operation, billing_entity, from_day, to_day, created_at)
values (:partner_id, :id, :pricing_plan_id, :scope, :type, :percent, :unit_price, :service,
  :usage_type, :operation, :billing_entity, :from, :to, :now);

-- name: plan_rule_delete
delete from pricing_rules
where partner_id = :partner_id and pricing_plan_id = :id and id = :rule_id;
