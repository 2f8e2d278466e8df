-- Prices: pricing plans with rules, billing groups with assignments by day, custom charges
-- (pricing.md §2). Nothing priced is stored for an open bill: a change here shows on the next
-- request. What must never happen is a constraint, so that no race can make it happen.

create table pricing_plans (
  partner_id uuid not null,
  id uuid not null,
  name text not null,
  basis text not null default 'public_on_demand',
  free_tier boolean not null default true,
  pass_through text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_pricing_plans primary key (partner_id, id),
  constraint fk_pricing_plans_partner_id_partners foreign key (partner_id) references partners (id),
  constraint unique_pricing_plans_name unique (partner_id, name),
  constraint check_pricing_plans_name_length check (length(name) between 1 and 200),
  constraint check_pricing_plans_basis check (basis in ('public_on_demand', 'unblended',
    'net_unblended', 'amortized', 'net_amortized')),
  constraint check_pricing_plans_pass_through check (pass_through <@ array['tax', 'credit', 'refund',
    'support', 'discount', 'commitment_fee', 'marketplace']),
  constraint check_pricing_plans_commitment_fee check (
    basis not in ('amortized', 'net_amortized') or not ('commitment_fee' = any (pass_through)))
);
alter table pricing_plans enable row level security, force row level security;
create policy tenant on pricing_plans to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select, insert, update, delete on pricing_plans to proforma_app;

-- Rules in force by day [from_day, to_day), either end open. `operation` is given for the most
-- specific scope only. Two rules of one plan on the same target may not share a day.
create table pricing_rules (
  partner_id uuid not null,
  id uuid not null,
  pricing_plan_id uuid not null,
  scope text not null,
  type text not null,
  percent numeric(20, 6),
  unit_price numeric(38, 12),
  service text,
  usage_type text,
  operation text,
  billing_entity text,
  from_day date,
  to_day date,
  created_at timestamptz not null default now(),
  constraint pk_pricing_rules primary key (partner_id, id),
  constraint fk_pricing_rules_pricing_plan_id_pricing_plans
    foreign key (partner_id, pricing_plan_id) references pricing_plans (partner_id, id)
    on delete cascade,
  constraint check_pricing_rules_scope check (
    case scope
      when 'global' then num_nonnulls(service, usage_type, operation, billing_entity) = 0
      when 'billing_entity' then billing_entity is not null
        and num_nonnulls(service, usage_type, operation) = 0
      when 'service' then service is not null
        and num_nonnulls(usage_type, operation, billing_entity) = 0
      when 'sku' then service is not null and usage_type is not null and billing_entity is null
      else false
    end),
  constraint check_pricing_rules_type check (
    case type
      when 'markup' then percent is not null and unit_price is null and percent >= 0
        and percent <= 10000
      when 'discount' then percent is not null and unit_price is null
        and percent between 0 and 100
      when 'fixed' then unit_price is not null and percent is null and scope = 'sku'
        and unit_price between 0 and 1000000000
      else false
    end),
  constraint check_pricing_rules_days check (from_day < to_day),
  constraint excl_pricing_rules_overlap exclude using gist (
    partner_id with =, pricing_plan_id with =, scope with =, (coalesce(service, '')) with =,
    (coalesce(usage_type, '')) with =, (coalesce(operation, '')) with =,
    (coalesce(billing_entity, '')) with =, daterange(from_day, to_day) with &&)
);
create index index_pricing_rules_plan on pricing_rules (partner_id, pricing_plan_id);
alter table pricing_rules enable row level security, force row level security;
create policy tenant on pricing_rules to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select, insert, update, delete on pricing_rules to proforma_app;

-- The rules of a plan as JSON, amounts as text, in the order they were given.
create function plan_rules(the_partner_id uuid, the_pricing_plan_id uuid) returns json
  language sql stable
  as $$
    select coalesce(json_agg(json_build_object(
        'id', id, 'scope', scope, 'type', type, 'percent', trim_scale(percent)::text,
        'unit_price', trim_scale(unit_price)::text, 'service', service,
        'usage_type', usage_type, 'operation', operation, 'billing_entity', billing_entity,
        'from', from_day, 'to', to_day) order by id), '[]')
    from pricing_rules
    where partner_id = the_partner_id and pricing_plan_id = the_pricing_plan_id
  $$;

