// What an operator looks at, and an upload from the first byte to the last event.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { startServer } from './lib/server.mjs'

let server
before(async () => {
  server = await startServer()
})
after(() => server.stop())

describe('without signing in', () => {
  test('/healthz and /readyz answer', async () => {
    for (const path of ['/healthz', '/readyz'])
      assert.equal((await server.nobody().api('GET', server.url + path)).status, 200)
  })

  test('/metrics counts what happened', async () => {
    const { status, text } = await server.nobody().api('GET', `${server.url}/metrics`)
    assert.equal(status, 200)
    assert.match(text, /^proforma_\w+/m)
    for (const line of text.split('\n'))
      assert.match(line, /^(|# (HELP|TYPE) .*|[a-z_]+(\{[^}]*\})? [-+\d.e]+|[a-z_]+(\{[^}]*\})? \+Inf)$/)
  })

  test('the OpenAPI document is the one of the command line', async () => {
    const served = await server.nobody().ok('GET', '/openapi.json')
    const printed = await server.cli('openapi')
    assert.deepEqual(served, JSON.parse(printed.stdout))
    assert.match(served.openapi, /^3\.1\./)
  })
})

describe('an upload', () => {
  let admin
  let payer
  let file
  let sums
  before(async () => {
    ;({ admin } = await server.newPartner('uploads'))
    payer = await server.newPayer(admin, { external_id: '900000000009' })
    const path = join(server.dataDir, 'report.csv.gz')
    const made = await server.cli('demo', '--rows', '20000', '--out', path)
    sums = JSON.parse(made.stdout)
    file = readFileSync(path)
  })

  test('is followed by events to its end, and shows what was in it', async () => {
    const { job_id: id } = await admin.ok('POST',
      `/payers/${payer.id}/uploads?filename=report.csv.gz`, file)
    const { status, headers, text } = await admin.get(`/jobs/${id}/events`)
    assert.equal(status, 200)
    assert.match(headers.get('content-type'), /^text\/event-stream/)
    const events = text.trim().split('\n\n').map((event) => Object.fromEntries(
      event.split('\n').filter((line) => /^\w+: /.test(line))
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])))
    assert.equal(events.at(-1).event, 'end')
    assert.equal(JSON.parse(events.at(-1).data).state, 'done')

    const job = await admin.finishedJob(id)
    const drop = await admin.ok('GET', `/drops/${job.result.drop_id}`)
    assert.equal(drop.rows, sums.rows)
    assert.equal(drop.cost, sums.cost)
    assert.equal(drop.public_on_demand_cost, sums.public_on_demand_cost)
    assert.equal(drop.period, sums.period)
    assert.equal(drop.reconciled, true)
  })

  test('of the same file changes nothing', async () => {
    const job = await admin.upload(payer.id, file, 'again.csv.gz')
    assert.equal(job.state, 'done')
    assert.equal(job.result.unchanged, true)
    assert.equal((await admin.ok('GET', `/drops?payer_id=${payer.id}`)).items.length, 1)
  })
})

test('a superadmin reads one partner and what it has', async () => {
  const superadmin = await server.superadmin()
  const { items } = await superadmin.ok('GET', '/partners')
  const one = items.find((partner) => partner.slug === 'uploads')
  const { as_of, ...rest } = await superadmin.ok('GET', `/partners/${one.id}`)
  assert.ok(Date.parse(as_of) >= Date.parse(one.created_at))
  assert.deepEqual(rest, { ...one, users: 1, payers: 1, accounts: 120, billing_groups: 0, drops: 1 })
})
