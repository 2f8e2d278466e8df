// What a bill says of the month before is what that month's bill says itself: to whoever reads it,
// of every currency and payer, also where accounts join a group in the middle of a month.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { row } from './lib/report.mjs'
import { startServer } from './lib/server.mjs'

const months = ['2023-09', '2023-10', '2023-11', '2023-12']
const dollars = '999999999999'
const euros = '888888888888'
const stay = (account_id, starts_on) => ({ account_id, starts_on })
const groupsOf = {
  'one of each payer': [stay('000000000001', '2023-01-01'), stay('000000000005', '2023-01-01')],
  'joined in a month': [stay('000000000002', '2023-10-15'), stay('000000000003', '2023-01-01')],
  'joined alone': [stay('000000000004', '2023-11-10')],
  'nobody': [],
}

let server, readers, payers, groups
before(async () => {
  server = await startServer()
  const { admin } = await server.newPartner('previous')
  payers = []
  for (const external_id of [dollars, euros])
    payers.push(await server.newPayer(admin, { external_id }))
  for (const [i, period] of months.entries()) {
    const rows = (payer, currency, accounts) => accounts.flatMap((account, j) => ['01', '20'].map((day) =>
      row({ payer, currency, period, day: `${period}-${day}`, account, usageType: `Usage-${period}`,
        unblended: `${10 ** j * (i + 1)}.37`, publicCost: `${10 ** j * (i + 2)}.91` })))
    await server.ingest('previous', dollars, rows(dollars, 'USD',
      ['000000000001', '000000000002', '000000000003', '000000000004']))
    if (i !== 1) await server.ingest('previous', euros, rows(euros, 'EUR', ['000000000003', '000000000005']))
  }
  const plan = await admin.ok('POST', '/pricing-plans', { name: 'Plan' })
  groups = []
  for (const [name, assignments] of Object.entries(groupsOf)) {
    const group = await admin.ok('POST', '/billing-groups', { name, currency: 'EUR', pricing_plan_id: plan.id })
    await admin.ok('PUT', `/billing-groups/${group.id}/accounts`, { assignments })
    groups.push(group)
  }
  readers = {
    admin,
    payer_admin: await server.newUser(admin, { username: 'previous-payer', role: 'payer_admin',
      payer_ids: [payers[0].id] }),
    customer: await server.newUser(admin, { username: 'previous-customer', role: 'customer',
      billing_group_ids: [groups[0].id, groups[1].id] }),
  }
})
after(() => server?.stop())

const queriesOf = (role) => [{}, { currency: 'USD' },
  ...role === 'customer' ? [] : payers.map(({ id }) => ({ payer_id: id }))]

for (const role of ['admin', 'payer_admin', 'customer'])
  test(`as ${role} reads them`, async () => {
    let compared = 0
    for (const { id, name } of groups)
      for (const query of queriesOf(role))
        for (const [i, period] of months.slice(1).entries()) {
          const read = (of, asked) => readers[role].get(`/bills/${id}/${of}?${new URLSearchParams(asked)}`)
          const { status, json: bill } = await read(period, query)
          if (status !== 200 || bill.lines.length === 0) continue
          const earlier = await read(months[i], { ...query, currency: bill.currency })
          if (bill.previous === null) {
            assert.deepEqual(earlier.json.lines ?? [], [], `${name} ${period} ${JSON.stringify(query)}`)
            continue
          }
          const { period: of, change, change_percent, ...figures } = bill.previous
          assert.equal(of, months[i])
          assert.deepEqual(figures, Object.fromEntries(Object.keys(figures).map((key) =>
            [key, earlier.json[key]])), `${name} ${period} ${JSON.stringify(query)}`)
          compared++
        }
    assert.ok(compared >= (role === 'customer' ? 8 : 10), `${compared} were compared`)
  })
