import type { PricingRule } from '@/api/types'

/*
 * People say what a customer pays ("9折", 90 % of the price); a rule stores what is added or taken off (a discount of
 * 10). Both are decimal strings, converted on whole numbers so that 33.333333 stays 33.333333.
 */
const PLACES = 6
const UNIT = 10n ** BigInt(PLACES)
const HUNDRED = 100n * UNIT

export type RatePart = Pick<PricingRule, 'type' | 'percent'>

/** Reads a plain decimal with at most six places; anything else is null. */
function toUnits(text: string): bigint | null {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim())
  if (!match) return null
  return BigInt(match[1] ?? '0') * UNIT + BigInt((match[2] ?? '').padEnd(PLACES, '0'))
}

function fromUnits(units: bigint): string {
  const fraction = (units % UNIT).toString().padStart(PLACES, '0').replace(/0+$/, '')
  return `${units / UNIT}${fraction ? `.${fraction}` : ''}`
}

/** `90`, `90%`, `9折`, `95折` and `8.5折` become the percent of the price that is paid; null when it is no number. */
export function parseRatio(text: string): string | null {
  const trimmed = text.trim().replace('％', '%').replace('．', '.')
  const zhe = /^(\d+(?:\.\d+)?)\s*折$/.exec(trimmed)
  const units = toUnits(zhe?.[1] ?? trimmed.replace(/\s*%$/, ''))
  if (units === null) return null
  /* 9折 is nine tenths; 95折 is ninety-five hundredths. */
  if (zhe && units < 10n * UNIT) return fromUnits(units * 10n)
  if (zhe && units > HUNDRED) return null
  return fromUnits(units)
}

/** 90 → discount of 10; 107.5 → markup of 7.5. */
export function ratioToRate(text: string): RatePart | null {
  const ratio = parseRatio(text)
  if (ratio === null) return null
  const units = toUnits(ratio) ?? 0n
  return units > HUNDRED ? { type: 'markup', percent: fromUnits(units - HUNDRED) } : { type: 'discount', percent: fromUnits(HUNDRED - units) }
}

/** The percent of the price that a rule lets the customer pay; empty while the rule has no valid percent. */
export function rateToRatio(rate: RatePart): string {
  const units = toUnits(rate.percent ?? '')
  if (units === null) return ''
  if (rate.type === 'markup') return fromUnits(HUNDRED + units)
  return units > HUNDRED ? '' : fromUnits(HUNDRED - units)
}

/** `90` → `9`, `85` → `8.5`: the figure before 折. Null where nobody would say 折, as for 0 and for what is not below 100. */
export function ratioToZhe(ratio: string): string | null {
  const units = toUnits(ratio)
  return units === null || units === 0n || units >= HUNDRED || units % 10n !== 0n ? null : fromUnits(units / 10n)
}

export const isPercent = (text: string) => toUnits(text) !== null

/** A non-negative amount with at most twelve places. */
export const isAmount = (text: string) => /^\d{1,18}(\.\d{1,12})?$/.test(text.trim())
