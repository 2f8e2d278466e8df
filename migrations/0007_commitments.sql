-- What reservations and savings plans covered and what of them was left, per drop: account ×
-- commitment × line item type, a few dozen rows where charges have hundreds of thousands. Only
-- charges that name a commitment are in it (docs/adr/0005-drops-by-pointer.md says how drops and
-- their cubes come and go).
create table commitment_cubes (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  commitment_id bigint not null,
  line_item_type text not null,
  unblended numeric(38, 12) not null,
  public_on_demand_cost numeric(38, 12) not null,
  amortized numeric(38, 12) not null,
  constraint pk_commitment_cubes
    primary key (partner_id, drop_id, account_id, commitment_id, line_item_type)
);

-- The charges that are there already. Row security binds the owner, too, and no policy is for it.
alter table charges no force row level security;
insert into commitment_cubes (partner_id, drop_id, account_id, commitment_id, line_item_type,
  unblended, public_on_demand_cost, amortized)
select partner_id, drop_id, account_id, commitment_id, line_item_type, sum(unblended),
  sum(public_on_demand_cost), sum(amortized)
from charges
where commitment_id is not null
group by partner_id, drop_id, account_id, commitment_id, line_item_type;
alter table charges force row level security;

alter table commitment_cubes enable row level security, force row level security;
create policy tenant on commitment_cubes to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on commitment_cubes to proforma_app;
grant select, insert, delete on commitment_cubes to proforma_ingest;
