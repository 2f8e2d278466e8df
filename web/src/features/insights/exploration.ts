import type { CostsQuery, Granularity, Grouping, InsightDimension, InsightFilters, Measure } from '@/api/types'
import { shiftDay, shiftPeriod } from '@/ui/format/dates'
import { comparedWith, type Range, type Stretch } from '@/ui/format/range'
import { DIMENSIONS, FILTERS, GROUPINGS, MEASURES, nextGrouping } from './dimensions'

/*
 * What the explorer shows, as its address says it. Everything here is plain: the address is read into an exploration,
 * an exploration is written into an address and into the calls that answer it.
 */

export interface Exploration extends Range {
  granularity: Granularity
  by: Grouping
  measure: Measure
  perDay: boolean
  filters: InsightFilters
  /** The groupings that rows were opened in, outermost first. */
  path: readonly InsightDimension[]
}

/** As the router has it. */
export type Address = Record<string, string | null | undefined | readonly (string | null)[]>
export type Written = Record<string, string>

export const LONGEST_DAILY_MONTHS = 3

const text = (value: Address[string]) => (typeof value === 'string' ? value : '')
const words = (value: Address[string]) => text(value).split(',').filter((word) => word !== '')

function oneOf<T extends string>(value: Address[string], allowed: readonly T[], fallback: T): T {
  return allowed.find((candidate) => candidate === value) ?? fallback
}

const isPlace = (value: string) => /^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/.test(value)

/** An empty member stands for what has no such property: tax has no region. */
export function readFilters(address: Address): InsightFilters {
  const filters: InsightFilters = {}
  for (const name of FILTERS) {
    const values = address[name]
    if (typeof values === 'string') filters[name] = values.split(',')
  }
  return filters
}

export function readStretch(address: Address, usual: Stretch): Stretch {
  const from = text(address.from)
  const to = text(address.to)
  return isPlace(from) && isPlace(to) && from.length === to.length && from <= to ? { from, to } : usual
}

export function readExploration(address: Address, usual: Stretch, measures: readonly Measure[] = MEASURES): Exploration {
  const filters = readFilters(address)
  return {
    ...readStretch(address, usual),
    granularity: oneOf(address.granularity, ['monthly', 'daily'], 'monthly'),
    by: oneOf(address.by, GROUPINGS, 'service'),
    measure: oneOf(address.measure, measures, measures[0] ?? 'pro_forma'),
    compare: oneOf(address.compare, ['previous', 'year', 'off'], 'previous'),
    perDay: address.per_day === 'true',
    filters,
    path: words(address.path).filter((name): name is InsightDimension => DIMENSIONS.some((known) => known === name && filters[known] !== undefined)),
  }
}

export function writeFilters(filters: InsightFilters): Written {
  return Object.fromEntries(FILTERS.flatMap((name) => (filters[name]?.length ? [[name, filters[name].join(',')]] : [])))
}

/** The address of an exploration; what is usual is left out. */
export function writeExploration(exploration: Exploration, usual: Stretch, measures: readonly Measure[] = MEASURES): Written {
  const { from, to, granularity, by, measure, compare, perDay, filters, path } = exploration
  const written: Written = writeFilters(filters)
  if (from !== usual.from || to !== usual.to) Object.assign(written, { from, to })
  if (granularity !== 'monthly') written.granularity = granularity
  if (by !== 'service') written.by = by
  if (measure !== measures[0]) written.measure = measure
  if (compare !== 'previous') written.compare = compare
  if (perDay) written.per_day = 'true'
  if (path.length > 0) written.path = path.join(',')
  return written
}

/* ---- stretches of time ---- */

const isMonth = (place: string) => place.length === 7

/** Whole months for months; for days no more than the server counts at once. */
export function rangeFor(granularity: Granularity, { from, to }: Stretch): Stretch {
  if (to === '') return { from, to }
  if (granularity === 'monthly') return { from: from.slice(0, 7), to: to.slice(0, 7) }
  const earliest = isMonth(to) ? shiftPeriod(to, 1 - LONGEST_DAILY_MONTHS) : shiftDay(to, -91)
  return { from: from < earliest ? earliest : from, to }
}

/** The last day that the newest month can have data of: today, while it is running. */
export function lastDayWithData(newest: string, today = new Date().toISOString().slice(0, 10)): string {
  if (newest === '') return ''
  return newest === today.slice(0, 7) ? today : shiftDay(`${shiftPeriod(newest, 1)}-01`, -1)
}

/* ---- opening a row, and back ---- */

/** A row opened: its key becomes a filter, and what is in it is shown. Null where nothing is below. */
export function openRow(exploration: Exploration, key: string): Exploration | null {
  const { by, filters, path } = exploration
  if (by === 'none') return null
  const narrowed = { ...filters, [by]: [key] }
  const next = nextGrouping(by, narrowed)
  return next && { ...exploration, by: next, filters: narrowed, path: [...path.filter((name) => name !== by), by] }
}

/** Back to where the row of `path[depth]` was opened. */
export function backTo(exploration: Exploration, depth: number): Exploration {
  const { filters, path } = exploration
  const closed = path.slice(depth)
  const kept = Object.fromEntries(Object.entries(filters).filter(([name]) => !closed.some((dimension) => dimension === name)))
  return { ...exploration, by: path[depth] ?? exploration.by, filters: kept, path: path.slice(0, depth) }
}

/* ---- calls ---- */

export function costsQuery(exploration: Exploration, top: number): CostsQuery {
  const { granularity, by, measure, compare, perDay, filters } = exploration
  const range = rangeFor(granularity, exploration)
  const compared = range.to ? comparedWith({ ...range, compare }) : null
  return {
    ...filters,
    ...range,
    ...(compared && { compare_from: compared.from, compare_to: compared.to }),
    granularity,
    group_by: by,
    measure,
    top,
    ...(perDay && { per_day: true }),
  }
}
