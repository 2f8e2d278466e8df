import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

/** A feature as data: the shell builds navigation, routes and access from it. */
export interface Feature {
  id: string
  /** `partner`: works on one partner's data. `platform`: about the partners themselves. */
  scope: 'partner' | 'platform'
  /** The permission without which nothing of the feature is shown. */
  permission: string
  nav: NavEntry[]
  routes: RouteRecordRaw[]
}

export interface NavEntry {
  labelKey: string
  icon: Component
  to: string
  /** Smaller comes first. */
  order: number
}

export const defineFeature = (feature: Feature): Feature => feature
