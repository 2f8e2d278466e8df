import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BillSummary } from '@/api/types'
import { useSession } from '@/stores/session'
import { decimalSign } from '@/ui/format/money'
import { useFormat } from '@/ui/format/useFormat'
import type { Column } from '@/ui/table'

/** The columns of the groups table; who may not see cost has none of it. */
export function useBillColumns(currency: MaybeRefOrGetter<string>) {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()

  /* The table's currency stands in its head; only a group billed in another one names its own. */
  function money(amount: string, row: BillSummary): string {
    const text = format.money(amount, row.currency)
    return row.currency === toValue(currency) ? text : `${text} ${row.currency}`
  }

  return computed<Column<BillSummary>[]>(() => {
    const figures: Column<BillSummary>[] = [
      { key: 'accounts', label: t('billing.columnAccounts'), align: 'end', text: (row) => format.count(row.accounts), sortBy: { by: 'count', value: (row) => row.accounts } },
      { key: 'cost', label: t('billing.columnCost'), align: 'end', text: (row) => money(row.cost ?? '0', row), sortBy: { by: 'decimal', value: (row) => row.cost } },
      { key: 'pro_forma', label: t('billing.columnProForma'), align: 'end', text: (row) => money(row.pro_forma, row), sortBy: { by: 'decimal', value: (row) => row.pro_forma } },
      {
        key: 'margin', label: t('billing.columnMargin'), align: 'end', text: (row) => money(row.margin ?? '0', row),
        sortBy: { by: 'decimal', value: (row) => row.margin }, negative: (row) => decimalSign(row.margin ?? '0') < 0,
      },
      {
        key: 'margin_percent', label: t('billing.columnMarginPercent'), align: 'end', text: (row) => format.percent(row.margin_percent),
        sortBy: { by: 'decimal', value: (row) => row.margin_percent }, negative: (row) => decimalSign(row.margin_percent ?? '0') < 0,
      },
    ]
    return [
      { key: 'name', label: t('billing.columnName'), text: (row) => row.name, sortBy: { by: 'text', value: (row) => row.name } },
      ...figures.filter((column) => session.can('cost.read') || !['cost', 'margin', 'margin_percent'].includes(column.key)),
      { key: 'state', label: t('common.state') },
      ...(session.can('group.write') ? [{ key: 'action', label: t('common.actions'), align: 'end' as const }] : []),
    ]
  })
}
