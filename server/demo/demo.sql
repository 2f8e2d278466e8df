-- The demo partner, where no feature has the statement.

-- name: demo_user_count
select count(*) as users
from users
where partner_id = :partner_id and username = :username;

-- name: demo_account_name
update accounts
set name = :name, email = :email, updated_at = :now
where partner_id = :partner_id and provider = 'aws' and external_id = :external_id;
