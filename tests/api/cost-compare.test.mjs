// The cost explorer beside another stretch of time, and per day of data.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { row } from './lib/report.mjs'
import { assertProblem, startServer } from './lib/server.mjs'

let server
before(async () => (server = await startServer()))
after(() => server.stop())

const ingest = (slug, payer, rows) => server.ingest(slug, payer,
  rows.map((each) => row({ payer, account: payer, ...each })))

const reader = (client) => (query) =>
  client.ok('GET', `/insights/costs?${new URLSearchParams(query)}`)
const byKey = (groups) => Object.fromEntries(groups.map(({ key, total, compared }) =>
  [key, [compared.previous, total, compared.change, compared.change_percent]]))

describe('months that are over', () => {
  const payer = '600000000000'
  let admin, read
  before(async () => {
    ({ admin } = await server.newPartner('compare'))
    read = reader(admin)
    await server.newPayer(admin, { external_id: payer })
    await ingest('compare', payer, [
      { period: '2023-09', day: '2023-09-03', service: 'AmazonEC2', unblended: '60' },
      { period: '2023-09', day: '2023-09-04', service: 'AmazonS3', unblended: '3' }])
    await ingest('compare', payer, [
      { period: '2023-10', day: '2023-10-03', service: 'AmazonEC2', unblended: '93' },
      { period: '2023-10', day: '2023-10-20', service: 'AmazonRDS', unblended: '0.31' }])
  })

  test('stand beside those they are compared with, also what is gone', async () => {
    const reply = await read({ from: '2023-10', to: '2023-10', compare_from: '2023-09',
      compare_to: '2023-09' })
    assert.deepEqual(byKey(reply.groups), {
      AmazonEC2: ['60.00', '93.00', '33.00', '55.0000'],
      AmazonRDS: ['0.00', '0.31', '0.31', null],
      AmazonS3: ['3.00', '0.00', '-3.00', '-100.0000'],
    })
    assert.deepEqual(reply.groups.map(({ key }) => key), ['AmazonEC2', 'AmazonRDS', 'AmazonS3'])
    assert.deepEqual(reply.compared, { from: '2023-09', to: '2023-09', previous: '63.00',
      change: '30.31', change_percent: '48.1111' })
    const short = await read({ from: '2023-10', to: '2023-10', compare_from: '2023-09',
      compare_to: '2023-09', top: 1 })
    assert.deepEqual([short.others_count, short.others[0].amount], [2, '0.31'])
  })

  test('are compared with nothing unless asked', async () => {
    const { compared, groups } = await read({ from: '2023-10', to: '2023-10' })
    assert.deepEqual([compared, groups[0].compared], [undefined, undefined])
  })

  test('per day are divided by their days, and totals by all of them', async () => {
    const reply = await read({ from: '2023-09', to: '2023-10', compare_from: '2023-07',
      compare_to: '2023-08', per_day: true })
    const ec2 = reply.groups.find(({ key }) => key === 'AmazonEC2')
    assert.deepEqual(ec2.values.map(({ amount }) => amount), ['2.00', '3.00'])
    assert.equal(ec2.total, '2.51') // 153 / 61
    assert.deepEqual(reply.totals.map(({ amount }) => amount), ['2.10', '3.01'])
    assert.equal(reply.total, '2.56') // 156.31 / 61
    assert.deepEqual([reply.compared.previous, reply.compared.change_percent], ['0.00', null])
  })

  test('by day', async () => {
    const reply = await read({ from: '2023-10-01', to: '2023-10-10', granularity: 'daily',
      compare_from: '2023-09-01', compare_to: '2023-09-10', group_by: 'none', per_day: true })
    assert.equal(reply.groups[0].values[2].amount, '93.00')
    assert.deepEqual([reply.total, reply.compared.previous], ['9.30', '6.30'])
    assert.deepEqual([reply.compared.from, reply.compared.to], ['2023-09-01', '2023-09-10'])
  })

  test('need both ends', async () => {
    for (const [query, pointer] of [[{ compare_from: '2023-09' }, '?compare_to'],
      [{ compare_to: '2023-09' }, '?compare_from'],
      [{ compare_from: '2023-09', compare_to: '2023-08' }, '?compare_to']])
      assertProblem(await admin.get(`/insights/costs?${new URLSearchParams({ from: '2023-10',
        to: '2023-10', ...query })}`), 'invalid_parameter', { pointer })
  })
})

describe('a month that is not over', () => {
  test('is compared with the same days', async () => {
    const payer = '700000000000'
    const { admin } = await server.newPartner('compare-running')
    const read = reader(admin)
    await server.newPayer(admin, { external_id: payer })
    const period = new Date().toISOString().slice(0, 7)
    const previous = new Date(Date.parse(`${period}-01`) - 1).toISOString().slice(0, 7)
    await ingest('compare-running', payer, [
      { period: previous, day: `${previous}-01`, unblended: '4' },
      { period: previous, day: `${previous}-02`, unblended: '40' }])
    await ingest('compare-running', payer, [{ period, day: `${period}-01`, unblended: '5' }])
    const asked = { compare_from: previous, compare_to: previous, group_by: 'none' }
    for (const granularity of ['monthly', 'daily']) {
      const { compared, partial } = await read({ from: period, to: period, granularity, ...asked })
      assert.equal(partial.days, 1)
      assert.deepEqual(compared, { from: granularity === 'daily' ? `${previous}-01` : previous,
        to: `${previous}-01`, previous: '4.00', change: '1.00', change_percent: '25.0000' })
    }
    const perDay = await read({ from: period, to: period, per_day: true, ...asked })
    assert.deepEqual([perDay.total, perDay.compared.previous], ['5.00', '4.00'])
  })
})
