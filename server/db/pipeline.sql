-- What a pipelined connection is: the application role, with a short patience.

-- name: pipeline_setup
select
  set_config('role', 'proforma_app', false),
  set_config('search_path', 'proforma, public', false),
  set_config('statement_timeout', :statement_timeout_ms, false);
