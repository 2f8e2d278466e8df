import { i18n } from '@/i18n'
import type { PaletteSource } from '@/ui/palette'
import { TABS } from './tabs'

/** The pages behind the tabs, by their names in the reader's language. */
export const insightPages: PaletteSource = {
  id: 'insight-pages',
  labelKey: 'insights.title',
  permission: 'insight.read',
  find(text) {
    const wanted = text.trim().toLocaleLowerCase()
    const pages = TABS.map(({ labelKey, path }) => ({ key: path, label: i18n.global.t(labelKey), to: { path } }))
    return Promise.resolve(wanted === '' ? [] : pages.filter(({ label }) => label.toLocaleLowerCase().includes(wanted)))
  },
}
