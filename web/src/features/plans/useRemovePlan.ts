import { useI18n } from 'vue-i18n'
import { useDeletePlan } from '@/api/plans'
import type { PricingPlan } from '@/api/types'
import { notifyDone, notifyFailed } from '@/ui/notify'
import { useProblemText } from '@/ui/useProblemText'

/** Deletes a plan that nobody uses, after asking. True when it is gone. */
export function useRemovePlan() {
  const { t } = useI18n()
  const words = useProblemText()
  const removal = useDeletePlan()

  return async function remove(plan: PricingPlan): Promise<boolean> {
    const { confirm } = await import('@/ui/confirm')
    const sure = await confirm({ title: t('plans.deleteTitle', { name: plan.name }), text: t('plans.deleteText'), yes: t('common.delete'), no: t('common.cancel'), danger: true })
    if (!sure) return false
    try {
      await removal.mutateAsync(plan.id)
      await notifyDone(t('plans.deleted', { name: plan.name }))
      return true
    } catch (error) {
      await notifyFailed(words.oneLine(error))
      return false
    }
  }
}
