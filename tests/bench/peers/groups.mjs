// The small read as it would be written for Node: Fastify and pg. The key is looked up and then the
// group of its partner, both by prepared statements and an index. It does less than the server it
// is compared with: no row level security, no transaction.
//
//   PORT=… PROCESSES=1 PGHOST=… PGUSER=… PGDATABASE=… node groups.mjs
import cluster from 'node:cluster'
import { createHash } from 'node:crypto'

import Fastify from 'fastify'
import pg from 'pg'

const CONNECTIONS = 8 // of each process; more were not faster

const findKey = { name: 'key', text: `
  select k.partner_id, k.permissions, u.role
  from proforma.api_keys k
  join proforma.users u on u.id = k.user_id
  where k.token_hash = $1 and u.state = 'active'
    and (k.expires_at is null or k.expires_at > now())` }

const findGroup = { name: 'group', text: `
  select g.id, g.name, g.description, g.pricing_plan_id, p.name as pricing_plan_name, g.currency,
    g.bill_to, g.updated_at,
    (select count(*)::int from proforma.assignments a
      where a.partner_id = g.partner_id and a.billing_group_id = g.id
        and a.starts_on <= current_date and (a.ends_on is null or a.ends_on > current_date)) as accounts
  from proforma.billing_groups g
  left join proforma.pricing_plans p on p.partner_id = g.partner_id and p.id = g.pricing_plan_id
  where g.partner_id = $1 and g.id = $2` }

const text = { type: 'string', nullable: true }
const reply = { 200: { type: 'object', properties: { id: text, name: text, description: text,
  pricing_plan_id: text, pricing_plan_name: text, currency: text, accounts: { type: 'integer' },
  updated_at: text, bill_to: { type: 'object', nullable: true,
    properties: { name: text, address: text, email: text, tax_id: text } } } } }

function serve() {
  const pool = new pg.Pool({ max: CONNECTIONS })
  const app = Fastify()
  app.addHook('onRequest', async (request, answer) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!token) return answer.code(401).send()
    const { rows } = await pool.query({ ...findKey, values: [hashOf(token)] })
    if (rows.length === 0) return answer.code(401).send()
    if (!rows[0].permissions.includes('group.read')) return answer.code(403).send()
    request.partner = rows[0].partner_id
  })
  app.get('/api/v1/billing-groups/:id', { schema: { response: reply } }, async (request, answer) => {
    const { rows } = await pool.query({ ...findGroup, values: [request.partner, request.params.id] })
    return rows[0] ?? answer.code(404).send()
  })
  app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
}

// Of keys that the benchmark makes for this program.
const hashOf = (token) => createHash('sha256').update(token).digest()

const processes = Number(process.env.PROCESSES)
if (cluster.isPrimary && processes > 1) for (let i = 0; i < processes; i++) cluster.fork()
else serve()
