-- Two partners with a row in every table that belongs to partners (test_tenancy.c wants each of
-- them to be seen by its own partner alone). A new table gets its row here.
do $$
declare
  p uuid;
  person uuid;
  payer uuid := '0c000000-0000-7000-8000-000000000001';
  plan uuid := '0d000000-0000-7000-8000-000000000001';
  billing_group uuid := '0e000000-0000-7000-8000-000000000001';
  drop_ uuid := '0f000000-0000-7000-8000-000000000001';
  account bigint;
  sku bigint;
begin
  perform charge_partition('2026-01-01');
  for p in
    insert into partners (id, slug, name, currency) values
      ('0a000000-0000-7000-8000-000000000001', 'a', 'Partner A', 'USD'),
      ('0b000000-0000-7000-8000-000000000002', 'b', 'Partner B', 'USD')
    returning id
  loop
    person := p;
    insert into users (partner_id, id, username, password_hash, role)
      values (p, person, 'user-' || p, '', 'partner_admin');
    insert into sessions (partner_id, id, user_id, token_hash, csrf_token_hash, expires_at)
      values (p, p, person, p::text::bytea, '', now() + interval '1 hour');
    insert into api_keys (partner_id, id, user_id, name, prefix, token_hash, permissions)
      values (p, p, person, 'key', 'pf_', ('key of ' || p)::bytea, '{}');
    insert into idempotency_keys (partner_id, user_id, key, request_hash, status, body)
      values (p, person, 'key', '', 200, '');
    insert into jobs (partner_id, id, kind, payload, attempts_max)
      values (p, p, 'test_nothing', '{}', 1);
    perform set_config('proforma.partner_id', p::text, true);
    perform audit_append(now(), person, 'user', 'partner.create', 'partner', p::text, null, '{}', '');

    insert into payers (partner_id, id, name, provider, external_id)
      values (p, payer, 'Payer', 'aws', '000000000001');
    insert into accounts (partner_id, payer_id, provider, external_id)
      values (p, payer, 'aws', '000000000002') returning id into account;
    insert into user_scopes (partner_id, user_id, payer_id) values (p, person, payer);

    insert into drops (partner_id, id, payer_id, source, period, version, fingerprint, currency,
        reconciled)
      values (p, drop_, payer, 'upload', '2026-01-01', 1, '', 'USD', true);
    insert into skus (partner_id, service, usage_type, operation, region, billing_entity, unit)
      values (p, 'AmazonEC2', 'BoxUsage', 'RunInstances', '', 'AWS', 'Hrs') returning id into sku;
    insert into charge_texts (partner_id, dimension, value) values (p, 'invoice', '1');
    insert into charge_series (partner_id, drop_id, period, account_id, sku_id, line_item_type, kind,
        is_free, days, quantity, unblended)
      values (p, drop_, '2026-01-01', account, sku, 'Usage', 'usage', false, '{2026-01-01}', '{1}',
        '{1}');
    insert into charge_details (partner_id, drop_id, period, account_id, number, first_day, last_day,
        details, block)
      values (p, drop_, '2026-01-01', account, 1, '2026-01-01', '2026-01-01', 1, '');
    insert into charge_rollups (partner_id, drop_id, account_id, sku_id, line_item_type, kind,
        is_free, first_day, last_day, quantity, unblended, cost, public_on_demand_cost, public_base,
        amortized, net_amortized)
      values (p, drop_, account, sku, 'Usage', 'usage', false, '2026-01-01', '2026-01-01', 1, 1, 1,
        1, 1, 1, 1);
    insert into rollup_blocks (partner_id, drop_id, account_id, rollups, block)
      select r.partner_id, r.drop_id, r.account_id, 1, pack_rollup(r)
      from charge_rollups r where r.partner_id = p;
    insert into service_cubes (partner_id, drop_id, service, region, line_item_type, kind,
        unblended, cost, public_on_demand_cost, amortized, net_amortized)
      values (p, drop_, 'AmazonEC2', '', 'Usage', 'usage', 1, 1, 1, 1, 1);
    insert into sku_cubes (partner_id, drop_id, sku_id, line_item_type, kind,
        unblended, cost, public_on_demand_cost, amortized, net_amortized)
      values (p, drop_, sku, 'Usage', 'usage', 1, 1, 1, 1, 1);
    insert into account_cubes (partner_id, drop_id, account_id, kind,
        unblended, cost, public_on_demand_cost, amortized, net_amortized)
      values (p, drop_, account, 'usage', 1, 1, 1, 1, 1);
    insert into account_service_cubes (partner_id, drop_id, service, account_id, region, line_item_type, kind,
        unblended, cost, public_on_demand_cost, amortized, net_amortized)
      values (p, drop_, 'AmazonEC2', account, '', 'Usage', 'usage', 1, 1, 1, 1, 1);
    insert into service_day_series (partner_id, drop_id, service, region, line_item_type, kind, days,
        unblended)
      values (p, drop_, 'AmazonEC2', '', 'Usage', 'usage', '{2026-01-01}', '{1}');
    insert into sku_day_series (partner_id, drop_id, sku_id, line_item_type, kind, days, unblended)
      values (p, drop_, sku, 'Usage', 'usage', '{2026-01-01}', '{1}');
    insert into account_day_series (partner_id, drop_id, account_id, kind, days, unblended)
      values (p, drop_, account, 'usage', '{2026-01-01}', '{1}');
    insert into commitment_cubes (partner_id, drop_id, account_id, commitment_id, line_item_type,
        unblended, public_on_demand_cost, amortized)
      values (p, drop_, account, 1, 'RIFee', 1, 1, 1);

    insert into pricing_plans (partner_id, id, name) values (p, plan, 'Plan');
    insert into pricing_rules (partner_id, id, pricing_plan_id, scope, type, percent)
      values (p, plan, plan, 'global', 'discount', 10);
    insert into billing_groups (partner_id, id, name, pricing_plan_id, currency)
      values (p, billing_group, 'Group', plan, 'USD');
    insert into assignments (partner_id, billing_group_id, account_id, starts_on)
      values (p, billing_group, account, '2026-01-01');
    insert into custom_charges (partner_id, id, billing_group_id, name, kind, amount, from_period)
      values (p, plan, billing_group, 'Fee', 'fee', 1, '2026-01-01');
  end loop;
end
$$;
