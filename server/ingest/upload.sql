-- name: upload_payer
select id as payer_id
from payers
where partner_id = :partner_id
  and id = :payer_id;

-- Is there a job that may still read the file of this upload?
-- name: upload_is_awaited
-- role: platform
select exists (
  select from jobs
  where kind = 'ingest_upload'
    and state <> 'done'
    and payload ->> 'upload_id' = :upload_id::uuid::text
) as is_awaited;
