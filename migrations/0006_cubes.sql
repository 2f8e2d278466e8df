-- Cubes: small sums of a drop for insights, so that a panel reads thousands of rows where the drop
-- has millions of charges (docs/adr/0010-cubes.md). A question is answered from the smallest that
-- tells its dimensions apart; what none does, from charge_rollups by month or charges by day.
--
--   of a month                                   of its days
--   service_cubes  service, region, charge type  service_day_cubes
--   sku_cubes      SKU, charge type              sku_day_cubes
--   account_cubes  account                       account_day_cubes
--   account_service_cubes
--                  account and all of a service cube
--
-- All know the kind, too. They have no primary key: nothing but the writing of a drop makes them,
-- by one grouping, and an index on the drop alone is made in a tenth of the time. Where another
-- column follows in the index, it is what part of a drop is looked up by. Rows lie in that order, so
-- that what is read together is on few pages.
--
-- account_cubes told services apart before, and payer_cubes were what service_cubes are: a drop is
-- of one payer.

drop table payer_cubes;
drop table account_cubes;

create table service_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  service text not null,
  region text not null,
  line_item_type text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_service_cubes_drop on service_cubes (partner_id, drop_id);

create table sku_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  sku_id bigint not null,
  line_item_type text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_sku_cubes_drop on sku_cubes (partner_id, drop_id);

create table account_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_account_cubes_drop on account_cubes (partner_id, drop_id, account_id);

create table account_service_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  service text not null,
  account_id bigint not null,
  region text not null,
  line_item_type text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_account_service_cubes_drop
  on account_service_cubes (partner_id, drop_id, service);

create table service_day_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  day date not null,
  service text not null,
  region text not null,
  line_item_type text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_service_day_cubes_drop on service_day_cubes (partner_id, drop_id);

create table sku_day_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  sku_id bigint not null,
  day date not null,
  line_item_type text not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_sku_day_cubes_drop on sku_day_cubes (partner_id, drop_id, sku_id);

create table account_day_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  day date not null,
  kind charge_kind not null,
  unblended numeric(38, 12) not null,
  cost numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  net_amortized numeric(38, 12) not null
);
create index index_account_day_cubes_drop on account_day_cubes (partner_id, drop_id, account_id);

-- The drops that are there already. Row security binds the owner, too, and no policy is for it.
alter table charges no force row level security;
alter table charge_rollups no force row level security;
alter table skus no force row level security;

insert into sku_cubes (partner_id, drop_id, sku_id, line_item_type, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select partner_id, drop_id, sku_id, line_item_type, kind,
  sum(unblended), sum(cost), sum(public_on_demand_cost), sum(amortized),
  sum(net_amortized)
from charge_rollups
group by partner_id, drop_id, sku_id, line_item_type, kind
order by partner_id, drop_id;

insert into service_cubes (partner_id, drop_id, service, region, line_item_type, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select r.partner_id, r.drop_id, s.service, s.region, r.line_item_type, r.kind,
  sum(r.unblended), sum(r.cost), sum(r.public_on_demand_cost), sum(r.amortized),
  sum(r.net_amortized)
from sku_cubes r
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
group by r.partner_id, r.drop_id, s.service, s.region, r.line_item_type, r.kind
order by r.partner_id, r.drop_id;

insert into account_service_cubes (partner_id, drop_id, service, account_id, region,
  line_item_type, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select r.partner_id, r.drop_id, s.service, r.account_id, s.region, r.line_item_type, r.kind,
  sum(r.unblended), sum(r.cost), sum(r.public_on_demand_cost), sum(r.amortized),
  sum(r.net_amortized)
from charge_rollups r
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
group by r.partner_id, r.drop_id, s.service, r.account_id, s.region, r.line_item_type, r.kind
order by r.partner_id, r.drop_id, s.service;

insert into account_cubes (partner_id, drop_id, account_id, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select partner_id, drop_id, account_id, kind,
  sum(unblended), sum(cost), sum(public_on_demand_cost), sum(amortized),
  sum(net_amortized)
from account_service_cubes
group by partner_id, drop_id, account_id, kind
order by partner_id, drop_id, account_id;

insert into sku_day_cubes (partner_id, drop_id, sku_id, day, line_item_type, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select partner_id, drop_id, sku_id, day, line_item_type, kind,
  sum(unblended), sum(cost), sum(public_on_demand_cost), sum(amortized),
  sum(net_amortized)
from charges
group by partner_id, drop_id, sku_id, day, line_item_type, kind
order by partner_id, drop_id, sku_id;

insert into service_day_cubes (partner_id, drop_id, day, service, region, line_item_type, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select r.partner_id, r.drop_id, r.day, s.service, s.region, r.line_item_type, r.kind,
  sum(r.unblended), sum(r.cost), sum(r.public_on_demand_cost), sum(r.amortized),
  sum(r.net_amortized)
from sku_day_cubes r
join skus s on s.partner_id = r.partner_id and s.id = r.sku_id
group by r.partner_id, r.drop_id, r.day, s.service, s.region, r.line_item_type, r.kind
order by r.partner_id, r.drop_id;

insert into account_day_cubes (partner_id, drop_id, account_id, day, kind,
  unblended, cost, public_on_demand_cost, amortized, net_amortized)
select partner_id, drop_id, account_id, day, kind,
  sum(unblended), sum(cost), sum(public_on_demand_cost), sum(amortized),
  sum(net_amortized)
from charges
group by partner_id, drop_id, account_id, day, kind
order by partner_id, drop_id, account_id;

alter table charges force row level security;
alter table charge_rollups force row level security;
alter table skus force row level security;

alter table service_cubes enable row level security, force row level security;
create policy tenant on service_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on service_cubes to proforma_app;
grant select, insert, delete on service_cubes to proforma_ingest;

alter table sku_cubes enable row level security, force row level security;
create policy tenant on sku_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on sku_cubes to proforma_app;
grant select, insert, delete on sku_cubes to proforma_ingest;

alter table account_cubes enable row level security, force row level security;
create policy tenant on account_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on account_cubes to proforma_app;
grant select, insert, delete on account_cubes to proforma_ingest;

alter table account_service_cubes enable row level security, force row level security;
create policy tenant on account_service_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on account_service_cubes to proforma_app;
grant select, insert, delete on account_service_cubes to proforma_ingest;

alter table service_day_cubes enable row level security, force row level security;
create policy tenant on service_day_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on service_day_cubes to proforma_app;
grant select, insert, delete on service_day_cubes to proforma_ingest;

alter table sku_day_cubes enable row level security, force row level security;
create policy tenant on sku_day_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on sku_day_cubes to proforma_app;
grant select, insert, delete on sku_day_cubes to proforma_ingest;

alter table account_day_cubes enable row level security, force row level security;
create policy tenant on account_day_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on account_day_cubes to proforma_app;
grant select, insert, delete on account_day_cubes to proforma_ingest;
