import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { isPhone } from './isPhone'
import type { Column } from './table'

type Choice = Record<string, boolean>

const storageKey = (tableId: string) => `proforma.columns.${tableId}`

function stored(tableId: string): Choice {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(tableId)) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Choice) : {}
  } catch {
    return {}
  }
}

/**
 * Which columns of a table a person wants, kept in this browser. Only what differs from the table's own choice is kept,
 * so that a column added later shows up. The first column names the row and always stays.
 */
export function useColumnChoice<Row>(tableId: string, columns: MaybeRefOrGetter<readonly Column<Row>[]>) {
  const choice = ref<Choice>(tableId ? stored(tableId) : {})
  watch(choice, (now) => localStorage.setItem(storageKey(tableId), JSON.stringify(now)))

  const isOwn = ({ optional }: Column<Row>) => !(optional === 'phone' ? isPhone.value : optional)
  const isShown = (column: Column<Row>) => choice.value[column.key] ?? isOwn(column)
  const visible = computed(() => toValue(columns).filter((column, index) => index === 0 || isShown(column)))
  const choosable = computed(() => toValue(columns).slice(1).filter((column) => column.label !== ''))

  function show(column: Column<Row>, shown: boolean) {
    const others = Object.entries(choice.value).filter(([key]) => key !== column.key)
    choice.value = Object.fromEntries(shown === isOwn(column) ? others : [...others, [column.key, shown]])
  }

  return { visible, choosable, isShown, show, isChanged: computed(() => Object.keys(choice.value).length > 0), reset: () => (choice.value = {}) }
}
