-- Rollups of a drop, packed account by account (drop_blocks.h).

-- name: drop_blocks_make
-- role: ingest
insert into rollup_blocks (partner_id, drop_id, account_id, rollups, block)
select r.partner_id, r.drop_id, r.account_id, count(*), string_agg(pack_rollup(r), ''::bytea)
from charge_rollups r
where r.partner_id = :partner_id
  and r.drop_id = :drop_id
group by r.partner_id, r.drop_id, r.account_id;

-- name: drop_blocks_of
-- role: ingest
select block
from rollup_blocks
where partner_id = :partner_id
  and drop_id = :drop_id;
