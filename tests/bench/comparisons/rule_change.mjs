import { madeDatabase, startWith } from '../lib/database.mjs'
import { Caller } from '../lib/latency.mjs'
import * as panels from '../lib/panels.mjs'
import { billOf, changesAndReads, ruleOf } from '../lib/rule_changes.mjs'
import { median, p99 } from '../lib/stats.mjs'

export const title = 'rule-change'
export const how = 'PATCH of a rule of a group\'s plan and then GET of the group\'s bill, of a month ' +
  'with five million charges; a GET of the same bill alone; one connection'
export const rows = [
  { id: 'rule-change', what: 'rule change to the new bill of that group, 5 million charges, over HTTP',
    against: 'a plain GET of the same bill', unit: 'ms', target: { at: 'most', limit: 2 } },
  { id: 'rule-change-p99', what: 'the same, p99', unit: 'ms', target: { at: 'most', limit: 25 } },
]

const CHANGES = 100 // in a round

export const prepare = (bench) => madeDatabase(bench, panels.name(bench), panels.version, panels.make)

export async function measure(bench) {
  const { server, facts, client } =
    await startWith(bench, panels.name(bench), panels.version, panels.make)
  try {
    await showsOnTheBill(client, facts)
    const caller = new Caller(server.url, facts.key)
    const { changes, reads, patches } = await changesAndReads(caller, { rounds: bench.rounds, count: CHANGES,
      period: panels.LAST, ...facts })
    return { scale: `${CHANGES} changes a round`, rows: {
      'rule-change': { ours: changes.map(median), against: reads.map(median) },
      'rule-change-p99': { ours: [p99(changes.flat())] } }, tables: [tableOf(changes, patches, reads)] }
  } finally {
    await server.stop()
  }
}

function tableOf(changes, patches, reads) {
  const bills = changes.map((round, r) => round.map((ms, i) => ms - patches[r][i]))
  const line = (name, rounds) => [name, median(rounds.flat()).toFixed(1), p99(rounds.flat()).toFixed(1)]
  return { title: 'A rule change', head: ['what', 'median, ms', 'p99, ms'], rows: [
    line('PATCH of the rule', patches), line('GET of the bill after it', bills),
    line('GET of the bill before it', reads)] }
}

async function showsOnTheBill(client, facts) {
  const group = facts.groups[0]
  const total = async (percent) => {
    await client.ok('PATCH', ruleOf(facts.plans[group.plan]), { percent })
    return (await client.ok('GET', billOf(group, panels.LAST))).pro_forma
  }
  if (await total('3') === await total('4')) throw new Error('a changed rule does not change the bill')
}
