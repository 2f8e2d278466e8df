// The audit log over HTTP and on the command line; the chain itself is tested in tests/db/audit.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { records } from './lib/report.mjs'
import { assertProblem, parseCsv, startServer } from './lib/server.mjs'

let server
let acme
let globex

before(async () => {
  server = await startServer()
  acme = await server.newPartner('acme')
  globex = await server.newPartner('globex')
  await server.newPayer(globex.admin, { name: 'of globex', external_id: '109876543210' })
})
after(() => server?.stop())

const entries = async (query = '') => (await acme.admin.ok('GET', `/audit?${query}`)).items

describe('the log', () => {
  test('says who changed what, from what to what', async () => {
    const payer = await server.newPayer(acme.admin, { name: 'before', external_id: '001234567890' })
    const reply = await acme.admin.patch(`/payers/${payer.id}`, { name: 'after' })
    assert.equal(reply.status, 200)
    const [newest] = await entries()
    const me = await acme.admin.ok('GET', '/me')
    assert.deepEqual(newest.actor, { id: me.user.id, username: me.user.username })
    assert.deepEqual(
      [newest.action, newest.entity, newest.entity_id, newest.before.name, newest.after.name],
      ['payer.update', 'payer', payer.id, 'before', 'after'])
    assert.equal(newest.request_id, reply.headers.get('x-request-id') ?? newest.request_id)
    assert.ok(Math.abs(Date.parse(newest.at) - Date.now()) < 60_000)
    const [created] = await entries('action=payer.create')
    assert.equal(created.before, null)
    assert.equal(created.seq < newest.seq, true)
  })

  test('has no gaps and is read page by page', async () => {
    const all = await entries('limit=1000')
    assert.deepEqual(all.map((entry) => entry.seq), all.map((_, i) => all.length - i))
    const seqs = []
    for (let cursor = ''; cursor !== null; ) {
      const page = await acme.admin.ok('GET', `/audit?limit=2${cursor && `&cursor=${cursor}`}`)
      seqs.push(...page.items.map((entry) => entry.seq))
      cursor = page.next_cursor
    }
    assert.deepEqual(seqs, all.map((entry) => entry.seq))
  })

  test('is filtered', async () => {
    const all = await entries('limit=1000')
    const payers = await entries('entity=payer')
    assert.deepEqual(payers, all.filter((entry) => entry.entity === 'payer'))
    const id = payers[0].entity_id
    assert.deepEqual(await entries(`entity_id=${id}`), all.filter((e) => e.entity_id === id))
    const actor = all[0].actor.username
    assert.deepEqual(await entries(`actor=${actor.toUpperCase()}`),
      all.filter((entry) => entry.actor.username === actor))
    const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    assert.equal((await entries(`from=${day(-1)}&to=${day(2)}`)).length > 0, true)
    assert.deepEqual(await entries(`from=${day(2)}`), [])
    assert.deepEqual(await entries(`to=${day(-1)}`), [])
    assertProblem(await acme.admin.get('/audit?from=yesterday'), 'invalid_parameter',
      { pointer: '?from' })
  })

  test('is each partner\'s own', async () => {
    assert.deepEqual((await entries('limit=1000')).filter((e) => e.after?.name === 'of globex'), [])
    const { items } = await globex.admin.ok('GET', '/audit?entity=payer')
    assert.equal(items[0].after.name, 'of globex')
  })

  test('keeps no secrets', async () => {
    await server.newUser(acme.admin, { username: 'acme-secret', role: 'finance' })
    const text = JSON.stringify(await entries('limit=1000'))
    assert.doesNotMatch(text, /password_hash|argon2|Everyday-6-password/)
  })

  test('comes as a file, filtered, that no spreadsheet runs', async () => {
    await server.newPayer(acme.admin, { name: '=1+1', external_id: '555000000001' })
    const file = await acme.admin.get('/audit.csv?entity=payer')
    assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.match(file.headers.get('content-disposition'), /^attachment.*audit\.csv/)
    const bytes = Buffer.from(await (await fetch(`${server.url}/api/v1/audit.csv`,
      { headers: { cookie: acme.admin.cookie } })).arrayBuffer())
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const rows = records(parseCsv(file.text))
    const listed = await entries('entity=payer&limit=1000')
    assert.deepEqual(rows.map((each) => [each.seq, each.actor, each.action, each.entity_id]),
      listed.map((each) => [String(each.seq), each.actor.username, each.action, each.entity_id]))
    assert.deepEqual(JSON.parse(rows[0].after), listed[0].after)
    assert.match(rows[0].at, /^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z$/)
    server.sql(`insert into audit_entries (partner_id, seq, at, actor, action, entity, entity_id,
        request_id, hash) values (:'partner', 999999, now(), '=cmd()', '@x', '+y', '-z', '', '')`,
      { partner: acme.partner.id })
    const [forged] = records(parseCsv((await acme.admin.get('/audit.csv')).text))
    server.sql('delete from audit_entries where seq = 999999')
    assert.deepEqual([forged.actor, forged.action, forged.entity, forged.entity_id],
      ["'=cmd()", "'@x", "'+y", "'-z"])
    assertProblem(await acme.admin.get('/audit.csv?limit=5'), 'invalid_parameter')
  })

  test('is read by who may', async () => {
    const roles = { auditor: 200, finance: 403, payer_admin: 403, customer: 403 }
    for (const [role, status] of Object.entries(roles)) {
      const user = await server.newUser(acme.admin, { username: `acme-${role}`, role })
      for (const path of ['/audit', '/audit.csv', '/audit/verify'])
        assert.equal((await user.get(path)).status, status, `${role} ${path}`)
    }
  })
})

