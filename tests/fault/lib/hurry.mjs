// Jobs that failed are due at once and leases are short, so that tests need not wait minutes for
// what a worker died over.
const LEASE = '2 s'

export const hurry = (world) => world.sql(`
  create function hurry() returns trigger language plpgsql as $$
  begin
    new.run_at := least(new.run_at, now());
    new.lease_until := least(new.lease_until, now() + interval '${LEASE}');
    if new.state = 'queued' then
      perform pg_notify('proforma_jobs', '');
    end if;
    return new;
  end $$;
  create trigger hurry before update on jobs for each row when (new.state in ('queued', 'running'))
    execute function hurry()`)
