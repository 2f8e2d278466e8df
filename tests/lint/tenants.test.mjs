// Every statement that works for a tenant says so itself: row level security is there for the day one
// does not. Each table of a partner is tied to :partner_id or tenant(), if need be by way of others.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { files, read } from './files.mjs'

// By an id they are given: a chain, which may be the platform's, and the partner of an operator.
const OTHERWISE = new Set(['audit_head', 'audit_entries_of_chain', 'partner_detail'])

const tables = [...read('migrations/schema.sql')
  .matchAll(/^CREATE TABLE proforma\.(\w+) \(([^;]*)\)/gm)]
  .filter(([, , columns]) => /^\s*partner_id /m.test(columns)).map(([, name]) => name)

// { name, roles, text } of each; the role is app unless said.
const statementsOf = (path) => read(path).split(/^-- name: /m).slice(1).map((part) => ({
  name: /^\w+/.exec(part)[0],
  roles: (/^-- role: (.*)$/m.exec(part)?.[1] ?? 'app').split(' '),
  text: plain(part.replace(/^.*\n/, '').replaceAll(/--.*$/gm, '')),
}))

// The ways of saying that two are of one partner as one way: `a.partner_id = b.partner_id`.
function plain(text) {
  const partners = /\b(?:from|join) partners (\w+)/.exec(text)?.[1]
  return text.replaceAll(/coalesce\(:partner_id::uuid, '[-0]+'\)/g, ':partner_id')
    .replaceAll('is not distinct from', '=')
    .replaceAll(new RegExp(`\\b${partners}\\.id\\b`, 'g'), `${partners}.partner_id`)
}

// What stands for each table: `drops d` is d, `update drops set` the table itself.
const KEYWORD = '(?:where|join|on|left|set|order|group|limit|cross|returning|values|select|using|for)\\b'
const place = new RegExp(`\\b(?:from|join|update|using) (${tables.join('|')})\\b` +
  `(?:\\s+(?:as )?(?!${KEYWORD})(\\w+))?`, 'g')
const namesOf = (text) => [...text.matchAll(place)].map(([, table, alias]) => alias ?? table)

// Of a select, or one branch of a union: the names from which no chain of equal partner_ids leads to
// the tenant.
function untied(text) {
  const names = namesOf(text)
  const side = String.raw`((?:\w+\.)?partner_id|:partner_id|tenant\(\))(?:::uuid)?`
  const bare = names.find((name) => tables.includes(name))
  const pairs = [...text.matchAll(new RegExp(`(?<![\\w.:])${side} = ${side}`, 'g'))]
    .map(([, ...sides]) => sides.map((one) =>
      one === 'partner_id' ? bare : one.replace(/\.partner_id$/, '')))
  const tied = new Set([':partner_id', 'tenant()'])
  for (let size = 0; size < tied.size; ) {
    size = tied.size
    for (const [a, b] of pairs) if (tied.has(a) || tied.has(b)) tied.add(a).add(b)
  }
  return names.filter((name) => !tied.has(name))
}

test('a statement for a tenant names it', () => {
  const statements = files(/^server\/.*\.sql$/).flatMap(statementsOf).filter(({ roles, text }) =>
    roles.some((role) => role === 'app' || role === 'ingest') && namesOf(text).length > 0)
  assert.ok(statements.length > 100, `${statements.length}`)
  const loose = statements.filter(({ name }) => !OTHERWISE.has(name))
    .flatMap(({ name, text }) =>
      text.split(/\bunion all\b/).flatMap(untied).map((table) => `${name}: ${table}`))
  assert.deepEqual(loose, [])
})
