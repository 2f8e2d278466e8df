import { useI18n } from 'vue-i18n'
import { usePeriods } from '@/api/bills'
import { readCharges, useDeleteGroup } from '@/api/groups'
import { readBillsOf } from '@/api/plans'
import type { BillingGroup } from '@/api/types'
import { useFormat } from '@/ui/format/useFormat'
import { notifyDone, notifyFailed } from '@/ui/notify'
import { useProblemText } from '@/ui/useProblemText'

/** Deletes a group after naming what goes with it. True when it is gone. */
export function useRemoveGroup() {
  const { t } = useI18n()
  const format = useFormat()
  const words = useProblemText()
  const periods = usePeriods()
  const removal = useDeleteGroup()

  async function consequences(group: BillingGroup): Promise<string> {
    const newest = periods.data.value?.[0]?.period
    const [charges, bills] = await Promise.all([readCharges(group.id), newest ? readBillsOf(newest) : []])
    const bill = bills.find((item) => item.billing_group_id === group.id)
    const parts = [t('groups.losesAccounts', group.accounts)]
    if (newest && bill) parts.push(t('groups.losesBill', { period: format.period(newest), amount: `${format.money(bill.pro_forma, bill.currency)} ${bill.currency}` }))
    if (charges.length > 0) parts.push(t('groups.losesCharges', { names: charges.map((charge) => charge.name).join(t('rule.comma')) }))
    return [...parts, t('groups.deleteText')].join('\n')
  }

  return async function remove(group: BillingGroup): Promise<boolean> {
    try {
      const text = await consequences(group)
      const { confirm } = await import('@/ui/confirm')
      if (!(await confirm({ title: t('groups.deleteTitle', { name: group.name }), text, yes: t('common.delete'), no: t('common.cancel'), danger: true }))) return false
      await removal.mutateAsync(group.id)
      await notifyDone(t('groups.deleted', { name: group.name }))
      return true
    } catch (error) {
      await notifyFailed(words.oneLine(error))
      return false
    }
  }
}
