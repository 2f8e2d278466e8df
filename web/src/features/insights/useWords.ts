import { useI18n } from 'vue-i18n'
import type { Grouping } from '@/api/types'
import type { Stretch } from '@/ui/format/range'
import { serviceName } from '@/ui/format/services'
import { useFormat } from '@/ui/format/useFormat'
import { CUSTOM_CHARGE } from './dimensions'

/** Their keys are what the bill says, and people look for them. */
const CODED: readonly Grouping[] = ['account', 'service', 'charge_type']

type Words = (key: string) => string

/** How the insights name things: what the server keeps as a code has its word here, the rest is the cloud's own. */
export function useWords() {
  const { t, te } = useI18n()
  const format = useFormat()

  const coded: Partial<Record<Grouping, Words>> = {
    service: serviceName,
    charge_type: (key) => (te(`chargeType.${key}`) ? t(`chargeType.${key}`) : ''),
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
    if (key === CUSTOM_CHARGE) return t('insights.customCharges')
    if (key === 'unassigned' && grouping === 'billing_group') return t('insights.unassigned')
    return coded[grouping]?.(key) || label || key
  }

  /** The code behind a name that does not say it. */
  function codeOf(grouping: Grouping, key: string, label = ''): string {
    return CODED.includes(grouping) && key !== CUSTOM_CHARGE && ofKey(grouping, key, label) !== key ? key : ''
  }

  /** `Amazon EC2 (AmazonEC2)`: what a file and a tooltip say. */
  function inFull(grouping: Grouping, key: string, label = ''): string {
    const code = codeOf(grouping, key, label)
    return code ? `${ofKey(grouping, key, label)} (${code})` : ofKey(grouping, key, label)
  }

  /** A month or a day. */
  const ofPlace = (place: string) => (place.length === 7 ? format.period(place) : format.day(place))
  const ofRange = ({ from, to }: Stretch) => (from === to ? ofPlace(from) : t('insights.range', { from: ofPlace(from), to: ofPlace(to) }))

  return { ofKey, codeOf, inFull, ofPlace, ofRange, ofGrouping: (grouping: Grouping) => t(`grouping.${grouping}`) }
}
