import { mount } from '@vue/test-utils'
import { createPinia, type Pinia } from 'pinia'
import type { Component, Plugin } from 'vue'
import { createI18n } from 'vue-i18n'
import { messages } from './i18n/en'

/** Mounts a component with what every component of the console may expect, in English; a test may bring its own stores and plugins. */
export function mountInEnglish(component: Component, props: Record<string, unknown>, { pinia = createPinia(), plugins = [] }: { pinia?: Pinia; plugins?: Plugin[] } = {}) {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: messages } })
  return mount(component, { props, global: { plugins: [i18n, pinia, ...plugins], stubs: { RouterLink: true } }, attachTo: document.body })
}
