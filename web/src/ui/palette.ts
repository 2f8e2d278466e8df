import type { RouteLocationRaw } from 'vue-router'

/** One thing the palette can go to or do. */
export interface PaletteEntry {
  key: string
  label: string
  /** Beside the label, softer: an account number, a month. */
  hint?: string
  to?: RouteLocationRaw
  run?: () => void | Promise<unknown>
}

/**
 * Where the palette looks. Features add sources as data; the shell asks those the reader may see, once typing pauses.
 * A source answers with its few best entries, best first.
 */
export interface PaletteSource {
  id: string
  /** The heading above its entries. */
  labelKey: string
  permission: string
  find: (text: string, signal: AbortSignal) => Promise<PaletteEntry[]>
}
