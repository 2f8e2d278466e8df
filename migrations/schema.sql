-- The schema after all migrations, made by tools/docs.mjs. Not applied: see migrations/*.sql.
--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: proforma; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA proforma;

--
-- Name: charge_kind; Type: TYPE; Schema: proforma; Owner: -
--

CREATE TYPE proforma.charge_kind AS ENUM (
    'usage',
    'fee',
    'support',
    'marketplace',
    'commitment_fee',
    'discount',
    'credit',
    'refund',
    'tax',
    'other'
);

--
-- Name: audit_append(timestamp with time zone, uuid, text, text, text, text, text, text, text); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'proforma', 'pg_temp'
    AS $$
declare
  chain uuid := coalesce(tenant(), '00000000-0000-0000-0000-000000000000');
  head audit_heads;
  entry audit_entries;
begin
  if tenant() is null and current_setting('role') <> 'proforma_platform' then
    raise exception 'an audit entry of % needs a tenant', current_setting('role');
  end if;
  insert into audit_heads (partner_id, seq, hash)
    values (chain, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select * into head from audit_heads h where h.partner_id = chain for update;
  entry := row(chain, head.seq + 1, the_at, the_actor_id, the_actor, the_action, the_entity,
    the_entity_id, the_before, the_after, the_request_id, ''::bytea);
  entry.hash := audit_hash(head.hash, entry);
  insert into audit_entries values (entry.*);
  update audit_heads h set seq = entry.seq, hash = entry.hash where h.partner_id = chain;
  return entry.seq;
end
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit_entries; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.audit_entries (
    partner_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    actor text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    before text,
    after text,
    request_id text NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY proforma.audit_entries FORCE ROW LEVEL SECURITY;

--
-- Name: audit_hash(bytea, proforma.audit_entries); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.audit_hash(previous bytea, e proforma.audit_entries) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select sha256(previous
    || audit_member(e.partner_id::text) || audit_member(e.seq::text)
    || audit_member(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_member(e.actor_id::text) || audit_member(e.actor) || audit_member(e.action)
    || audit_member(e.entity) || audit_member(e.entity_id) || audit_member(e.before)
    || audit_member(e.after) || audit_member(e.request_id)) $$;

--
-- Name: audit_member(text); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.audit_member(value text) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select case when value is null then '-'::bytea
    else convert_to(octet_length(value)::text || ':', 'UTF8') || convert_to(value, 'UTF8') end $$;

--
-- Name: authenticate(bytea, uuid); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.authenticate(the_token_hash bytea, acting_partner uuid) RETURNS TABLE(user_id uuid, partner_id uuid, session_id uuid, api_key_id uuid, role text, username text, language text, must_change_password boolean, is_acting boolean, csrf_token_hash text, permissions text, payer_scope text, billing_group_scope text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'proforma', 'pg_temp'
    AS $$
declare
  found_session sessions;
  found_key api_keys;
  person users;
  works_in uuid;
  done text;
begin
  select * into found_session from sessions s
    where s.token_hash = the_token_hash and s.expires_at > now();
  if found then
    select * into person from users u where u.id = found_session.user_id and u.state = 'active';
  else
    select * into found_key from api_keys k
      where k.token_hash = the_token_hash and (k.expires_at is null or k.expires_at > now());
    if not found then return; end if;
    select * into person from users u where u.id = found_key.user_id and u.state = 'active';
  end if;
  if person.id is null then return; end if;

  works_in := person.partner_id;
  if person.role = 'superadmin' and acting_partner is not null then
    select p.id into works_in from partners p where p.id = acting_partner;
  elsif works_in is not null
      and not exists (select from partners p where p.id = works_in and p.state = 'active') then
    return;
  end if;

  if found_session.id is not null and found_session.last_seen_at < now() - interval '1 minute' then
    update sessions s
      set last_seen_at = now(), expires_at = now() + (s.expires_at - s.last_seen_at)
      where s.id = (select t.id from sessions t where t.id = found_session.id
        for update skip locked);
  elsif found_key.id is not null
      and coalesce(found_key.last_used_at, '-infinity') < now() - interval '1 minute' then
    update api_keys k set last_used_at = now()
      where k.partner_id = found_key.partner_id
        and k.id = (select t.id from api_keys t
          where t.partner_id = found_key.partner_id and t.id = found_key.id
          for update skip locked);
  end if;

  user_id := person.id;
  partner_id := works_in;
  session_id := found_session.id;
  api_key_id := found_key.id;
  role := person.role;
  username := person.username;
  language := person.language;
  must_change_password := person.must_change_password;
  is_acting := person.role = 'superadmin' and works_in is not null;
  csrf_token_hash := found_session.csrf_token_hash;
  permissions := array_to_string(found_key.permissions, ',');
  if person.role = 'payer_admin' then
    payer_scope := (select coalesce(array_agg(s.payer_id), '{}')::text from user_scopes s
      where s.partner_id = person.partner_id and s.user_id = person.id and s.payer_id is not null);
  elsif person.role = 'customer' then
    billing_group_scope := (select coalesce(array_agg(s.billing_group_id), '{}')::text
      from user_scopes s where s.partner_id = person.partner_id and s.user_id = person.id
        and s.billing_group_id is not null);
  end if;
  done := set_config('proforma.user_id', user_id::text, true);
  done := set_config('proforma.session_id', coalesce(session_id::text, ''), true);
  done := set_config('proforma.partner_id', coalesce(works_in::text, ''), true);
  done := set_config('proforma.payer_scope', coalesce(payer_scope, ''), true);
  done := set_config('proforma.billing_group_scope', coalesce(billing_group_scope, ''), true);
  if is_acting and (found_session.acted_on is distinct from (now() at time zone 'UTC')::date
      or works_in <> all (found_session.acted_as)) then
    perform record_acting(session_id, works_in, user_id, username);
  end if;
  return next;
end
$$;

--
-- Name: billing_group_scope(); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.billing_group_scope() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('proforma.billing_group_scope', true), '')::uuid[] $$;

--
-- Name: charge_partition(date); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.charge_partition(the_period date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'proforma', 'pg_temp'
    AS $$
declare
  first_day date := date_trunc('month', the_period)::date;
  name text := 'charge_series_' || to_char(first_day, 'YYYY_MM');
begin
  if to_regclass(format('proforma.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtext('proforma.charge_partition'));
    if to_regclass(format('proforma.%I', name)) is null then
      execute format('create table %I partition of charge_series for values from (%L) to (%L)
        with (toast_tuple_target = 8160)',
        name, first_day, (first_day + interval '1 month')::date);
      execute format('revoke all on %I from public', name);
      execute format('grant insert on %I to proforma_ingest', name);
    end if;
  end if;
  return name;
end
$$;

--
-- Name: charge_rollups; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.charge_rollups (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    account_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    is_free boolean NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    quantity numeric(38,12) NOT NULL,
    unblended numeric(38,12) NOT NULL,
    cost numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    public_base numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL,
    net_amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.charge_rollups FORCE ROW LEVEL SECURITY;

--
-- Name: pack_rollup(proforma.charge_rollups); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.pack_rollup(r proforma.charge_rollups) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: payer_scope(); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.payer_scope() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('proforma.payer_scope', true), '')::uuid[] $$;

--
-- Name: plan_rules(uuid, uuid); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.plan_rules(the_partner_id uuid, the_pricing_plan_id uuid) RETURNS json
    LANGUAGE sql STABLE
    AS $$
    select coalesce(json_agg(json_build_object(
        'id', id, 'scope', scope, 'type', type, 'percent', trim_scale(percent)::text,
        'unit_price', trim_scale(unit_price)::text, 'service', service,
        'usage_type', usage_type, 'operation', operation, 'billing_entity', billing_entity,
        'from', from_day, 'to', to_day) order by id), '[]')
    from pricing_rules
    where partner_id = the_partner_id and pricing_plan_id = the_pricing_plan_id
  $$;

--
-- Name: record_acting(uuid, uuid, uuid, text); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.record_acting(the_session uuid, the_partner uuid, actor_id uuid, actor text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'proforma', 'pg_temp'
    SET lock_timeout TO '250ms'
    AS $$
declare
  today date := (now() at time zone 'UTC')::date;
begin
  update sessions s
    set acted_on = today,
      acted_as = case when s.acted_on = today then s.acted_as else '{}' end || the_partner
    where s.id = the_session
      and (s.acted_on is distinct from today or the_partner <> all (s.acted_as));
  if found then
    perform audit_append(now(), actor_id, actor, 'partner.act', 'partner', the_partner::text, null,
      null, '');
  end if;
end
$$;

--
-- Name: signed_in_session(); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.signed_in_session() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('proforma.session_id', true), '')::uuid $$;

--
-- Name: signed_in_user(); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.signed_in_user() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('proforma.user_id', true), '')::uuid $$;

--
-- Name: tenant(); Type: FUNCTION; Schema: proforma; Owner: -
--

CREATE FUNCTION proforma.tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('proforma.partner_id', true), '')::uuid $$;

--
-- Name: account_cubes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.account_cubes (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    account_id bigint NOT NULL,
    kind proforma.charge_kind NOT NULL,
    unblended numeric(38,12) NOT NULL,
    cost numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL,
    net_amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.account_cubes FORCE ROW LEVEL SECURITY;

--
-- Name: account_day_series; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.account_day_series (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    account_id bigint NOT NULL,
    kind proforma.charge_kind NOT NULL,
    days date[] NOT NULL,
    unblended numeric(38,12)[] NOT NULL,
    cost numeric(38,12)[],
    public_on_demand_cost numeric(38,12)[],
    amortized numeric(38,12)[],
    net_amortized numeric(38,12)[]
)
WITH (toast_tuple_target='8160');

ALTER TABLE ONLY proforma.account_day_series FORCE ROW LEVEL SECURITY;

--
-- Name: account_day_cubes; Type: VIEW; Schema: proforma; Owner: -
--

CREATE VIEW proforma.account_day_cubes WITH (security_invoker='true') AS
 SELECT s.partner_id,
    s.drop_id,
    s.account_id,
    s.kind,
    c.day,
    c.unblended,
    COALESCE(c.cost, c.unblended) AS cost,
    COALESCE(c.public_on_demand_cost, c.unblended) AS public_on_demand_cost,
    COALESCE(c.amortized, c.unblended) AS amortized,
    COALESCE(c.net_amortized, c.cost, c.unblended) AS net_amortized
   FROM (proforma.account_day_series s
     CROSS JOIN LATERAL UNNEST(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized) c(day, unblended, cost, public_on_demand_cost, amortized, net_amortized));

--
-- Name: account_service_cubes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.account_service_cubes (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    service text NOT NULL,
    account_id bigint NOT NULL,
    region text NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    unblended numeric(38,12) NOT NULL,
    cost numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL,
    net_amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.account_service_cubes FORCE ROW LEVEL SECURITY;

--
-- Name: accounts; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.accounts (
    partner_id uuid NOT NULL,
    id bigint NOT NULL,
    payer_id uuid NOT NULL,
    provider text NOT NULL,
    external_id text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    first_seen_period date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_accounts_external_id CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
    CONSTRAINT check_accounts_state CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);

ALTER TABLE ONLY proforma.accounts FORCE ROW LEVEL SECURITY;

--
-- Name: accounts_id_seq; Type: SEQUENCE; Schema: proforma; Owner: -
--

ALTER TABLE proforma.accounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME proforma.accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: api_keys; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.api_keys (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    token_hash bytea NOT NULL,
    permissions text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT check_api_keys_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY proforma.api_keys FORCE ROW LEVEL SECURITY;

--
-- Name: assignments; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.assignments (
    partner_id uuid NOT NULL,
    billing_group_id uuid NOT NULL,
    account_id bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    CONSTRAINT check_assignments_days CHECK (((ends_on IS NULL) OR (starts_on < ends_on)))
);

ALTER TABLE ONLY proforma.assignments FORCE ROW LEVEL SECURITY;

--
-- Name: audit_heads; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.audit_heads (
    partner_id uuid NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY proforma.audit_heads FORCE ROW LEVEL SECURITY;

--
-- Name: billing_groups; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.billing_groups (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    pricing_plan_id uuid,
    currency text NOT NULL,
    bill_to jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_billing_groups_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT check_billing_groups_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY proforma.billing_groups FORCE ROW LEVEL SECURITY;

--
-- Name: charge_details; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.charge_details (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    period date NOT NULL,
    account_id bigint NOT NULL,
    number integer NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    details integer NOT NULL,
    block bytea NOT NULL
);
ALTER TABLE ONLY proforma.charge_details ALTER COLUMN block SET STORAGE EXTERNAL;

ALTER TABLE ONLY proforma.charge_details FORCE ROW LEVEL SECURITY;

--
-- Name: charge_series; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.charge_series (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    period date NOT NULL,
    account_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    is_free boolean NOT NULL,
    invoice_id bigint,
    commitment_id bigint,
    days date[] NOT NULL,
    quantity numeric(38,12)[] NOT NULL,
    unblended numeric(38,12)[] NOT NULL,
    cost numeric(38,12)[],
    public_on_demand_cost numeric(38,12)[],
    public_base numeric(38,12)[],
    amortized numeric(38,12)[],
    net_amortized numeric(38,12)[]
)
PARTITION BY RANGE (period);

ALTER TABLE ONLY proforma.charge_series FORCE ROW LEVEL SECURITY;

--
-- Name: charge_texts; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.charge_texts (
    partner_id uuid NOT NULL,
    id bigint NOT NULL,
    dimension text NOT NULL,
    value text NOT NULL,
    value_hash bytea GENERATED ALWAYS AS (sha256((replace(value, '\'::text, '\\'::text))::bytea)) STORED NOT NULL,
    CONSTRAINT check_charge_texts_dimension CHECK ((dimension = ANY (ARRAY['invoice'::text, 'commitment'::text])))
);

ALTER TABLE ONLY proforma.charge_texts FORCE ROW LEVEL SECURITY;

--
-- Name: charge_texts_id_seq; Type: SEQUENCE; Schema: proforma; Owner: -
--

ALTER TABLE proforma.charge_texts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME proforma.charge_texts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: charges; Type: VIEW; Schema: proforma; Owner: -
--

CREATE VIEW proforma.charges WITH (security_invoker='true') AS
 SELECT s.partner_id,
    s.drop_id,
    s.period,
    s.account_id,
    c.day,
    s.sku_id,
    s.line_item_type,
    s.kind,
    s.is_free,
    s.invoice_id,
    s.commitment_id,
    c.quantity,
    c.unblended,
    COALESCE(c.cost, c.unblended) AS cost,
    COALESCE(c.public_on_demand_cost, c.unblended) AS public_on_demand_cost,
    COALESCE(c.public_base, c.public_on_demand_cost, c.unblended) AS public_base,
    COALESCE(c.amortized, c.unblended) AS amortized,
    COALESCE(c.net_amortized, c.cost, c.unblended) AS net_amortized
   FROM (proforma.charge_series s
     CROSS JOIN LATERAL UNNEST(s.days, s.quantity, s.unblended, s.cost, s.public_on_demand_cost, s.public_base, s.amortized, s.net_amortized) c(day, quantity, unblended, cost, public_on_demand_cost, public_base, amortized, net_amortized));

--
-- Name: commitment_cubes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.commitment_cubes (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    account_id bigint NOT NULL,
    commitment_id bigint NOT NULL,
    line_item_type text NOT NULL,
    unblended numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.commitment_cubes FORCE ROW LEVEL SECURITY;

--
-- Name: custom_charges; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.custom_charges (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    billing_group_id uuid NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    amount numeric(38,12),
    percent numeric(20,6),
    include_flat boolean DEFAULT false NOT NULL,
    filters jsonb,
    from_period date NOT NULL,
    to_period date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_custom_charges_amount CHECK (((amount >= (0)::numeric) AND (amount <= (1000000000)::numeric))),
    CONSTRAINT check_custom_charges_flat CHECK (((percent IS NOT NULL) OR (NOT (include_flat OR (filters IS NOT NULL))))),
    CONSTRAINT check_custom_charges_kind CHECK ((kind = ANY (ARRAY['fee'::text, 'credit'::text]))),
    CONSTRAINT check_custom_charges_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT check_custom_charges_one CHECK ((num_nonnulls(amount, percent) = 1)),
    CONSTRAINT check_custom_charges_percent CHECK (((percent >= (0)::numeric) AND (percent <= (10000)::numeric))),
    CONSTRAINT check_custom_charges_periods CHECK (((to_period IS NULL) OR (from_period < to_period)))
);

ALTER TABLE ONLY proforma.custom_charges FORCE ROW LEVEL SECURITY;

--
-- Name: drops; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.drops (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    payer_id uuid NOT NULL,
    source text NOT NULL,
    period date NOT NULL,
    version integer NOT NULL,
    state text DEFAULT 'current'::text NOT NULL,
    fingerprint bytea NOT NULL,
    currency text NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    skipped_rows bigint DEFAULT 0 NOT NULL,
    charges bigint DEFAULT 0 NOT NULL,
    cost numeric(38,12) DEFAULT 0 NOT NULL,
    source_cost numeric(38,12) DEFAULT 0 NOT NULL,
    public_on_demand_cost numeric(38,12) DEFAULT 0 NOT NULL,
    rounded_values bigint DEFAULT 0 NOT NULL,
    unknown_types text[] DEFAULT '{}'::text[] NOT NULL,
    reconciled boolean DEFAULT false NOT NULL,
    first_day date,
    last_day date,
    detail_from date,
    seconds numeric(12,3) DEFAULT 0 NOT NULL,
    files jsonb DEFAULT '[]'::jsonb NOT NULL,
    by_charge_type jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    superseded_at timestamp with time zone,
    CONSTRAINT check_drops_current CHECK (((state <> 'current'::text) OR reconciled)),
    CONSTRAINT check_drops_period CHECK ((period = (date_trunc('month'::text, (period)::timestamp with time zone))::date)),
    CONSTRAINT check_drops_source CHECK ((source ~ '^[a-z0-9][a-z0-9_.-]{0,62}$'::text)),
    CONSTRAINT check_drops_state CHECK ((state = ANY (ARRAY['current'::text, 'superseded'::text])))
);

ALTER TABLE ONLY proforma.drops FORCE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.idempotency_keys (
    partner_id uuid NOT NULL,
    user_id uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_idempotency_keys_key_length CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);

ALTER TABLE ONLY proforma.idempotency_keys FORCE ROW LEVEL SECURITY;

--
-- Name: jobs; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.jobs (
    partner_id uuid,
    id uuid NOT NULL,
    kind text NOT NULL,
    key text,
    payload jsonb NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    attempts_max integer NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    lease_until timestamp with time zone,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    result jsonb,
    error jsonb,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT check_jobs_state CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE ONLY proforma.jobs FORCE ROW LEVEL SECURITY;

--
-- Name: migrations; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.migrations (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: partners; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.partners (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    currency text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_partners_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT check_partners_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT check_partners_slug CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text)),
    CONSTRAINT check_partners_state CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text])))
);

ALTER TABLE ONLY proforma.partners FORCE ROW LEVEL SECURITY;

--
-- Name: payers; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.payers (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    provider text NOT NULL,
    external_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_payers_external_id CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
    CONSTRAINT check_payers_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT check_payers_provider CHECK ((provider = ANY (ARRAY['aws'::text, 'alibaba'::text, 'anycost'::text, 'focus'::text])))
);

ALTER TABLE ONLY proforma.payers FORCE ROW LEVEL SECURITY;

--
-- Name: pricing_plans; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.pricing_plans (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    basis text DEFAULT 'public_on_demand'::text NOT NULL,
    free_tier boolean DEFAULT true NOT NULL,
    pass_through text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_pricing_plans_basis CHECK ((basis = ANY (ARRAY['public_on_demand'::text, 'unblended'::text, 'net_unblended'::text, 'amortized'::text, 'net_amortized'::text]))),
    CONSTRAINT check_pricing_plans_commitment_fee CHECK (((basis <> ALL (ARRAY['amortized'::text, 'net_amortized'::text])) OR (NOT ('commitment_fee'::text = ANY (pass_through))))),
    CONSTRAINT check_pricing_plans_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT check_pricing_plans_pass_through CHECK ((pass_through <@ ARRAY['tax'::text, 'credit'::text, 'refund'::text, 'support'::text, 'discount'::text, 'commitment_fee'::text, 'marketplace'::text]))
);

ALTER TABLE ONLY proforma.pricing_plans FORCE ROW LEVEL SECURITY;

--
-- Name: pricing_rules; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.pricing_rules (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    pricing_plan_id uuid NOT NULL,
    scope text NOT NULL,
    type text NOT NULL,
    percent numeric(20,6),
    unit_price numeric(38,12),
    service text,
    usage_type text,
    operation text,
    billing_entity text,
    from_day date,
    to_day date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT check_pricing_rules_days CHECK ((from_day < to_day)),
    CONSTRAINT check_pricing_rules_scope CHECK (
CASE scope
    WHEN 'global'::text THEN (num_nonnulls(service, usage_type, operation, billing_entity) = 0)
    WHEN 'billing_entity'::text THEN ((billing_entity IS NOT NULL) AND (num_nonnulls(service, usage_type, operation) = 0))
    WHEN 'service'::text THEN ((service IS NOT NULL) AND (num_nonnulls(usage_type, operation, billing_entity) = 0))
    WHEN 'sku'::text THEN ((service IS NOT NULL) AND (usage_type IS NOT NULL) AND (billing_entity IS NULL))
    ELSE false
END),
    CONSTRAINT check_pricing_rules_type CHECK (
CASE type
    WHEN 'markup'::text THEN ((percent IS NOT NULL) AND (unit_price IS NULL) AND (percent >= (0)::numeric) AND (percent <= (10000)::numeric))
    WHEN 'discount'::text THEN ((percent IS NOT NULL) AND (unit_price IS NULL) AND ((percent >= (0)::numeric) AND (percent <= (100)::numeric)))
    WHEN 'fixed'::text THEN ((unit_price IS NOT NULL) AND (percent IS NULL) AND (scope = 'sku'::text) AND ((unit_price >= (0)::numeric) AND (unit_price <= (1000000000)::numeric)))
    ELSE false
END)
);

ALTER TABLE ONLY proforma.pricing_rules FORCE ROW LEVEL SECURITY;

--
-- Name: rollup_blocks; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.rollup_blocks (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    account_id bigint NOT NULL,
    rollups integer NOT NULL,
    block bytea NOT NULL
);
ALTER TABLE ONLY proforma.rollup_blocks ALTER COLUMN block SET STORAGE EXTERNAL;

ALTER TABLE ONLY proforma.rollup_blocks FORCE ROW LEVEL SECURITY;

--
-- Name: service_cubes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.service_cubes (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    service text NOT NULL,
    region text NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    unblended numeric(38,12) NOT NULL,
    cost numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL,
    net_amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.service_cubes FORCE ROW LEVEL SECURITY;

--
-- Name: service_day_series; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.service_day_series (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    service text NOT NULL,
    region text NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    days date[] NOT NULL,
    unblended numeric(38,12)[] NOT NULL,
    cost numeric(38,12)[],
    public_on_demand_cost numeric(38,12)[],
    amortized numeric(38,12)[],
    net_amortized numeric(38,12)[]
)
WITH (toast_tuple_target='8160');

ALTER TABLE ONLY proforma.service_day_series FORCE ROW LEVEL SECURITY;

--
-- Name: service_day_cubes; Type: VIEW; Schema: proforma; Owner: -
--

CREATE VIEW proforma.service_day_cubes WITH (security_invoker='true') AS
 SELECT s.partner_id,
    s.drop_id,
    s.service,
    s.region,
    s.line_item_type,
    s.kind,
    c.day,
    c.unblended,
    COALESCE(c.cost, c.unblended) AS cost,
    COALESCE(c.public_on_demand_cost, c.unblended) AS public_on_demand_cost,
    COALESCE(c.amortized, c.unblended) AS amortized,
    COALESCE(c.net_amortized, c.cost, c.unblended) AS net_amortized
   FROM (proforma.service_day_series s
     CROSS JOIN LATERAL UNNEST(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized) c(day, unblended, cost, public_on_demand_cost, amortized, net_amortized));

--
-- Name: sessions; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.sessions (
    partner_id uuid,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    csrf_token_hash text NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    acted_on date,
    acted_as uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT check_sessions_expires_at CHECK ((expires_at > last_seen_at))
);

ALTER TABLE ONLY proforma.sessions FORCE ROW LEVEL SECURITY;

--
-- Name: sku_cubes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.sku_cubes (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    sku_id bigint NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    unblended numeric(38,12) NOT NULL,
    cost numeric(38,12) NOT NULL,
    public_on_demand_cost numeric(38,12) NOT NULL,
    amortized numeric(38,12) NOT NULL,
    net_amortized numeric(38,12) NOT NULL
);

ALTER TABLE ONLY proforma.sku_cubes FORCE ROW LEVEL SECURITY;

--
-- Name: sku_day_series; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.sku_day_series (
    partner_id uuid NOT NULL,
    drop_id uuid NOT NULL,
    sku_id bigint NOT NULL,
    line_item_type text NOT NULL,
    kind proforma.charge_kind NOT NULL,
    days date[] NOT NULL,
    unblended numeric(38,12)[] NOT NULL,
    cost numeric(38,12)[],
    public_on_demand_cost numeric(38,12)[],
    amortized numeric(38,12)[],
    net_amortized numeric(38,12)[]
)
WITH (toast_tuple_target='8160');

ALTER TABLE ONLY proforma.sku_day_series FORCE ROW LEVEL SECURITY;

--
-- Name: sku_day_cubes; Type: VIEW; Schema: proforma; Owner: -
--

CREATE VIEW proforma.sku_day_cubes WITH (security_invoker='true') AS
 SELECT s.partner_id,
    s.drop_id,
    s.sku_id,
    s.line_item_type,
    s.kind,
    c.day,
    c.unblended,
    COALESCE(c.cost, c.unblended) AS cost,
    COALESCE(c.public_on_demand_cost, c.unblended) AS public_on_demand_cost,
    COALESCE(c.amortized, c.unblended) AS amortized,
    COALESCE(c.net_amortized, c.cost, c.unblended) AS net_amortized
   FROM (proforma.sku_day_series s
     CROSS JOIN LATERAL UNNEST(s.days, s.unblended, s.cost, s.public_on_demand_cost, s.amortized, s.net_amortized) c(day, unblended, cost, public_on_demand_cost, amortized, net_amortized));

--
-- Name: skus; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.skus (
    partner_id uuid NOT NULL,
    id bigint NOT NULL,
    service text NOT NULL,
    usage_type text NOT NULL,
    operation text NOT NULL,
    region text NOT NULL,
    billing_entity text NOT NULL,
    unit text NOT NULL
);

ALTER TABLE ONLY proforma.skus FORCE ROW LEVEL SECURITY;

--
-- Name: skus_id_seq; Type: SEQUENCE; Schema: proforma; Owner: -
--

ALTER TABLE proforma.skus ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME proforma.skus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: user_scopes; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.user_scopes (
    partner_id uuid NOT NULL,
    user_id uuid NOT NULL,
    payer_id uuid,
    billing_group_id uuid,
    CONSTRAINT check_user_scopes_one CHECK (((payer_id IS NULL) <> (billing_group_id IS NULL)))
);

ALTER TABLE ONLY proforma.user_scopes FORCE ROW LEVEL SECURITY;

--
-- Name: users; Type: TABLE; Schema: proforma; Owner: -
--

CREATE TABLE proforma.users (
    partner_id uuid,
    id uuid NOT NULL,
    username text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL,
    language text DEFAULT 'zh-CN'::text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    must_change_password boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    last_sign_in_at timestamp with time zone,
    CONSTRAINT check_users_language CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
    CONSTRAINT check_users_partner CHECK (((role = 'superadmin'::text) = (partner_id IS NULL))),
    CONSTRAINT check_users_role CHECK ((role = ANY (ARRAY['superadmin'::text, 'partner_admin'::text, 'payer_admin'::text, 'finance'::text, 'auditor'::text, 'customer'::text]))),
    CONSTRAINT check_users_state CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text]))),
    CONSTRAINT check_users_username CHECK ((username ~ '^[^[:space:][:cntrl:]]{1,100}$'::text))
);

ALTER TABLE ONLY proforma.users FORCE ROW LEVEL SECURITY;

--
-- Name: assignments excl_assignments_overlap; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.assignments
    ADD CONSTRAINT excl_assignments_overlap EXCLUDE USING gist (partner_id WITH =, account_id WITH =, daterange(starts_on, ends_on) WITH &&);

--
-- Name: pricing_rules excl_pricing_rules_overlap; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_rules
    ADD CONSTRAINT excl_pricing_rules_overlap EXCLUDE USING gist (partner_id WITH =, pricing_plan_id WITH =, scope WITH =, COALESCE(service, ''::text) WITH =, COALESCE(usage_type, ''::text) WITH =, COALESCE(operation, ''::text) WITH =, COALESCE(billing_entity, ''::text) WITH =, daterange(from_day, to_day) WITH &&);

--
-- Name: accounts pk_accounts; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (partner_id, id);

--
-- Name: api_keys pk_api_keys; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.api_keys
    ADD CONSTRAINT pk_api_keys PRIMARY KEY (partner_id, id);

--
-- Name: assignments pk_assignments; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.assignments
    ADD CONSTRAINT pk_assignments PRIMARY KEY (partner_id, billing_group_id, account_id, starts_on);

--
-- Name: audit_entries pk_audit_entries; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.audit_entries
    ADD CONSTRAINT pk_audit_entries PRIMARY KEY (partner_id, seq);

--
-- Name: audit_heads pk_audit_heads; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.audit_heads
    ADD CONSTRAINT pk_audit_heads PRIMARY KEY (partner_id);

--
-- Name: billing_groups pk_billing_groups; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.billing_groups
    ADD CONSTRAINT pk_billing_groups PRIMARY KEY (partner_id, id);

--
-- Name: charge_details pk_charge_details; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.charge_details
    ADD CONSTRAINT pk_charge_details PRIMARY KEY (partner_id, drop_id, account_id, number);

--
-- Name: charge_rollups pk_charge_rollups; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.charge_rollups
    ADD CONSTRAINT pk_charge_rollups PRIMARY KEY (partner_id, drop_id, account_id, sku_id, line_item_type, kind, is_free);

--
-- Name: charge_texts pk_charge_texts; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.charge_texts
    ADD CONSTRAINT pk_charge_texts PRIMARY KEY (partner_id, id);

--
-- Name: commitment_cubes pk_commitment_cubes; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.commitment_cubes
    ADD CONSTRAINT pk_commitment_cubes PRIMARY KEY (partner_id, drop_id, account_id, commitment_id, line_item_type);

--
-- Name: custom_charges pk_custom_charges; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.custom_charges
    ADD CONSTRAINT pk_custom_charges PRIMARY KEY (partner_id, id);

--
-- Name: drops pk_drops; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.drops
    ADD CONSTRAINT pk_drops PRIMARY KEY (partner_id, id);

--
-- Name: idempotency_keys pk_idempotency_keys; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.idempotency_keys
    ADD CONSTRAINT pk_idempotency_keys PRIMARY KEY (partner_id, user_id, key);

--
-- Name: jobs pk_jobs; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.jobs
    ADD CONSTRAINT pk_jobs PRIMARY KEY (id);

--
-- Name: migrations pk_migrations; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.migrations
    ADD CONSTRAINT pk_migrations PRIMARY KEY (name);

--
-- Name: partners pk_partners; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.partners
    ADD CONSTRAINT pk_partners PRIMARY KEY (id);

--
-- Name: payers pk_payers; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.payers
    ADD CONSTRAINT pk_payers PRIMARY KEY (partner_id, id);

--
-- Name: pricing_plans pk_pricing_plans; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_plans
    ADD CONSTRAINT pk_pricing_plans PRIMARY KEY (partner_id, id);

--
-- Name: pricing_rules pk_pricing_rules; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_rules
    ADD CONSTRAINT pk_pricing_rules PRIMARY KEY (partner_id, id);

--
-- Name: rollup_blocks pk_rollup_blocks; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.rollup_blocks
    ADD CONSTRAINT pk_rollup_blocks PRIMARY KEY (partner_id, drop_id, account_id);

--
-- Name: sessions pk_sessions; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (id);

--
-- Name: skus pk_skus; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.skus
    ADD CONSTRAINT pk_skus PRIMARY KEY (partner_id, id);

--
-- Name: users pk_users; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);

--
-- Name: accounts unique_accounts_external_id; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.accounts
    ADD CONSTRAINT unique_accounts_external_id UNIQUE (partner_id, provider, external_id);

--
-- Name: api_keys unique_api_keys_token_hash; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.api_keys
    ADD CONSTRAINT unique_api_keys_token_hash UNIQUE (token_hash);

--
-- Name: billing_groups unique_billing_groups_name; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.billing_groups
    ADD CONSTRAINT unique_billing_groups_name UNIQUE (partner_id, name);

--
-- Name: charge_texts unique_charge_texts; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.charge_texts
    ADD CONSTRAINT unique_charge_texts UNIQUE (partner_id, dimension, value_hash);

--
-- Name: drops unique_drops_version; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.drops
    ADD CONSTRAINT unique_drops_version UNIQUE (partner_id, payer_id, source, period, version);

--
-- Name: partners unique_partners_slug; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.partners
    ADD CONSTRAINT unique_partners_slug UNIQUE (slug);

--
-- Name: payers unique_payers_external_id; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.payers
    ADD CONSTRAINT unique_payers_external_id UNIQUE (partner_id, provider, external_id);

--
-- Name: pricing_plans unique_pricing_plans_name; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_plans
    ADD CONSTRAINT unique_pricing_plans_name UNIQUE (partner_id, name);

--
-- Name: sessions unique_sessions_token_hash; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.sessions
    ADD CONSTRAINT unique_sessions_token_hash UNIQUE (token_hash);

--
-- Name: skus unique_skus; Type: CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.skus
    ADD CONSTRAINT unique_skus UNIQUE (partner_id, service, usage_type, operation, region, billing_entity, unit);

--
-- Name: index_account_cubes_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_account_cubes_drop ON proforma.account_cubes USING btree (partner_id, drop_id, account_id);

--
-- Name: index_account_day_series_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_account_day_series_drop ON proforma.account_day_series USING btree (partner_id, drop_id, account_id);

--
-- Name: index_account_service_cubes_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_account_service_cubes_drop ON proforma.account_service_cubes USING btree (partner_id, drop_id, service);

--
-- Name: index_accounts_payer; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_accounts_payer ON proforma.accounts USING btree (partner_id, payer_id);

--
-- Name: index_api_keys_user_id; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_api_keys_user_id ON proforma.api_keys USING btree (partner_id, user_id);

--
-- Name: index_assignments_account; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_assignments_account ON proforma.assignments USING btree (partner_id, account_id);

--
-- Name: index_audit_entries_actor; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_audit_entries_actor ON proforma.audit_entries USING btree (partner_id, lower(actor), seq);

--
-- Name: index_audit_entries_at; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_audit_entries_at ON proforma.audit_entries USING btree (partner_id, at);

--
-- Name: index_audit_entries_entity; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_audit_entries_entity ON proforma.audit_entries USING btree (partner_id, entity, entity_id, seq);

--
-- Name: index_billing_groups_plan; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_billing_groups_plan ON proforma.billing_groups USING btree (partner_id, pricing_plan_id);

--
-- Name: index_charge_series_drop_account; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_charge_series_drop_account ON ONLY proforma.charge_series USING btree (partner_id, drop_id, account_id);

--
-- Name: index_custom_charges_group; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_custom_charges_group ON proforma.custom_charges USING btree (partner_id, billing_group_id);

--
-- Name: index_drops_period; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_drops_period ON proforma.drops USING btree (partner_id, period) WHERE (state = 'current'::text);

--
-- Name: index_idempotency_keys_age; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_idempotency_keys_age ON proforma.idempotency_keys USING btree (partner_id, created_at);

--
-- Name: index_jobs_due; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_jobs_due ON proforma.jobs USING btree (run_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

--
-- Name: index_jobs_partner; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_jobs_partner ON proforma.jobs USING btree (partner_id, id DESC);

--
-- Name: index_pricing_rules_plan; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_pricing_rules_plan ON proforma.pricing_rules USING btree (partner_id, pricing_plan_id);

--
-- Name: index_service_cubes_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_service_cubes_drop ON proforma.service_cubes USING btree (partner_id, drop_id);

--
-- Name: index_service_day_series_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_service_day_series_drop ON proforma.service_day_series USING btree (partner_id, drop_id);

--
-- Name: index_sessions_expires_at; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_sessions_expires_at ON proforma.sessions USING btree (expires_at);

--
-- Name: index_sessions_user_id; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_sessions_user_id ON proforma.sessions USING btree (user_id);

--
-- Name: index_sku_cubes_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_sku_cubes_drop ON proforma.sku_cubes USING btree (partner_id, drop_id, sku_id);

--
-- Name: index_sku_day_series_drop; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_sku_day_series_drop ON proforma.sku_day_series USING btree (partner_id, drop_id, sku_id);

--
-- Name: index_user_scopes_billing_group_id; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_user_scopes_billing_group_id ON proforma.user_scopes USING btree (partner_id, billing_group_id) WHERE (billing_group_id IS NOT NULL);

--
-- Name: index_user_scopes_payer_id; Type: INDEX; Schema: proforma; Owner: -
--

CREATE INDEX index_user_scopes_payer_id ON proforma.user_scopes USING btree (partner_id, payer_id) WHERE (payer_id IS NOT NULL);

--
-- Name: unique_drops_current; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_drops_current ON proforma.drops USING btree (partner_id, payer_id, source, period) WHERE (state = 'current'::text);

--
-- Name: unique_jobs_key; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_jobs_key ON proforma.jobs USING btree (COALESCE(partner_id, '00000000-0000-0000-0000-000000000000'::uuid), kind, key) WHERE ((key IS NOT NULL) AND (state = ANY (ARRAY['queued'::text, 'running'::text])));

--
-- Name: unique_user_scopes_billing_group; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_user_scopes_billing_group ON proforma.user_scopes USING btree (partner_id, user_id, billing_group_id) WHERE (billing_group_id IS NOT NULL);

--
-- Name: unique_user_scopes_payer; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_user_scopes_payer ON proforma.user_scopes USING btree (partner_id, user_id, payer_id) WHERE (payer_id IS NOT NULL);

--
-- Name: unique_users_partner_id; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_users_partner_id ON proforma.users USING btree (partner_id, id);

--
-- Name: unique_users_username; Type: INDEX; Schema: proforma; Owner: -
--

CREATE UNIQUE INDEX unique_users_username ON proforma.users USING btree (lower(username));

--
-- Name: accounts fk_accounts_payer_id_payers; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.accounts
    ADD CONSTRAINT fk_accounts_payer_id_payers FOREIGN KEY (partner_id, payer_id) REFERENCES proforma.payers(partner_id, id);

--
-- Name: api_keys fk_api_keys_user_id_users; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.api_keys
    ADD CONSTRAINT fk_api_keys_user_id_users FOREIGN KEY (partner_id, user_id) REFERENCES proforma.users(partner_id, id) ON DELETE CASCADE;

--
-- Name: assignments fk_assignments_account_id_accounts; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.assignments
    ADD CONSTRAINT fk_assignments_account_id_accounts FOREIGN KEY (partner_id, account_id) REFERENCES proforma.accounts(partner_id, id);

--
-- Name: assignments fk_assignments_billing_group_id_billing_groups; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.assignments
    ADD CONSTRAINT fk_assignments_billing_group_id_billing_groups FOREIGN KEY (partner_id, billing_group_id) REFERENCES proforma.billing_groups(partner_id, id) ON DELETE CASCADE;

--
-- Name: billing_groups fk_billing_groups_partner_id_partners; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.billing_groups
    ADD CONSTRAINT fk_billing_groups_partner_id_partners FOREIGN KEY (partner_id) REFERENCES proforma.partners(id);

--
-- Name: billing_groups fk_billing_groups_pricing_plan_id_pricing_plans; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.billing_groups
    ADD CONSTRAINT fk_billing_groups_pricing_plan_id_pricing_plans FOREIGN KEY (partner_id, pricing_plan_id) REFERENCES proforma.pricing_plans(partner_id, id);

--
-- Name: custom_charges fk_custom_charges_billing_group_id_billing_groups; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.custom_charges
    ADD CONSTRAINT fk_custom_charges_billing_group_id_billing_groups FOREIGN KEY (partner_id, billing_group_id) REFERENCES proforma.billing_groups(partner_id, id) ON DELETE CASCADE;

--
-- Name: drops fk_drops_payer_id_payers; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.drops
    ADD CONSTRAINT fk_drops_payer_id_payers FOREIGN KEY (partner_id, payer_id) REFERENCES proforma.payers(partner_id, id);

--
-- Name: jobs fk_jobs_partner_id_partners; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.jobs
    ADD CONSTRAINT fk_jobs_partner_id_partners FOREIGN KEY (partner_id) REFERENCES proforma.partners(id);

--
-- Name: payers fk_payers_partner_id_partners; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.payers
    ADD CONSTRAINT fk_payers_partner_id_partners FOREIGN KEY (partner_id) REFERENCES proforma.partners(id);

--
-- Name: pricing_plans fk_pricing_plans_partner_id_partners; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_plans
    ADD CONSTRAINT fk_pricing_plans_partner_id_partners FOREIGN KEY (partner_id) REFERENCES proforma.partners(id);

--
-- Name: pricing_rules fk_pricing_rules_pricing_plan_id_pricing_plans; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.pricing_rules
    ADD CONSTRAINT fk_pricing_rules_pricing_plan_id_pricing_plans FOREIGN KEY (partner_id, pricing_plan_id) REFERENCES proforma.pricing_plans(partner_id, id) ON DELETE CASCADE;

--
-- Name: sessions fk_sessions_user_id_users; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.sessions
    ADD CONSTRAINT fk_sessions_user_id_users FOREIGN KEY (user_id) REFERENCES proforma.users(id) ON DELETE CASCADE;

--
-- Name: user_scopes fk_user_scopes_billing_group_id_billing_groups; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.user_scopes
    ADD CONSTRAINT fk_user_scopes_billing_group_id_billing_groups FOREIGN KEY (partner_id, billing_group_id) REFERENCES proforma.billing_groups(partner_id, id) ON DELETE CASCADE;

--
-- Name: user_scopes fk_user_scopes_payer_id_payers; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.user_scopes
    ADD CONSTRAINT fk_user_scopes_payer_id_payers FOREIGN KEY (partner_id, payer_id) REFERENCES proforma.payers(partner_id, id) ON DELETE CASCADE;

--
-- Name: user_scopes fk_user_scopes_user_id_users; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.user_scopes
    ADD CONSTRAINT fk_user_scopes_user_id_users FOREIGN KEY (partner_id, user_id) REFERENCES proforma.users(partner_id, id) ON DELETE CASCADE;

--
-- Name: users fk_users_partner_id_partners; Type: FK CONSTRAINT; Schema: proforma; Owner: -
--

ALTER TABLE ONLY proforma.users
    ADD CONSTRAINT fk_users_partner_id_partners FOREIGN KEY (partner_id) REFERENCES proforma.partners(id);

--
-- Name: account_cubes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.account_cubes ENABLE ROW LEVEL SECURITY;

--
-- Name: account_day_series; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.account_day_series ENABLE ROW LEVEL SECURITY;

--
-- Name: account_service_cubes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.account_service_cubes ENABLE ROW LEVEL SECURITY;

--
-- Name: accounts; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.api_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: assignments; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.assignments ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_entries audit; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY audit ON proforma.audit_entries TO proforma_audit USING (true) WITH CHECK (true);

--
-- Name: audit_heads audit; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY audit ON proforma.audit_heads TO proforma_audit USING (true) WITH CHECK (true);

--
-- Name: audit_entries; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.audit_entries ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_heads; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.audit_heads ENABLE ROW LEVEL SECURITY;

--
-- Name: billing_groups billing_group_scope; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY billing_group_scope ON proforma.billing_groups AS RESTRICTIVE TO proforma_app USING (((proforma.billing_group_scope() IS NULL) OR (id = ANY (proforma.billing_group_scope()))));

--
-- Name: billing_groups; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.billing_groups ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_details; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.charge_details ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_rollups; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.charge_rollups ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_series; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.charge_series ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_texts; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.charge_texts ENABLE ROW LEVEL SECURITY;

--
-- Name: commitment_cubes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.commitment_cubes ENABLE ROW LEVEL SECURITY;

--
-- Name: custom_charges; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.custom_charges ENABLE ROW LEVEL SECURITY;

--
-- Name: drops; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.drops ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: jobs; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.jobs ENABLE ROW LEVEL SECURITY;

--
-- Name: partners; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.partners ENABLE ROW LEVEL SECURITY;

--
-- Name: accounts payer_scope; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY payer_scope ON proforma.accounts AS RESTRICTIVE TO proforma_app USING (
CASE
    WHEN (proforma.payer_scope() IS NULL) THEN true
    ELSE (payer_id = ANY (proforma.payer_scope()))
END);

--
-- Name: drops payer_scope; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY payer_scope ON proforma.drops AS RESTRICTIVE TO proforma_app USING (
CASE
    WHEN (proforma.payer_scope() IS NULL) THEN true
    ELSE (payer_id = ANY (proforma.payer_scope()))
END);

--
-- Name: jobs payer_scope; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY payer_scope ON proforma.jobs AS RESTRICTIVE TO proforma_app USING (((proforma.payer_scope() IS NULL) OR (((payload ->> 'payer_id'::text))::uuid = ANY (proforma.payer_scope()))));

--
-- Name: payers payer_scope; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY payer_scope ON proforma.payers AS RESTRICTIVE TO proforma_app USING (
CASE
    WHEN (proforma.payer_scope() IS NULL) THEN true
    ELSE (id = ANY (proforma.payer_scope()))
END);

--
-- Name: payers; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.payers ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.api_keys TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: audit_entries platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.audit_entries FOR SELECT TO proforma_platform USING (true);

--
-- Name: audit_heads platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.audit_heads FOR SELECT TO proforma_platform USING (true);

--
-- Name: idempotency_keys platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.idempotency_keys TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: jobs platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.jobs TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: partners platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.partners TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: sessions platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.sessions TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: user_scopes platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.user_scopes TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: users platform; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY platform ON proforma.users TO proforma_platform USING (true) WITH CHECK (true);

--
-- Name: pricing_plans; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.pricing_plans ENABLE ROW LEVEL SECURITY;

--
-- Name: pricing_rules; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.pricing_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: rollup_blocks; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.rollup_blocks ENABLE ROW LEVEL SECURITY;

--
-- Name: service_cubes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.service_cubes ENABLE ROW LEVEL SECURITY;

--
-- Name: service_day_series; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.service_day_series ENABLE ROW LEVEL SECURITY;

--
-- Name: sessions; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: sku_cubes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.sku_cubes ENABLE ROW LEVEL SECURITY;

--
-- Name: sku_day_series; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.sku_day_series ENABLE ROW LEVEL SECURITY;

--
-- Name: skus; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.skus ENABLE ROW LEVEL SECURITY;

--
-- Name: account_cubes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.account_cubes TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: account_day_series tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.account_day_series TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: account_service_cubes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.account_service_cubes TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: accounts tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.accounts TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: api_keys tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.api_keys TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: assignments tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.assignments TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: audit_entries tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.audit_entries FOR SELECT TO proforma_app USING ((partner_id = proforma.tenant()));

--
-- Name: audit_heads tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.audit_heads FOR SELECT TO proforma_app USING ((partner_id = proforma.tenant()));

--
-- Name: billing_groups tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.billing_groups TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: charge_details tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.charge_details TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: charge_rollups tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.charge_rollups TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: charge_series tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.charge_series TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: charge_texts tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.charge_texts TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: commitment_cubes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.commitment_cubes TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: custom_charges tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.custom_charges TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: drops tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.drops TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: idempotency_keys tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.idempotency_keys TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: jobs tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.jobs TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: partners tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.partners TO proforma_app USING ((id = proforma.tenant())) WITH CHECK (false);

--
-- Name: payers tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.payers TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: pricing_plans tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.pricing_plans TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: pricing_rules tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.pricing_rules TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: rollup_blocks tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.rollup_blocks TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: service_cubes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.service_cubes TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: service_day_series tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.service_day_series TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: sessions tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.sessions TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: sku_cubes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.sku_cubes TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: sku_day_series tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.sku_day_series TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: skus tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.skus TO proforma_app, proforma_ingest USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: user_scopes tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.user_scopes TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: users tenant; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant ON proforma.users TO proforma_app USING ((partner_id = proforma.tenant())) WITH CHECK ((partner_id = proforma.tenant()));

--
-- Name: partners tenant_ingest; Type: POLICY; Schema: proforma; Owner: -
--

CREATE POLICY tenant_ingest ON proforma.partners TO proforma_ingest USING ((id = proforma.tenant()));

--
-- Name: user_scopes; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.user_scopes ENABLE ROW LEVEL SECURITY;

--
-- Name: users; Type: ROW SECURITY; Schema: proforma; Owner: -
--

ALTER TABLE proforma.users ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA proforma; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA proforma TO proforma_app;
GRANT USAGE ON SCHEMA proforma TO proforma_platform;
GRANT USAGE ON SCHEMA proforma TO proforma_ingest;
GRANT USAGE ON SCHEMA proforma TO proforma_audit;

--
-- Name: FUNCTION audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text); Type: ACL; Schema: proforma; Owner: -
--

REVOKE ALL ON FUNCTION proforma.audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION proforma.audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text) TO proforma_app;
GRANT ALL ON FUNCTION proforma.audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text) TO proforma_platform;
GRANT ALL ON FUNCTION proforma.audit_append(the_at timestamp with time zone, the_actor_id uuid, the_actor text, the_action text, the_entity text, the_entity_id text, the_before text, the_after text, the_request_id text) TO proforma_ingest;

--
-- Name: TABLE audit_entries; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.audit_entries TO proforma_app;
GRANT SELECT ON TABLE proforma.audit_entries TO proforma_platform;
GRANT SELECT,INSERT ON TABLE proforma.audit_entries TO proforma_audit;

--
-- Name: FUNCTION authenticate(the_token_hash bytea, acting_partner uuid); Type: ACL; Schema: proforma; Owner: -
--

REVOKE ALL ON FUNCTION proforma.authenticate(the_token_hash bytea, acting_partner uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION proforma.authenticate(the_token_hash bytea, acting_partner uuid) TO proforma_app;

--
-- Name: FUNCTION charge_partition(the_period date); Type: ACL; Schema: proforma; Owner: -
--

REVOKE ALL ON FUNCTION proforma.charge_partition(the_period date) FROM PUBLIC;
GRANT ALL ON FUNCTION proforma.charge_partition(the_period date) TO proforma_ingest;

--
-- Name: TABLE charge_rollups; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.charge_rollups TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.charge_rollups TO proforma_ingest;

--
-- Name: FUNCTION pack_rollup(r proforma.charge_rollups); Type: ACL; Schema: proforma; Owner: -
--

REVOKE ALL ON FUNCTION proforma.pack_rollup(r proforma.charge_rollups) FROM PUBLIC;
GRANT ALL ON FUNCTION proforma.pack_rollup(r proforma.charge_rollups) TO proforma_ingest;

--
-- Name: FUNCTION record_acting(the_session uuid, the_partner uuid, actor_id uuid, actor text); Type: ACL; Schema: proforma; Owner: -
--

REVOKE ALL ON FUNCTION proforma.record_acting(the_session uuid, the_partner uuid, actor_id uuid, actor text) FROM PUBLIC;

--
-- Name: TABLE account_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.account_cubes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.account_cubes TO proforma_ingest;

--
-- Name: TABLE account_day_series; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.account_day_series TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.account_day_series TO proforma_ingest;

--
-- Name: TABLE account_day_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.account_day_cubes TO proforma_app;
GRANT SELECT ON TABLE proforma.account_day_cubes TO proforma_ingest;

--
-- Name: TABLE account_service_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.account_service_cubes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.account_service_cubes TO proforma_ingest;

--
-- Name: TABLE accounts; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE proforma.accounts TO proforma_app;
GRANT SELECT,INSERT,UPDATE ON TABLE proforma.accounts TO proforma_ingest;

--
-- Name: TABLE api_keys; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE proforma.api_keys TO proforma_app;
GRANT SELECT,UPDATE ON TABLE proforma.api_keys TO proforma_platform;

--
-- Name: TABLE assignments; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.assignments TO proforma_app;

--
-- Name: TABLE audit_heads; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.audit_heads TO proforma_app;
GRANT SELECT ON TABLE proforma.audit_heads TO proforma_platform;
GRANT SELECT,INSERT,UPDATE ON TABLE proforma.audit_heads TO proforma_audit;

--
-- Name: TABLE billing_groups; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.billing_groups TO proforma_app;

--
-- Name: TABLE charge_details; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.charge_details TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.charge_details TO proforma_ingest;

--
-- Name: TABLE charge_series; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.charge_series TO proforma_app;
GRANT SELECT,DELETE ON TABLE proforma.charge_series TO proforma_ingest;

--
-- Name: TABLE charge_texts; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.charge_texts TO proforma_app;
GRANT SELECT,INSERT ON TABLE proforma.charge_texts TO proforma_ingest;

--
-- Name: TABLE charges; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.charges TO proforma_app;
GRANT SELECT ON TABLE proforma.charges TO proforma_ingest;

--
-- Name: TABLE commitment_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.commitment_cubes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.commitment_cubes TO proforma_ingest;

--
-- Name: TABLE custom_charges; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.custom_charges TO proforma_app;

--
-- Name: TABLE drops; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.drops TO proforma_app;
GRANT SELECT,INSERT,UPDATE ON TABLE proforma.drops TO proforma_ingest;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE proforma.idempotency_keys TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.idempotency_keys TO proforma_platform;

--
-- Name: TABLE jobs; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE proforma.jobs TO proforma_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.jobs TO proforma_platform;

--
-- Name: TABLE migrations; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.migrations TO proforma_app;
GRANT SELECT ON TABLE proforma.migrations TO proforma_platform;
GRANT SELECT ON TABLE proforma.migrations TO proforma_ingest;

--
-- Name: TABLE partners; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.partners TO proforma_app;
GRANT SELECT ON TABLE proforma.partners TO proforma_ingest;
GRANT SELECT,INSERT,UPDATE ON TABLE proforma.partners TO proforma_platform;

--
-- Name: TABLE payers; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.payers TO proforma_app;
GRANT SELECT ON TABLE proforma.payers TO proforma_ingest;

--
-- Name: TABLE pricing_plans; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.pricing_plans TO proforma_app;

--
-- Name: TABLE pricing_rules; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.pricing_rules TO proforma_app;

--
-- Name: TABLE rollup_blocks; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.rollup_blocks TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.rollup_blocks TO proforma_ingest;

--
-- Name: TABLE service_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.service_cubes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.service_cubes TO proforma_ingest;

--
-- Name: TABLE service_day_series; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.service_day_series TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.service_day_series TO proforma_ingest;

--
-- Name: TABLE service_day_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.service_day_cubes TO proforma_app;
GRANT SELECT ON TABLE proforma.service_day_cubes TO proforma_ingest;

--
-- Name: TABLE sessions; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,DELETE ON TABLE proforma.sessions TO proforma_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.sessions TO proforma_platform;

--
-- Name: TABLE sku_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.sku_cubes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.sku_cubes TO proforma_ingest;

--
-- Name: TABLE sku_day_series; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.sku_day_series TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.sku_day_series TO proforma_ingest;

--
-- Name: TABLE sku_day_cubes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.sku_day_cubes TO proforma_app;
GRANT SELECT ON TABLE proforma.sku_day_cubes TO proforma_ingest;

--
-- Name: TABLE skus; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT ON TABLE proforma.skus TO proforma_app;
GRANT SELECT,INSERT ON TABLE proforma.skus TO proforma_ingest;

--
-- Name: TABLE user_scopes; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE proforma.user_scopes TO proforma_app;
GRANT SELECT,INSERT,DELETE ON TABLE proforma.user_scopes TO proforma_platform;

--
-- Name: TABLE users; Type: ACL; Schema: proforma; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE proforma.users TO proforma_app;
GRANT SELECT,INSERT,UPDATE ON TABLE proforma.users TO proforma_platform;

--
-- PostgreSQL database dump complete
--
