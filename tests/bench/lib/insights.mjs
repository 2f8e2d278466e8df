// Panels of insights asked again and again, and how long the first look at each took.
import { startWith } from './database.mjs'
import { Caller } from './latency.mjs'
import * as panels from './panels.mjs'
import { median, p99 } from './stats.mjs'

const REQUESTS = 4 // of each panel in a round
const PATIENCE_MS = 4000 // a panel that has taken as long altogether is not asked again
const FIRST_PATIENCE_MS = 60_000
const SLOW_MS = 2000
const SHOWN = 15
export const LIMIT_MS = 20

export const rowsOf = (id, what) => [
  { id: `${id}-worst`, what: `insights: the slowest panel of ${what}, p99`, unit: 'ms',
    target: { at: 'most', limit: LIMIT_MS } },
  { id: `${id}-all`, what: `insights: all panels of ${what} together, p99`, unit: 'ms',
    target: { at: 'most', limit: LIMIT_MS } },
  { id: `${id}-first`, what: `insights: the first look at a panel of ${what} after a start, median ` +
    'of panels', unit: 'ms' },
  { id: `${id}-first-worst`, what: `insights: the slowest first look at a panel of ${what}`, unit: 'ms' },
]

// The parts of an address that panels share.
export function rangesOf(facts) {
  const first = panels.month(facts.months - 1)
  return { months: `from=${first}&to=${panels.LAST}`,
    days: `from=${panels.month(2)}&to=${panels.LAST}&granularity=daily` }
}

// queries: `costs?…` and the like.
export async function measurePanels(bench, id, what, queriesOf) {
  const { server, facts } = await startWith(bench, panels.name(bench), panels.version, panels.make)
  try {
    const caller = new Caller(server.url, facts.key, { patience: FIRST_PATIENCE_MS })
    const asked = queriesOf(facts).filter((query) => query.includes(bench.only ?? ''))
    const ask = async (query) => (await caller.get(`/api/v1/insights/${query}`)).ms
    const first = {}
    for (const query of asked) {
      first[query] = await ask(query)
      if (first[query] > SLOW_MS) bench.say(`${(first[query] / 1000).toFixed(1)} s at first: ${query}`)
    }
    const samples = Object.fromEntries(asked.map((query) => [query, []]))
    for (let round = 0; round < bench.rounds * REQUESTS; round++)
      for (const query of asked)
        if (samples[query].reduce((sum, ms) => sum + ms, 0) < PATIENCE_MS)
          samples[query].push(await ask(query))
    if (bench.only) list(bench, first, samples)
    return summary(id, what, facts, first, samples)
  } finally {
    await server.stop()
  }
}

function list(bench, first, samples) {
  const column = (ms) => ms.toFixed(1).padStart(9)
  bench.say('    first    median       p99 ms')
  for (const [name, all] of Object.entries(samples))
    bench.say(`${column(first[name])} ${column(median(all))} ${column(p99(all))}  ${name}`)
}

function summary(id, what, facts, first, samples) {
  const all = Object.values(samples).flat()
  const worst = Object.entries(samples).sort(([, a], [, b]) => p99(b) - p99(a))
  const fast = worst.filter(([, taken]) => p99(taken) <= LIMIT_MS).length
  const { months, days } = rangesOf(facts)
  const readable = (query) => query.replace(months, '36 months').replace(days, '92 days')
    .replace(/=[0-9a-f-]{36}/, '=…')
  return {
    scale: `${worst.length} panels, ${fast} of them with a p99 of at most ${LIMIT_MS} ms`,
    rows: { [`${id}-worst`]: { ours: [p99(worst[0][1])] }, [`${id}-all`]: { ours: [p99(all)] },
      [`${id}-first`]: { ours: [median(Object.values(first))] },
      [`${id}-first-worst`]: { ours: [Math.max(...Object.values(first))] } },
    tables: [{ title: `The slowest panels of ${what}`, head: ['panel', 'first, ms', 'median, ms',
      'p99, ms'],
    rows: worst.slice(0, SHOWN).map(([query, taken]) => [`\`${readable(query)}\``,
      first[query].toFixed(1), median(taken).toFixed(1), p99(taken).toFixed(1)]) }],
  }
}
