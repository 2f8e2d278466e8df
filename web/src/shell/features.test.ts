import { describe, expect, it } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { features } from './features'

const namesOf = (routes: readonly RouteRecordRaw[]): string[] => routes.flatMap((route) => [...(route.name ? [String(route.name)] : []), ...namesOf(route.children ?? [])])

describe('the routes of the features', () => {
  it('have a name of their own each: a second of the same name would take the first one away', () => {
    const names = features.flatMap((feature) => namesOf(feature.routes))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('admit to a page that makes something only who may make it', () => {
    const makers = features.flatMap((feature) => feature.routes).filter((route) => route.path.endsWith('/new'))
    expect(makers.map((route) => [route.path, route.meta?.permission])).toEqual([['/groups/new', 'group.write'], ['/plans/new', 'plan.write']])
  })
})
