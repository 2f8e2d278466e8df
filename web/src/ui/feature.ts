import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { PaletteSource } from './palette'

/** A feature as data: the shell builds navigation, routes, access and the palette from it. */
export interface Feature {
  id: string
  /** `partner`: works on one partner's data. `platform`: about the partners themselves. */
  scope: 'partner' | 'platform'
  /** The permission without which nothing of the feature is shown. */
  permission: string
  nav: NavEntry[]
  routes: RouteRecordRaw[]
  /** What the palette finds besides pages. */
  palette?: readonly PaletteSource[]
}

export interface NavEntry {
  labelKey: string
  icon: Component
  to: string
  /** Smaller comes first. */
  order: number
  /** Needed besides the feature's own. */
  permission?: string
}

export const defineFeature = (feature: Feature): Feature => feature
