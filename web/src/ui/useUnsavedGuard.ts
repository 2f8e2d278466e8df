import { onBeforeUnmount, onMounted, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'
import { drafts } from './useDraft'

/** Asks before edits are lost: on leaving the page, on changing its tab, on closing the window. Returns the question, for a dialog to ask. */
export function useUnsavedGuard(dirty: Ref<boolean>) {
  const { t } = useI18n()

  async function mayLeave(): Promise<boolean> {
    if (!dirty.value || drafts.held) return true
    const { confirm } = await import('./confirm')
    return confirm({ title: t('form.unsavedTitle'), text: t('form.unsavedText'), yes: t('form.discard'), no: t('form.keepEditing'), danger: true })
  }

  function beforeUnload(event: BeforeUnloadEvent) {
    if (dirty.value) event.preventDefault()
  }

  onBeforeRouteLeave(mayLeave)
  onBeforeRouteUpdate((to: RouteLocationNormalized, from: RouteLocationNormalized) => to.path === from.path || mayLeave())
  onMounted(() => window.addEventListener('beforeunload', beforeUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', beforeUnload))
  return mayLeave
}
