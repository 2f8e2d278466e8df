-- The cubes of days lie as series, too (0012, docs/adr/0017-charges-in-series.md): a row has an array of
-- days and one of each measure, null where it equals another one on all days. Views have the names
-- that the tables had.

create table service_day_series (
  partner_id uuid not null,
  drop_id uuid not null,
  service text not null,
  region text not null,
  line_item_type text not null,
  kind charge_kind not null,
  days date[] not null,
  unblended numeric(38, 12)[] not null,
  cost numeric(38, 12)[], -- null: equals unblended
  public_on_demand_cost numeric(38, 12)[], -- null: equals unblended
  amortized numeric(38, 12)[], -- null: equals unblended
  net_amortized numeric(38, 12)[] -- null: equals cost
) with (toast_tuple_target = 8160);
create index index_service_day_series_drop on service_day_series (partner_id, drop_id);

create table sku_day_series (
  partner_id uuid not null,
  drop_id uuid not null,
  sku_id bigint not null,
  line_item_type text not null,
  kind charge_kind not null,
  days date[] not null,
  unblended numeric(38, 12)[] not null,
  cost numeric(38, 12)[], -- null: equals unblended
  public_on_demand_cost numeric(38, 12)[], -- null: equals unblended
  amortized numeric(38, 12)[], -- null: equals unblended
  net_amortized numeric(38, 12)[] -- null: equals cost
) with (toast_tuple_target = 8160);
create index index_sku_day_series_drop on sku_day_series (partner_id, drop_id, sku_id);

create table account_day_series (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  kind charge_kind not null,
  days date[] not null,
  unblended numeric(38, 12)[] not null,
  cost numeric(38, 12)[], -- null: equals unblended
  public_on_demand_cost numeric(38, 12)[], -- null: equals unblended
  amortized numeric(38, 12)[], -- null: equals unblended
  net_amortized numeric(38, 12)[] -- null: equals cost
) with (toast_tuple_target = 8160);
create index index_account_day_series_drop on account_day_series (partner_id, drop_id, account_id);

-- What is there already. Row security binds the owner, too, and no policy is for it.
alter table service_day_cubes no force row level security;
insert into service_day_series (partner_id, drop_id, service, region, line_item_type, kind, days,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select
  partner_id, drop_id, service, region, line_item_type, kind, array_agg(day order by day),
  array_agg(unblended order by day),
  case when bool_or(cost <> unblended) then array_agg(cost order by day) end,
  case when bool_or(public_on_demand_cost <> unblended)
    then array_agg(public_on_demand_cost order by day) end,
  case when bool_or(amortized <> unblended) then array_agg(amortized order by day) end,
  case when bool_or(net_amortized <> cost) then array_agg(net_amortized order by day) end
from service_day_cubes
group by partner_id, drop_id, service, region, line_item_type, kind
order by partner_id, drop_id;
drop table service_day_cubes;

alter table sku_day_cubes no force row level security;
insert into sku_day_series (partner_id, drop_id, sku_id, line_item_type, kind, days, unblended,
  cost, public_on_demand_cost, amortized, net_amortized)
select
  partner_id, drop_id, sku_id, line_item_type, kind, array_agg(day order by day),
  array_agg(unblended order by day),
  case when bool_or(cost <> unblended) then array_agg(cost order by day) end,
  case when bool_or(public_on_demand_cost <> unblended)
    then array_agg(public_on_demand_cost order by day) end,
  case when bool_or(amortized <> unblended) then array_agg(amortized order by day) end,
  case when bool_or(net_amortized <> cost) then array_agg(net_amortized order by day) end
from sku_day_cubes
group by partner_id, drop_id, sku_id, line_item_type, kind
order by partner_id, drop_id, sku_id;
drop table sku_day_cubes;

alter table account_day_cubes no force row level security;
insert into account_day_series (partner_id, drop_id, account_id, kind, days, unblended, cost,
  public_on_demand_cost, amortized, net_amortized)
select
  partner_id, drop_id, account_id, kind, array_agg(day order by day),
  array_agg(unblended order by day),
  case when bool_or(cost <> unblended) then array_agg(cost order by day) end,
  case when bool_or(public_on_demand_cost <> unblended)
    then array_agg(public_on_demand_cost order by day) end,
  case when bool_or(amortized <> unblended) then array_agg(amortized order by day) end,
  case when bool_or(net_amortized <> cost) then array_agg(net_amortized order by day) end
from account_day_cubes
group by partner_id, drop_id, account_id, kind
order by partner_id, drop_id, account_id;
drop table account_day_cubes;

create view service_day_cubes with (security_invoker = true) as
select
  s.partner_id, s.drop_id, s.service, s.region, s.line_item_type, s.kind, c.day, c.unblended,
  coalesce(c.cost, c.unblended) as cost,
  coalesce(c.public_on_demand_cost, c.unblended) as public_on_demand_cost,
  coalesce(c.amortized, c.unblended) as amortized,
  coalesce(c.net_amortized, c.cost, c.unblended) as net_amortized
from service_day_series s
cross join unnest(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized)
  as c (day, unblended, cost, public_on_demand_cost, amortized, net_amortized);

create view sku_day_cubes with (security_invoker = true) as
select
  s.partner_id, s.drop_id, s.sku_id, s.line_item_type, s.kind, c.day, c.unblended,
  coalesce(c.cost, c.unblended) as cost,
  coalesce(c.public_on_demand_cost, c.unblended) as public_on_demand_cost,
  coalesce(c.amortized, c.unblended) as amortized,
  coalesce(c.net_amortized, c.cost, c.unblended) as net_amortized
from sku_day_series s
cross join unnest(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized)
  as c (day, unblended, cost, public_on_demand_cost, amortized, net_amortized);

create view account_day_cubes with (security_invoker = true) as
select
  s.partner_id, s.drop_id, s.account_id, s.kind, c.day, c.unblended,
  coalesce(c.cost, c.unblended) as cost,
  coalesce(c.public_on_demand_cost, c.unblended) as public_on_demand_cost,
  coalesce(c.amortized, c.unblended) as amortized,
  coalesce(c.net_amortized, c.cost, c.unblended) as net_amortized
from account_day_series s
cross join unnest(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized)
  as c (day, unblended, cost, public_on_demand_cost, amortized, net_amortized);

alter table service_day_series enable row level security, force row level security;
create policy tenant on service_day_series to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on service_day_series, service_day_cubes to proforma_app, proforma_ingest;
grant insert, delete on service_day_series to proforma_ingest;

alter table sku_day_series enable row level security, force row level security;
create policy tenant on sku_day_series to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on sku_day_series, sku_day_cubes to proforma_app, proforma_ingest;
grant insert, delete on sku_day_series to proforma_ingest;

alter table account_day_series enable row level security, force row level security;
create policy tenant on account_day_series to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on account_day_series, account_day_cubes to proforma_app, proforma_ingest;
grant insert, delete on account_day_series to proforma_ingest;