create table billing_groups (
  partner_id uuid not null,
  id uuid not null,
  name text not null,
  description text not null default '',
  pricing_plan_id uuid,
  currency text not null,
  bill_to jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_billing_groups primary key (partner_id, id),
  constraint fk_billing_groups_partner_id_partners foreign key (partner_id)
    references partners (id),
  constraint fk_billing_groups_pricing_plan_id_pricing_plans
    foreign key (partner_id, pricing_plan_id) references pricing_plans (partner_id, id),
  constraint unique_billing_groups_name unique (partner_id, name),
  constraint check_billing_groups_name_length check (length(name) between 1 and 200),
  constraint check_billing_groups_currency check (currency ~ '^[A-Z]{3}$')
);
create index index_billing_groups_plan on billing_groups (partner_id, pricing_plan_id);
alter table billing_groups enable row level security, force row level security;
create policy tenant on billing_groups to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
create policy billing_group_scope on billing_groups as restrictive to proforma_app
  using (billing_group_scope() is null or id = any (billing_group_scope()));
grant select, insert, update, delete on billing_groups to proforma_app;

alter table user_scopes add constraint fk_user_scopes_billing_group_id_billing_groups
  foreign key (partner_id, billing_group_id) references billing_groups (partner_id, id)
  on delete cascade;

-- An account is in at most one group on any day: [starts_on, ends_on), ends_on null: open.
create table assignments (
  partner_id uuid not null,
  billing_group_id uuid not null,
  account_id bigint not null,
  starts_on date not null,
  ends_on date,
  constraint pk_assignments primary key (partner_id, billing_group_id, account_id, starts_on),
  constraint fk_assignments_billing_group_id_billing_groups
    foreign key (partner_id, billing_group_id) references billing_groups (partner_id, id)
    on delete cascade,
  constraint fk_assignments_account_id_accounts foreign key (partner_id, account_id)
    references accounts (partner_id, id),
  constraint check_assignments_days check (ends_on is null or starts_on < ends_on),
  constraint excl_assignments_overlap exclude using gist (
    partner_id with =, account_id with =, daterange(starts_on, ends_on) with &&)
);
create index index_assignments_account on assignments (partner_id, account_id);
alter table assignments enable row level security, force row level security;
create policy tenant on assignments to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select, insert, update, delete on assignments to proforma_app;

-- Fees and credits the partner adds, for periods [from_period, to_period). The filters of a
-- percentage ({services, accounts, drop_savings_plan_negation}) are only ever read as a whole.
create table custom_charges (
  partner_id uuid not null,
  id uuid not null,
  billing_group_id uuid not null,
  name text not null,
  description text not null default '',
  kind text not null,
  amount numeric(38, 12),
  percent numeric(20, 6),
  include_flat boolean not null default false,
  filters jsonb,
  from_period date not null,
  to_period date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pk_custom_charges primary key (partner_id, id),
  constraint fk_custom_charges_billing_group_id_billing_groups
    foreign key (partner_id, billing_group_id) references billing_groups (partner_id, id)
    on delete cascade,
  constraint check_custom_charges_name_length check (length(name) between 1 and 200),
  constraint check_custom_charges_kind check (kind in ('fee', 'credit')),
  constraint check_custom_charges_one check (num_nonnulls(amount, percent) = 1),
  constraint check_custom_charges_amount check (amount >= 0 and amount <= 1000000000),
  constraint check_custom_charges_percent check (percent >= 0 and percent <= 10000),
  constraint check_custom_charges_flat
    check (percent is not null or not (include_flat or filters is not null)),
  constraint check_custom_charges_periods check (to_period is null or from_period < to_period)
);
create index index_custom_charges_group on custom_charges (partner_id, billing_group_id);
alter table custom_charges enable row level security, force row level security;
create policy tenant on custom_charges to proforma_app
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select, insert, update, delete on custom_charges to proforma_app;
