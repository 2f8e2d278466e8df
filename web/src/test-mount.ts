import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import type { Component } from 'vue'
import { createI18n } from 'vue-i18n'
import { messages } from './i18n/en'

/** Mounts a component with what every component of the console may expect, in English. */
export function mountInEnglish(component: Component, props: Record<string, unknown>) {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: messages } })
  return mount(component, { props, global: { plugins: [i18n, createPinia()], stubs: { RouterLink: true } }, attachTo: document.body })
}
