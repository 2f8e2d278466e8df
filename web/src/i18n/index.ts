import { createI18n } from 'vue-i18n'
import type { Language as ElementLanguage } from 'element-plus/es/locale/index'
import { shallowRef } from 'vue'
import { apiContext } from '@/api/context'
import type { Language } from '@/stores/preferences'

/** Each language is a file of its own, loaded when it is chosen. */
const loaders = {
  'zh-CN': () => Promise.all([import('./zh-CN'), import('element-plus/es/locale/lang/zh-cn')]),
  en: () => Promise.all([import('./en'), import('element-plus/es/locale/lang/en')]),
}

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: false, messages: {} })

/** The words inside Element Plus's own components. */
export const elementLanguage = shallowRef<ElementLanguage>()

export async function setLanguage(language: Language): Promise<void> {
  const [{ messages }, { default: element }] = await loaders[language]()
  i18n.global.setLocaleMessage(language, messages)
  i18n.global.locale.value = language
  elementLanguage.value = element
  apiContext.language = language
  document.documentElement.lang = language
}
