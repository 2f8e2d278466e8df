// A large partner: 36 months of 2,000 accounts in 300 billing groups with 30 plans of 50 rules. The
// last month has five million charges, the two before it are thinner, and the others have one charge
// for each SKU of an account; rollups and cubes are as large as in the last month.
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { newPartner } from './database.mjs'
import { SKU_COUNT, accountId, payerId, skus, writeReport } from './report.mjs'

export const version = 1
export const MONTHS = 36
export const LAST = '2026-10'

const FULL = { payers: 4, accounts: 2000, groups: 300, plans: 30, unassigned: 50, months: MONTHS }
const QUICK = { payers: 2, accounts: 40, groups: 12, plans: 3, unassigned: 4, months: 4 }

export const name = (bench) => bench.quick ? 'panels_quick' : 'panels'

export const month = (back) => {
  const [year, number] = LAST.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7)
}

// How dense a month is, by how far back it lies.
function density(back, quick) {
  if (back === 0) return { perAccount: 84, days: quick ? 3 : 31 }
  return { perAccount: 60, days: back <= 2 && !quick ? 10 : 1 }
}

export async function make(server, bench) {
  const size = bench.quick ? QUICK : FULL
  await server.start()
  try {
    const made = await newPartner(server, 'bench')
    const { client } = made
    for (let i = 0; i < size.payers; i++) await server.newPayer(client, { external_id: payerId(i) })
    for (let back = size.months - 1; back >= 0; back--) await ingestMonth(server, bench, size, back)
    const plans = await makePlans(client, size)
    const groups = await makeGroups(client, size, plans)
    return { key: made.key, partner: made.partner, months: size.months, groups, plans,
      payers: (await client.ok('GET', '/payers')).items.map(({ id }) => id) }
  } finally {
    await server.stop()
  }
}

async function ingestMonth(server, bench, size, back) {
  const path = join(bench.cache, 'report.csv')
  for (let i = 0; i < size.payers; i++) {
    const accounts = Array.from({ length: size.accounts }, (_, a) => a)
      .filter((account) => account % size.payers === i)
    const rows = await writeReport(path, { payer: payerId(i), period: month(back), accounts,
      ...density(back, bench.quick) })
    const run = await server.cli('ingest', '--partner', 'bench', '--payer', payerId(i), path)
    if (run.status !== 0) throw new Error(`ingest of ${month(back)}: ${run.stderr}`)
    if (back === 0) bench.say(`${month(back)}, payer ${i + 1}: ${rows} rows`)
  }
  rmSync(path)
}

const percent = (i) => String(1 + i % 20)

async function makePlans(client, size) {
  const plans = []
  for (let p = 0; p < size.plans; p++) {
    const ofServices = Array.from({ length: 20 }, (_, i) => ({ scope: 'service',
      type: i % 2 ? 'markup' : 'discount', percent: percent(p + i),
      service: skus[(p + i * 3) % 60].service }))
    const ofSkus = Array.from({ length: 29 }, (_, i) => skus[(p * 101 + i * 97) % SKU_COUNT])
      .map((sku, i) => ({ scope: 'sku', type: 'discount', percent: percent(p + i * 7),
        service: sku.service, usage_type: sku.usageType }))
    const plan = await client.ok('POST', '/pricing-plans', { name: `Plan ${p + 1}`, rules: [
      { scope: 'global', type: 'discount', percent: percent(p) }, ...ofServices, ...ofSkus] })
    plans.push({ id: plan.id, rule: plan.rules.find(({ scope }) => scope === 'global').id })
  }
  return plans
}

// Some accounts are in no group, and five have moved inside the last month but one.
async function makeGroups(client, size, plans) {
  const groups = []
  const first = `${month(size.months - 1)}-01`
  const moved = `${month(1)}-16`
  for (let g = 0; g < size.groups; g++) {
    const { id } = await client.ok('POST', '/billing-groups', { name: `Customer ${g + 1}`,
      pricing_plan_id: plans[g % plans.length].id })
    const assignments = Array.from({ length: size.accounts - size.unassigned }, (_, a) => a)
      .filter((account) => account % size.groups === g)
      .map((account) => ({ account_id: accountId(account), starts_on: first,
        ends_on: account < 5 ? moved : null }))
    if (g >= 1 && g <= 5)
      assignments.push({ account_id: accountId(g - 1), starts_on: moved, ends_on: null })
    await client.ok('PUT', `/billing-groups/${id}/accounts`, { assignments })
    const isCharged = g % 5 === 0
    if (isCharged) await addCharges(client, id, first.slice(0, 7))
    groups.push({ id, plan: g % plans.length, is_charged: isCharged })
  }
  return groups
}

async function addCharges(client, group, from) {
  await client.ok('POST', '/custom-charges', { billing_group_id: group, name: 'Support', kind: 'fee',
    amount: '100', from })
  await client.ok('POST', '/custom-charges', { billing_group_id: group, name: 'Loyalty',
    kind: 'credit', percent: '2', from })
}
