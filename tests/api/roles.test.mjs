// Every route as every role: who has the route's permission (tests/golden/identity/permissions.txt)
// is not refused, and nobody else gets in.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { assertProblem, root, startServer } from './lib/server.mjs'

const NOWHERE = '018bcfe5-6800-7000-8000-000000000000'
const roles = ['partner_admin', 'payer_admin', 'finance', 'auditor', 'customer']
const segments = { period: '2023-11', provider: 'aws', external_id: '000000000000', number: '1' }

let server
const people = {}
before(async () => {
  server = await startServer()
  const { admin } = await server.newPartner('roles')
  people.partner_admin = admin
  for (const role of roles.slice(1))
    people[role] = await server.newUser(admin, { username: `roles-${role}`, role })
})
after(() => server?.stop())

// { permission: { role: true | false } }
function granted() {
  const [head, ...lines] = readFileSync(join(root, 'tests/golden/identity/permissions.txt'), 'utf8')
    .trimEnd().split('\n')
  const columns = head.trim().split(/\s+/)
  return Object.fromEntries(lines.map((line) => {
    const [permission, ...marks] = line.split(/\s+/)
    return [permission, Object.fromEntries(columns.map((role, i) => [role, marks[i] === 'x']))]
  }))
}

test('each role gets what its permissions say', async () => {
  const { paths } = await server.nobody().ok('GET', '/openapi.json')
  const permissions = granted()
  let count = 0
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { 'x-permission': permission }] of Object.entries(methods)) {
      if (!permission || permission === 'self') continue
      assert.ok(permissions[permission], `${permission} of ${path} is in the table`)
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => segments[name] ?? NOWHERE)
      const body = ['post', 'put', 'patch'].includes(method) ? {} : undefined
      for (const role of roles) {
        const reply = await people[role].api(method.toUpperCase(), url, body)
        const what = `${method} ${path} as ${role}: ${reply.status} ${reply.text.slice(0, 300)}`
        if (permissions[permission][role])
          assert.ok(reply.status < 500 && ![401, 403].includes(reply.status), what)
        else assertProblem(reply, 'forbidden', { status: 403 })
      }
      assertProblem(await server.nobody().api(method.toUpperCase(), url, body), 'unauthenticated')
      count++
    }
  assert.ok(count > 50, `${count} routes`)
})
