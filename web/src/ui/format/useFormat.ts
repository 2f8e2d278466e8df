import { useI18n } from 'vue-i18n'
import { formatDay, formatInstant, formatPeriod, formatShortPeriod } from './dates'
import { formatCompact, formatMoney, formatPercent, formatQuantity, type MoneyFormat } from './money'
import { formatBytes, formatCount } from './numbers'

/** The formatters in the reader's language; what they return changes when the language does. */
export function useFormat() {
  const { locale } = useI18n()
  return {
    money: (amount: string, currency: string, format?: MoneyFormat) => formatMoney(amount, currency, locale.value, format),
    compact: (amount: string, signed?: boolean) => formatCompact(amount, locale.value, signed),
    percent: (percent: string | null | undefined, signed?: boolean) => formatPercent(percent, locale.value, signed),
    quantity: (quantity: string) => formatQuantity(quantity, locale.value),
    count: (count: number) => formatCount(count, locale.value),
    bytes: (bytes: number) => formatBytes(bytes, locale.value),
    period: (period: string) => formatPeriod(period, locale.value),
    /** A month or a day where there is little room, as under a chart. */
    shortPeriod: (period: string) => formatShortPeriod(period, locale.value),
    day: (day: string | null) => (day ? formatDay(day, locale.value) : '–'),
    instant: (instant: string | null) => (instant ? formatInstant(instant, locale.value) : '–'),
  }
}
