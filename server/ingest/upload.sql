-- name: upload_payer
select id as payer_id
from payers
where partner_id = :partner_id
  and id = :payer_id;
