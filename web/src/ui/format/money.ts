const MINUS = '−'
/** Inside, amounts have twelve places. */
const EXACT_PLACES = 12

export interface MoneyFormat {
  /** All places the amount has, instead of the currency's. */
  exact?: boolean
  /** A plus sign in front of what is above zero, for changes. */
  signed?: boolean
}

export function currencyPlaces(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/**
 * An amount for people. Intl.NumberFormat takes the decimal string as it is, so no digit passes through a float.
 * The currency is left out: it stands once, beside the figure or in the head of the table.
 */
export function formatMoney(amount: string, currency: string, locale: string, format: MoneyFormat = {}): string {
  const places = currencyPlaces(currency)
  return formatDecimal(amount, locale, {
    minimumFractionDigits: places,
    maximumFractionDigits: format.exact ? EXACT_PLACES : places,
    signDisplay: format.signed ? 'exceptZero' : 'negative',
  })
}

/** An amount where there is little room: 12.3k and 4.5M, 1.2万 and 3.4亿. The digits are rounded from the decimal string. */
export function formatCompact(amount: string, locale: string, signed = false): string {
  const text = formatDecimal(amount, locale, { notation: 'compact', maximumFractionDigits: 1, signDisplay: signed ? 'exceptZero' : 'negative' })
  return text.replace(/K$/, 'k')
}

export function formatPercent(percent: string | null | undefined, locale: string, signed = false): string {
  if (percent === null || percent === undefined) return '–'
  const digits = formatDecimal(percent, locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: signed ? 'exceptZero' : 'negative',
  })
  return `${digits}%`
}

/** How much was used: as many places as say something, six at most. */
export function formatQuantity(quantity: string, locale: string): string {
  return formatDecimal(quantity, locale, { maximumFractionDigits: 6 })
}

function formatDecimal(amount: string, locale: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(amount as `${number}`).replace('-', MINUS)
}

/** -1, 0 or 1, read off the digits. */
export function decimalSign(amount: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(amount)) return 0
  return amount.startsWith('-') ? -1 : 1
}

function scaled(amount: string): bigint {
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = amount.replace(/^[-+]/, '').split('.')
  const digits = BigInt(whole + fraction.padEnd(EXACT_PLACES, '0').slice(0, EXACT_PLACES))
  return negative ? -digits : digits
}

/** The margin in percent of the pro forma; of nothing, or of less than nothing, there is no part that says something. */
export function marginPercent(figures: { pro_forma: string; margin_percent?: string | null } | undefined): string | null {
  return figures && decimalSign(figures.pro_forma) > 0 ? (figures.margin_percent ?? null) : null
}

/** For sorting: compares two amounts to the last digit. */
export function compareDecimals(left: string, right: string): number {
  const a = scaled(left)
  const b = scaled(right)
  return a < b ? -1 : a > b ? 1 : 0
}

/** The sum to the last digit. */
export function sumDecimals(amounts: readonly string[]): string {
  const total = amounts.reduce((sum, amount) => sum + scaled(amount), 0n)
  const digits = (total < 0n ? -total : total).toString().padStart(EXACT_PLACES + 1, '0')
  return `${total < 0n ? '-' : ''}${digits.slice(0, -EXACT_PLACES)}.${digits.slice(-EXACT_PLACES)}`
}

export function magnitude(amount: string): string {
  return amount.replace(/^-/, '')
}

/** How long an arc or a bar is drawn. The only place where an amount becomes a float; nothing is computed from it. */
export function chartGeometry(amount: string): number {
  return Number(amount)
}
