// The whole database in a few words, to see whether anything has changed: one line per table. What
// changes by itself is left out: jobs, sign-ins, and when people were last seen.
const TABLES = {
  partners: '', users: `- '{last_sign_in_at}'::text[]`, user_scopes: '',
  api_keys: `- '{last_used_at}'::text[]`, payers: '', accounts: '', pricing_plans: '',
  pricing_rules: '', billing_groups: '', assignments: '', custom_charges: '', idempotency_keys: '',
  drops: '', skus: '', charge_texts: '', charges: '', charge_details: '', charge_rollups: '',
  rollup_blocks: '', audit_heads: '', audit_entries: '',
}

const query = Object.entries(TABLES).map(([table, without]) =>
  `select '${table}' as name, count(*), md5(string_agg(r, ' ' order by r)) as hash
   from (select (to_jsonb(t) ${without})::text as r from ${table} t) as rows`).join(' union all ')

export async function digest(world) {
  const tables = await world.sql(query)
  return tables.map(({ name, count, hash }) => `${name} ${count} ${hash}`)
}
