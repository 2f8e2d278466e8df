import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BillSummary, ChangeFigure, GroupChange } from '@/api/types'
import { useSession } from '@/stores/session'
import { decimalSign, marginPercent } from '@/ui/format/money'
import { useFormat } from '@/ui/format/useFormat'
import type { Column } from '@/ui/table'

const OF_COST = ['cost', 'margin', 'margin_percent', 'margin_change']

/** The columns of the groups table; who may not see cost has none of it, and change is there where months are compared. */
export function useBillColumns(currency: MaybeRefOrGetter<string>, changes: MaybeRefOrGetter<ReadonlyMap<string, GroupChange>>) {
  const { t, te } = useI18n()
  const format = useFormat()
  const session = useSession()

  /* The table's currency stands in its head; only a group billed in another one names its own. */
  function money(amount: string, row: BillSummary): string {
    const text = format.money(amount, row.currency)
    return row.currency === toValue(currency) ? text : `${text} ${row.currency}`
  }

  const changeOf = (row: BillSummary) => toValue(changes).get(row.billing_group_id)
  const stateText = (row: BillSummary) => (te(`billState.${row.state}`) ? t(`billState.${row.state}`) : row.state)

  const change = (key: string, label: string, figure: (row: BillSummary) => ChangeFigure | null | undefined): Column<BillSummary> => ({
    key, label, align: 'end', optional: true, text: (row) => figure(row)?.change ?? '', sortBy: { by: 'decimal', value: (row) => figure(row)?.change },
  })
  const compared = computed<Column<BillSummary>[]>(() => [
    {
      key: 'previous', label: t('billing.columnPrevious'), align: 'end', optional: true, text: (row) => money(changeOf(row)?.revenue.previous ?? '0', row),
      sortBy: { by: 'decimal', value: (row) => changeOf(row)?.revenue.previous },
    },
    change('change', t('billing.columnChange'), (row) => changeOf(row)?.revenue),
    change('margin_change', t('billing.columnMarginChange'), (row) => changeOf(row)?.margin),
  ])

  return computed<Column<BillSummary>[]>(() => {
    const figures: Column<BillSummary>[] = [
      { key: 'accounts', label: t('billing.columnAccounts'), optional: 'phone', align: 'end', text: (row) => format.count(row.accounts), sortBy: { by: 'count', value: (row) => row.accounts } },
      { key: 'cost', label: t('billing.columnCost'), align: 'end', text: (row) => money(row.cost ?? '0', row), sortBy: { by: 'decimal', value: (row) => row.cost } },
      { key: 'pro_forma', label: t('billing.columnProForma'), align: 'end', text: (row) => money(row.pro_forma, row), sortBy: { by: 'decimal', value: (row) => row.pro_forma } },
      ...(toValue(changes).size > 0 ? compared.value : []),
      {
        key: 'margin', label: t('billing.columnMargin'), align: 'end', text: (row) => money(row.margin ?? '0', row),
        sortBy: { by: 'decimal', value: (row) => row.margin }, negative: (row) => decimalSign(row.margin ?? '0') < 0,
      },
      {
        key: 'margin_percent', label: t('billing.columnMarginPercent'), align: 'end', text: (row) => format.percent(marginPercent(row)),
        sortBy: { by: 'decimal', value: marginPercent }, negative: (row) => decimalSign(marginPercent(row) ?? '0') < 0,
      },
    ]
    return [
      { key: 'name', label: t('billing.columnName'), text: (row) => row.name, sortBy: { by: 'text', value: (row) => row.name } },
      ...figures.filter((column) => session.can('cost.read') || !OF_COST.includes(column.key)),
      { key: 'state', label: t('common.state'), text: stateText, sortBy: { by: 'text', value: stateText } },
      ...(session.can('group.write') ? [{ key: 'action', label: t('common.actions'), align: 'end' as const, csv: false as const }] : []),
    ]
  })
}