describe('verification', () => {
  test('counts the entries of an unbroken chain', async () => {
    const { items } = await acme.admin.ok('GET', '/audit?limit=1')
    assert.deepEqual(await acme.admin.ok('GET', '/audit/verify'),
      { ok: true, entries: items[0].seq, first_bad_seq: 0 })
    const { status, stdout } = await server.cli('audit', 'verify')
    assert.equal(status, 0, stdout)
    assert.match(stdout, /^acme: \d+ entries, unbroken$/m)
    assert.match(stdout, /^\(platform\): \d+ entries, unbroken$/m)
  })

  test("of the platform's chain is the superadmin's, outside of all partners", async () => {
    const superadmin = await server.superadmin()
    const verdict = await superadmin.ok('GET', '/audit/verify')
    const entries = server.value(`select count(*) from audit_entries
      where partner_id = '00000000-0000-0000-0000-000000000000'`)
    assert.deepEqual(verdict, { ok: true, entries: Number(entries), first_bad_seq: 0 })
    assert.ok(verdict.entries > 0)
    const acting = await acme.superadmin.ok('GET', '/audit/verify')
    assert.deepEqual(acting, await acme.admin.ok('GET', '/audit/verify'))
    assertProblem(await superadmin.get('/audit'), 'partner_required')
    assertProblem(await superadmin.get('/audit.csv'), 'partner_required')
  })

  test('names the first entry that was tampered with', async () => {
    server.sql(`update audit_entries set actor = 'someone else' where seq = 2
      and partner_id = :'partner'`, { partner: globex.partner.id })
    assert.equal((await acme.admin.ok('GET', '/audit/verify')).ok, true)
    const verdict = await globex.admin.ok('GET', '/audit/verify')
    assert.deepEqual([verdict.ok, verdict.first_bad_seq], [false, 2])
    const all = await server.cli('audit', 'verify')
    assert.equal(all.status, 1)
    assert.match(all.stdout, /^globex: broken at entry 2$/m)
    assert.equal((await server.cli('audit', 'verify', '--partner', 'acme')).status, 0)
    assert.equal((await server.cli('audit', 'verify', '--partner', 'globex')).status, 1)
  })

  test('of nobody is an error', async () => {
    const { status, stderr } = await server.cli('audit', 'verify', '--partner', 'nobody')
    assert.equal(status, 1)
    assert.match(stderr, /there is no partner "nobody"/)
    assert.equal((await server.cli('audit', 'verify', '--wrong')).status, 2)
  })
})
