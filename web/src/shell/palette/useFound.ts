import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useSession } from '@/stores/session'
import type { PaletteEntry, PaletteSource } from '@/ui/palette'
import { canOpen, features } from '../features'
import { useCommands } from './useCommands'
import { remoteSources } from './sources'

export interface Section {
  id: string
  label: string
  entries: PaletteEntry[]
}

/** Typing faster than this asks once. */
const PAUSE_MS = 160
/** One letter finds everything, which is nothing. */
const SHORTEST = 2

/** What answers to the text: pages and commands at once, the rest when the server has been asked. */
export function useFound(text: Ref<string>) {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const commands = useCommands()

  const remote = shallowRef<Section[]>([])
  const searching = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = new AbortController()

  const sources = computed<readonly PaletteSource[]>(() => {
    if (session.partner === null) return []
    const own = features.filter((feature) => canOpen(feature, session)).flatMap((feature) => feature.palette ?? [])
    return [...remoteSources, ...own].filter((source) => session.can(source.permission))
  })

  const matches = (entry: PaletteEntry) => `${entry.label} ${entry.hint ?? ''}`.toLocaleLowerCase().includes(text.value.trim().toLocaleLowerCase())
  const local = computed<Section[]>(() => commands.value.map((section) => ({ ...section, entries: section.entries.filter(matches) })))
  const sections = computed(() => [...local.value, ...remote.value].filter((section) => section.entries.length > 0))

  /* A source may know more than this console has a page for. */
  const leadsSomewhere = (entry: PaletteEntry) => entry.to === undefined || router.resolve(entry.to).name !== 'not-found'

  async function ask(source: PaletteSource, wanted: string, signal: AbortSignal): Promise<Section> {
    /* One source that fails takes nothing from the others. */
    const entries = await source.find(wanted, signal).catch((): PaletteEntry[] => [])
    return { id: source.id, label: t(source.labelKey), entries: entries.filter(leadsSomewhere) }
  }

  async function search(wanted: string) {
    const { signal } = asked
    const found = await Promise.all(sources.value.map((source) => ask(source, wanted, signal)))
    if (signal.aborted) return
    remote.value = found
    searching.value = false
  }

  function stop() {
    clearTimeout(timer)
    asked.abort()
  }

  watch(text, () => {
    stop()
    asked = new AbortController()
    const wanted = text.value.trim()
    searching.value = wanted.length >= SHORTEST
    if (searching.value) timer = setTimeout(() => void search(wanted), PAUSE_MS)
    else remote.value = []
  })
  onScopeDispose(stop)

  return { sections, searching }
}
