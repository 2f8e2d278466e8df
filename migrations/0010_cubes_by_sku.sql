-- What SKUs some months have is looked up SKU by SKU (server/insights/values.sql): most are found in
-- the first drop that is looked into, where reading all of the cubes takes a hundred times as long.

drop index index_sku_cubes_drop;
create index index_sku_cubes_drop on sku_cubes (partner_id, drop_id, sku_id);
