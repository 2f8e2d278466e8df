import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

const PREFIX = 'proforma.draft.'
const storageKey = (keep: string) => PREFIX + keep

/** While somebody is sent to sign in again, edits are neither asked about nor ended: who comes back finds them. */
export const drafts = { held: false }

/** For somebody else at the same window. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}

/** What was typed over the same ground before the page was loaded again. */
function keptDraft(keep: string, base: string): string | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey(keep)) ?? '{}') as { base?: string; draft?: string }
    return kept.base === base ? kept.draft : undefined
  } catch {
    return undefined
  }
}

/**
 * A form's own copy of what the server sent. It follows the server until somebody edits it, and stays theirs from
 * then on, so that a refresh in the background never takes typing away. With `keep`, a name of the thing edited, edits
 * outlive a reload of the page, unless the thing has changed meanwhile; leaving the form ends them. `version` is the
 * entity tag that came with the source; the draft's own stays that of what is edited, so that a save over somebody
 * else's is refused even when theirs has been read in the background.
 */
export function useDraft<T>(source: () => T, keep = '', version = () => '') {
  const copy = (value: T) => JSON.parse(JSON.stringify(value)) as T
  const base = ref(JSON.stringify(source()))
  const kept = keep ? keptDraft(keep, base.value) : undefined
  const draft = ref(kept === undefined ? copy(source()) : (JSON.parse(kept) as T)) as Ref<T>
  const tag = ref(version())
  const text = computed(() => JSON.stringify(draft.value))
  const dirty = computed(() => text.value !== base.value)

  function reset() {
    base.value = JSON.stringify(source())
    draft.value = copy(source())
    tag.value = version()
  }

  watch([source, version], () => {
    if (!dirty.value) reset()
    else if (JSON.stringify(source()) === base.value) tag.value = version()
  })

  if (keep) {
    watch([text, base], () => {
      if (dirty.value) sessionStorage.setItem(storageKey(keep), JSON.stringify({ base: base.value, draft: text.value }))
      else sessionStorage.removeItem(storageKey(keep))
    })
    onScopeDispose(() => {
      if (!drafts.held) sessionStorage.removeItem(storageKey(keep))
    })
  }
  return { draft, dirty, reset, tag }
}
