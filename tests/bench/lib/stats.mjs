// What a list of samples says. Pure.

export function quantile(samples, q) {
  if (samples.length === 0) return undefined
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = Math.floor(at)
  const high = Math.ceil(at)
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low)
}

export const median = (samples) => quantile(samples, 0.5)

// The slowest but one in a hundred; of few samples simply the slowest.
export const p99 = (samples) =>
  [...samples].sort((a, b) => a - b)[Math.ceil(samples.length * 0.99) - 1]

// Round by round: what the machine does at the time is in both sides of a round.
export const ratios = (ours, against) => ours.map((sample, i) => sample / against[i])

// A row of the table judged: { ours, against, ratio, low, high, met, next }, medians of samples. The
// ratio of a row of `times faster` is the other way round.
export function judge(row, samples) {
  const ours = median(samples.ours)
  const against = samples.against && median(samples.against)
  const all = !samples.against ? samples.ours : row.isFaster
    ? ratios(samples.against, samples.ours) : ratios(samples.ours, samples.against)
  const figure = median(all)
  const reaches = (limit) => row.target.at === 'most' ? figure <= limit : figure >= limit
  return {
    ours,
    against,
    ratio: samples.against && figure,
    low: Math.min(...all),
    high: Math.max(...all),
    met: row.target && reaches(row.target.limit),
    next: row.target?.next !== undefined && reaches(row.target.next),
  }
}

// 10000000 as "10 million".
export function readable(number) {
  if (number % 1e5 === 0 && number >= 1e6) return `${number / 1e6} million`
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}
