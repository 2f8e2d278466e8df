-- Resources and tags move from charges into blocks (docs/adr/0015-details-in-blocks.md).
--
-- A month of a large partner has millions of parts told apart by resource, for each of which charges had a row,
-- its texts an entry of charge_texts, and every rollup, cube and bill by days read them all. Charges
-- are now what bills and panels ask for; what one resource with one set of tags has of a charge is
-- a detail, and details of one account are packed by the thousand (server/ingest/detail_block.h).
--
-- Charges that are here stay as they are, some rows where one would do: their sums are the same. Their resources
-- and tags are in the source files that are kept, and return when a report is read in again.

create table charge_details (
  partner_id uuid not null,
  drop_id uuid not null,
  period date not null,
  account_id bigint not null,
  number integer not null,
  first_day date not null,
  last_day date not null,
  details integer not null,
  block bytea not null,
  constraint pk_charge_details primary key (partner_id, drop_id, account_id, number)
);
alter table charge_details alter column block set storage external; -- packed already
alter table charge_details enable row level security, force row level security;
create policy tenant on charge_details to proforma_app, proforma_ingest
  using (partner_id = tenant()) with check (partner_id = tenant());
grant select on charge_details to proforma_app;
grant select, insert, delete on charge_details to proforma_ingest;

alter table charges drop column resource_id, drop column tags_id;

alter table drops no force row level security;
update drops set detail_from = null;
alter table drops force row level security;

alter table charge_texts no force row level security;
delete from charge_texts where dimension in ('resource', 'tags');
alter table charge_texts
  drop constraint check_charge_texts_dimension,
  add constraint check_charge_texts_dimension check (dimension in ('invoice', 'commitment'));
alter table charge_texts force row level security;
