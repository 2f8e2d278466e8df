-- Rollups once more, packed account by account: what bills are rated from
-- (docs/adr/0018-rollups-in-blocks.md).
--
-- A month of a large partner has some hundred thousand rollups, and rating wants all of them. As
-- rows they took PostgreSQL longer to give out than they take to be rated; in a block those of an
-- account are one value. What adds rollups up in SQL still reads the rows.

-- One rollup in a block. Numbers are as PostgreSQL sends them, most significant byte first
-- (server/ingest/rollup_block.h reads them). Most amounts equal another one of their row: flags
-- say which are given.
create function pack_rollup(r charge_rollups) returns bytea
language sql stable
as $$
  select int8send(r.sku_id)
    || int4send(r.first_day - date '1970-01-01')
    || int4send(r.last_day - date '1970-01-01')
    || int2send((r.is_free::int
      + (r.cost <> r.unblended)::int * 2
      + (r.public_base <> r.unblended)::int * 4
      + (r.amortized <> r.unblended)::int * 8
      + (r.net_amortized <> r.cost)::int * 16)::int2)
    || int2send(octet_length(r.kind::text)::int2) || convert_to(r.kind::text, 'UTF8')
    || int2send(octet_length(r.line_item_type)::int2) || convert_to(r.line_item_type, 'UTF8')
    || numeric_send(r.quantity)
    || numeric_send(r.unblended)
    || case when r.cost <> r.unblended then numeric_send(r.cost) else '' end
    || case when r.public_base <> r.unblended then numeric_send(r.public_base) else '' end
    || case when r.amortized <> r.unblended then numeric_send(r.amortized) else '' end
    || case when r.net_amortized <> r.cost then numeric_send(r.net_amortized) else '' end
$$;
revoke all on function pack_rollup(charge_rollups) from public;
grant execute on function pack_rollup(charge_rollups) to proforma_ingest;

create table rollup_blocks (
  partner_id uuid not null,
  drop_id uuid not null,
  account_id bigint not null,
  rollups integer not null,
  block bytea not null,
  constraint pk_rollup_blocks primary key (partner_id, drop_id, account_id)
);
alter table rollup_blocks alter column block set storage external; -- unpacking would take longer

-- The drops that are there already. Row security binds the owner, too, and no policy is for it.
alter table charge_rollups no force row level security;
insert into rollup_blocks (partner_id, drop_id, account_id, rollups, block)
select r.partner_id, r.drop_id, r.account_id, count(*), string_agg(pack_rollup(r), ''::bytea)
from charge_rollups r
group by r.partner_id, r.drop_id, r.account_id;
alter table charge_rollups force row level security;

alter table rollup_blocks enable row level security, force row level security;
create policy tenant on rollup_blocks to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on rollup_blocks to proforma_app;
grant select, insert, delete on rollup_blocks to proforma_ingest;
