import { madeDatabase, startWith } from '../lib/database.mjs'
import { Caller } from '../lib/latency.mjs'
import * as panels from '../lib/panels.mjs'
import { median, p99 } from '../lib/stats.mjs'

export const title = 'insights'
export const how = 'every route of insights with every measure and dimension, and the explorer\'s ' +
  'filters, over 36 months of 2,000 accounts; one connection, one request after the other'
export const rows = [
  { id: 'insights-worst', what: 'insights: the slowest panel, 36 months, 2,000 accounts, p99',
    unit: 'ms', target: { at: 'most', limit: 20 } },
  { id: 'insights-all', what: 'insights: all panels together, p99', unit: 'ms',
    target: { at: 'most', limit: 20 } },
  { id: 'insights-median', what: 'insights: all panels together, median', unit: 'ms' },
]

const REQUESTS = 4 // of each panel in a round
const PATIENCE_MS = 4000 // how long a panel may take, and all requests of it together
const SHOWN = 15
const LIMIT_MS = 20

const MEASURES = ['cost', 'unblended', 'amortized', 'net_amortized', 'public_on_demand', 'pro_forma',
  'margin']
const DIMENSIONS = ['none', 'service', 'account', 'usage_type', 'region', 'charge_type', 'kind',
  'billing_group', 'payer', 'category', 'processor', 'instance_family', 'purchase_option',
  'storage_class', 'transfer_type', 'database_engine']

// { name: path } of all panels.
export function panelsOf(facts) {
  const first = panels.month(facts.months - 1)
  const last = panels.LAST
  const range = `from=${first}&to=${last}`
  const days = `from=${panels.month(2)}&to=${last}&granularity=daily`
  const found = {}
  const add = (route, query) => (found[`${route}?${query}`.replace(range, '36 months')
    .replace(days, '92 days')] = `/api/v1/insights/${route}?${query}`)
  for (const measure of MEASURES) {
    for (const dimension of DIMENSIONS) {
      const by = `group_by=${dimension}&measure=${measure}`
      add('costs', `${range}&${by}`)
      if (dimension !== 'none') add('month-over-month', `period=${last}&${by}`)
    }
    add('forecast', `measure=${measure}`)
    add('costs', `${range}&group_by=service&measure=${measure}&billing_group=${facts.groups[7].id}`)
    add('costs', `${range}&group_by=account&measure=${measure}&service=AmazonEC2`)
    add('costs', `${range}&group_by=usage_type&measure=${measure}&account=100000000007`)
    for (const dimension of ['service', 'account', 'usage_type', 'billing_group'])
      add('costs', `${days}&group_by=${dimension}&measure=${measure}`)
  }
  for (const dimension of DIMENSIONS.filter((each) => each !== 'none'))
    add('values', `dimension=${dimension}&${range}`)
  add('costs', `${range}&group_by=service&top=1000`)
  add('costs', `${range}&group_by=account&top=1000`)
  add('overview', `period=${last}`)
  add('comparison', `period=${last}`)
  add('commitments', range)
  return found
}

export const prepare = (bench) => madeDatabase(bench, panels.name(bench), panels.version, panels.make)

export async function measure(bench) {
  const { server, facts } = await startWith(bench, panels.name(bench), panels.version, panels.make)
  try {
    const caller = new Caller(server.url, facts.key, { patience: PATIENCE_MS })
    const asked = Object.entries(panelsOf(facts)).filter(([, path]) => path.includes(bench.only ?? ''))
    const samples = Object.fromEntries(asked.map(([name]) => [name, []]))
    for (let round = -1; round < bench.rounds; round++)
      for (const [name, path] of asked) await ask(caller, path, samples[name], round < 0)
    if (bench.only) list(bench, samples)
    return summary(samples)
  } finally {
    await server.stop()
  }
}

// A warm-up counts only where there will be no other.
async function ask(caller, path, samples, isWarmUp) {
  for (let i = 0; i < (isWarmUp ? 1 : REQUESTS); i++) {
    if (samples.reduce((sum, ms) => sum + ms, 0) >= PATIENCE_MS) return
    const { ms } = await caller.get(path)
    if (!isWarmUp || ms >= PATIENCE_MS) samples.push(ms)
  }
}

function list(bench, samples) {
  for (const [name, all] of Object.entries(samples))
    bench.say(`${median(all).toFixed(1).padStart(8)} ${p99(all).toFixed(1).padStart(8)} ms  ${name}`)
}

function summary(samples) {
  const all = Object.values(samples).flat()
  const worst = Object.entries(samples).sort(([, a], [, b]) => p99(b) - p99(a))
  const fast = worst.filter(([, taken]) => p99(taken) <= LIMIT_MS).length
  return {
    scale: `${worst.length} panels, ${fast} of them with a p99 of at most ${LIMIT_MS} ms`,
    rows: { 'insights-worst': { ours: [p99(worst[0][1])] }, 'insights-all': { ours: [p99(all)] },
      'insights-median': { ours: [median(all)] } },
    tables: [{ title: 'The slowest panels', head: ['panel', 'median, ms', 'p99, ms'],
      rows: worst.slice(0, SHOWN).map(([name, taken]) =>
        [`\`${name}\``, median(taken).toFixed(1), p99(taken).toFixed(1)]) }],
  }
}
