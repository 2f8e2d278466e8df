import { reactive, watch, type Ref } from 'vue'
import { useFormErrors } from './useFormErrors'

/** The draft and the errors of a form in a dialog, both begun anew when it opens: what it is open on may be another thing. */
export function useDialogForm<Draft extends object>(open: Ref<boolean>, start: () => Draft) {
  const draft = reactive(start()) as Draft
  const errors = useFormErrors()

  watch(open, () => {
    Object.assign(draft, start())
    errors.clear()
  })

  return { draft, errors }
}
