/** How far a piece of work was at a moment, in milliseconds of any clock. */
export interface Sample {
  at: number
  done: number
}

const WINDOW_MS = 10_000
const SETTLED_MS = 1_500

/** The samples with a new one, those that are too old to say how fast it goes left out. */
export function withSample(samples: readonly Sample[], next: Sample): Sample[] {
  return [...samples.filter((sample) => next.at - sample.at <= WINDOW_MS), next]
}

/** Units per second over the window; null until there is enough of it to be believed. */
export function speed(samples: readonly Sample[]): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < SETTLED_MS || last.done <= first.done) return null
  return ((last.done - first.done) * 1000) / (last.at - first.at)
}

export function secondsLeft(samples: readonly Sample[], total: number): number | null {
  const pace = speed(samples)
  const done = samples.at(-1)?.done ?? 0
  return pace === null || total <= done ? null : (total - done) / pace
}

export interface RowRate {
  rows: number
  perSecond: number
}

/** What a running ingest says of itself: `1200 rows, 400 rows/s`. */
export function rowRate(message: string): RowRate | null {
  const match = /^(\d+) rows, (\d+) rows\/s$/.exec(message)
  return match ? { rows: Number(match[1]), perSecond: Number(match[2]) } : null
}

/** The whole percent reached; a hundred is kept for what is finished. */
export const percentOf = (done: number, total: number) => (total > 0 ? Math.min(99, Math.floor((done / total) * 100)) : 0)
