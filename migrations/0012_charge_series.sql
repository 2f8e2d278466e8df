-- Charges lie as series: one row for all days of a month that have the same account, SKU, line item
-- type, kind, free or not, invoice and commitment, with an array of days and one of each base
-- (docs/adr/0017-charges-in-series.md). What most rows of a month repeat (the ids, the texts, a
-- row's own header and its entry in the index) is there once for some thirty charges, and a base
-- that equals another one on all days is null: a quarter of the bytes, and a tenth of the time to
-- write them.
--
-- `charges` shows them one by one, as they were: a view, which asks with the rights and under the
-- row security of whoever reads it.

drop index index_charges_drop_account;
alter table charges rename to charges_by_row;

create table charge_series (
  partner_id uuid not null,
  drop_id uuid not null,
  period date not null,
  account_id bigint not null,
  sku_id bigint not null,
  line_item_type text not null,
  kind charge_kind not null,
  is_free boolean not null,
  invoice_id bigint,
  commitment_id bigint,
  days date[] not null,
  quantity numeric(38, 12)[] not null,
  unblended numeric(38, 12)[] not null,
  cost numeric(38, 12)[], -- null: equals unblended
  public_on_demand_cost numeric(38, 12)[], -- null: equals unblended
  public_base numeric(38, 12)[], -- null: equals public_on_demand_cost
  amortized numeric(38, 12)[], -- null: equals unblended
  net_amortized numeric(38, 12)[] -- null: equals cost
) partition by range (period);
create index index_charge_series_drop_account on charge_series (partner_id, drop_id, account_id);

create view charges with (security_invoker = true) as
select
  s.partner_id, s.drop_id, s.period, s.account_id, c.day, s.sku_id, s.line_item_type, s.kind,
  s.is_free, s.invoice_id, s.commitment_id, c.quantity, c.unblended,
  coalesce(c.cost, c.unblended) as cost,
  coalesce(c.public_on_demand_cost, c.unblended) as public_on_demand_cost,
  coalesce(c.public_base, c.public_on_demand_cost, c.unblended) as public_base,
  coalesce(c.amortized, c.unblended) as amortized,
  coalesce(c.net_amortized, c.cost, c.unblended) as net_amortized
from charge_series s
cross join unnest(s.days, s.quantity, s.unblended, s.cost, s.public_on_demand_cost, s.public_base,
  s.amortized, s.net_amortized)
  as c (day, quantity, unblended, cost, public_on_demand_cost, public_base, amortized,
    net_amortized);

-- As before (0004), COPY goes into the partition itself, which no other role may touch. Rows are not
-- compressed: it takes longer than writing what it saves.
create or replace function charge_partition(the_period date) returns text
language plpgsql volatile security definer
set search_path = proforma, pg_temp
as $$
declare
  first_day date := date_trunc('month', the_period)::date;
  name text := 'charge_series_' || to_char(first_day, 'YYYY_MM');
begin
  if to_regclass(format('proforma.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtext('proforma.charge_partition'));
    if to_regclass(format('proforma.%I', name)) is null then
      execute format('create table %I partition of charge_series for values from (%L) to (%L)
        with (toast_tuple_target = 8160)',
        name, first_day, (first_day + interval '1 month')::date);
      execute format('revoke all on %I from public', name);
      execute format('grant insert on %I to proforma_ingest', name);
    end if;
  end if;
  return name;
end
$$;

-- The charges that are there already. Row security binds the owner, too, and no policy is for it.
alter table charges_by_row no force row level security;
select charge_partition(period) from (select distinct period from charges_by_row) p;
insert into charge_series (partner_id, drop_id, period, account_id, sku_id, line_item_type, kind,
  is_free, invoice_id, commitment_id, days, quantity, unblended, cost, public_on_demand_cost,
  public_base, amortized, net_amortized)
select
  partner_id, drop_id, period, account_id, sku_id, line_item_type, kind, is_free, invoice_id,
  commitment_id, array_agg(day order by day), array_agg(quantity order by day),
  array_agg(unblended order by day),
  case when bool_or(cost <> unblended) then array_agg(cost order by day) end,
  case when bool_or(public_on_demand_cost <> unblended)
    then array_agg(public_on_demand_cost order by day) end,
  case when bool_or(public_base <> public_on_demand_cost)
    then array_agg(public_base order by day) end,
  case when bool_or(amortized <> unblended) then array_agg(amortized order by day) end,
  case when bool_or(net_amortized <> cost) then array_agg(net_amortized order by day) end
from charges_by_row
group by partner_id, drop_id, period, account_id, sku_id, line_item_type, kind, is_free, invoice_id,
  commitment_id
order by partner_id, drop_id, account_id;
drop table charges_by_row;

alter table charge_series enable row level security, force row level security;
create policy tenant on charge_series to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on charge_series, charges to proforma_app, proforma_ingest;
grant delete on charge_series to proforma_ingest;
