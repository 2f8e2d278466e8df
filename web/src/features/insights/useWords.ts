import { useI18n } from 'vue-i18n'
import type { Grouping } from '@/api/types'
import { useFormat } from '@/ui/format/useFormat'
import type { Stretch } from '@/ui/format/range'

type Words = (key: string) => string

/** How the insights name things: what the server keeps as a code has its word here, the rest is the cloud's own. */
export function useWords() {
  const { t, te } = useI18n()
  const format = useFormat()

  const coded: Partial<Record<Grouping, Words>> = {
    category: (key) => (te(`category.${key}`) ? t(`category.${key}`) : ''),
    purchase_option: (key) => (te(`purchaseOption.${key}`) ? t(`purchaseOption.${key}`) : ''),
    transfer_type: (key) => (te(`transferType.${key}`) ? t(`transferType.${key}`) : ''),
    storage_class: (key) => (te(`storageClass.${key}`) ? t(`storageClass.${key}`) : ''),
    processor: (key) => (key === 'other' ? t('kind.other') : ''),
    kind: (key) => (te(`kind.${key}`) ? t(`kind.${key}`) : ''),
  }

  function ofKey(grouping: Grouping, key: string, label = ''): string {
    if (grouping === 'none') return t('common.total')
    if (key === '') return grouping === 'region' ? t('insights.noRegion') : t('insights.unnamed')
    if (key === 'custom_charge') return t('insights.customCharges')
    if (key === 'unassigned' && grouping === 'billing_group') return t('insights.unassigned')
    return coded[grouping]?.(key) || label || key
  }

  /** A month or a day. */
  const ofPlace = (place: string) => (place.length === 7 ? format.period(place) : format.day(place))
  const ofRange = ({ from, to }: Stretch) => (from === to ? ofPlace(from) : t('insights.range', { from: ofPlace(from), to: ofPlace(to) }))

  return { ofKey, ofPlace, ofRange, ofGrouping: (grouping: Grouping) => t(`grouping.${grouping}`) }
}
