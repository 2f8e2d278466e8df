import { useI18n } from 'vue-i18n'
import type { PartialPeriod, Period } from '@/api/types'
import { useFormat } from './format/useFormat'

/** Says which month another is compared with, or how many of its first days. */
export function useComparedWith() {
  const { t } = useI18n()
  const format = useFormat()
  return (previous: Period, partial: PartialPeriod | null) =>
    partial ? t('overview.comparedDays', { days: partial.days, period: format.period(previous) }) : t('overview.compared', { period: format.period(previous) })
}
