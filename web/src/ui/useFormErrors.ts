import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api/problem'

/**
 * The errors of one form, by JSON Pointer. The server's problem lands on the field its pointer names; one that names
 * no field of the form is shown above it.
 */
export function useFormErrors() {
  const { t } = useI18n()
  const byPointer = ref<Record<string, string>>({})
  const problem = ref<ApiError | null>(null)

  const isValid = computed(() => Object.keys(byPointer.value).length === 0 && problem.value === null)
  const at = (pointer: string) => byPointer.value[pointer] ?? ''

  function clear(pointer?: string) {
    if (pointer === undefined) byPointer.value = {}
    else delete byPointer.value[pointer]
    problem.value = null
  }

  function require(pointer: string, value: string) {
    if (value.trim() === '') byPointer.value[pointer] = t('form.required')
  }

  function set(pointer: string, message: string) {
    byPointer.value[pointer] = message
  }

  /** Takes what a failed save threw. `known` are the pointers the form has fields for; a fault inside one is shown at it. */
  function take(cause: unknown, known: readonly string[] = []) {
    if (!(cause instanceof ApiError)) throw cause
    const field = known.filter((pointer) => `${cause.pointer}/`.startsWith(`${pointer}/`)).toSorted((left, right) => right.length - left.length)[0]
    if (field !== undefined) byPointer.value[field] = cause.detail || cause.title
    else problem.value = cause
  }

  return { at, clear, require, set, take, isValid, problem }
}
