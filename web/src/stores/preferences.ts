import { defineStore } from 'pinia'
import { ref, watch, type Ref } from 'vue'

export type Language = 'zh-CN' | 'en'
export type Theme = 'system' | 'light' | 'dark'
export type RateInput = 'ratio' | 'percent'
export type Shortcuts = 'on' | 'off'

function stored<T extends string>(name: string, fallback: T): Ref<T> {
  const key = `proforma.${name}`
  const value = ref(localStorage.getItem(key) ?? fallback) as Ref<T>
  watch(value, (now) => localStorage.setItem(key, now))
  return value
}

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')

/** What a person chose about the look, kept in this browser. */
export const usePreferences = defineStore('preferences', () => {
  const language = stored<Language>('language', browserLanguage())
  const theme = stored<Theme>('theme', 'system')
  const payerId = stored<string>('payer', '')
  const rateInput = stored<RateInput>('rate-input', language.value === 'zh-CN' ? 'ratio' : 'percent')
  /** The keys without a modifier, which get in the way of those who speak to their machine. */
  const shortcuts = stored<Shortcuts>('shortcuts', 'on')
  return { language, theme, payerId, rateInput, shortcuts }
})
