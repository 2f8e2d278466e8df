// A partner of many billing groups, without charges: for reads of single things.
import { newPartner } from './database.mjs'
import { pgbenchMake } from './load.mjs'

const GROUPS = 300
const PGBENCH_SCALE = 10 // a million rows

export const version = 1

export async function make(server) {
  await server.start()
  try {
    const { client, key, partner } = await newPartner(server, 'bench')
    const plan = await client.ok('POST', '/pricing-plans', { name: 'Standard', rules: [
      { scope: 'global', type: 'discount', percent: '5' }] })
    const groups = []
    for (let i = 1; i <= GROUPS; i++)
      groups.push(await client.ok('POST', '/billing-groups', { name: `Customer ${i}`,
        pricing_plan_id: plan.id, bill_to: { name: `Customer ${i} Ltd`, address: `${i} Main Street`,
          email: `billing${i}@example.com`, tax_id: `T${i}` } }))
    await pgbenchMake(server.ownerUrl, PGBENCH_SCALE)
    return { key, partner, groups: groups.map(({ id }) => id) }
  } finally {
    await server.stop()
  }
}
