import { useI18n } from 'vue-i18n'
import type { PassThroughKind } from '@/api/types'
import { useRuleWords } from '@/ui/pricing/useRuleWords'
import type { PlanChange } from './history'

export interface ChangeInWords {
  what: string
  /** What a rule prices. */
  target?: string
  before: string
  after: string
}

/** A change of a plan as a person would tell it. */
export function useChangeWords() {
  const { t } = useI18n()
  const rules = useRuleWords()
  const kinds = (list: readonly PassThroughKind[]) => list.map((kind) => t(`kind.${kind}`)).join(t('rule.comma')) || t('plan.passThroughNone')

  return function inWords(change: PlanChange): ChangeInWords {
    const what = t(`planChange.${change.what}`)
    switch (change.what) {
      case 'name':
        return { what, before: change.before, after: change.after }
      case 'basis':
        return { what, before: t(`basis.${change.before}`), after: t(`basis.${change.after}`) }
      case 'freeTier':
        return { what, before: '', after: change.after ? t('plan.freeTierOn') : t('plan.freeTierOff') }
      case 'passThrough':
        return { what, before: kinds(change.before), after: kinds(change.after) }
      case 'ruleAdded':
        return { what, target: rules.target(change.after), before: '', after: rules.terms(change.after) }
      case 'ruleRemoved':
        return { what, target: rules.target(change.before), before: rules.terms(change.before), after: '' }
      case 'ruleChanged':
        return { what, target: rules.target(change.after), before: rules.terms(change.before), after: rules.terms(change.after) }
    }
  }
}
