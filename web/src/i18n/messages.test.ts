import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { messages as en } from './en'
import { messages as zh } from './zh-CN'

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [name, text] of flatten(value, `${prefix}${key}.`)) flat.set(name, text)
  }
  return flat
}

const source = join(import.meta.dirname, '..')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name) && !/\.test\.ts$|^i18n/.test(name))
const code = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n')

const english = flatten(en)
const chinese = flatten(zh)
const placeholders = (text: string) => (text.match(/\{(\w+)\}/g) ?? []).toSorted()

/* t('a.b'), te('a.b'), labelKey: 'a.b', titleKey: 'a.b', textKey: 'a.b' */
const used = new Set([...code.matchAll(/(?:\bte?\(|labelKey: |titleKey: |textKey: )'([\w.]+)'/g)].map((match) => match[1]!))
/* t(`a.${b}`): every key under a. */
const families = new Set([...code.matchAll(/\bte?\(`([\w.]+)\.\$\{/g)].map((match) => `${match[1]!}.`))

/* Only Chinese says 9折. */
const onlyChinese = new Set(['rule.meansDiscount', 'rule.off'])

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('fill the same places in both languages', () => {
    const different = [...english].filter(([key, text]) => !placeholders(chinese.get(key) ?? '').every((name) => placeholders(text).includes(name)) && !onlyChinese.has(key))
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('are not empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('exist for every key in use', () => {
    expect([...used].filter((key) => !english.has(key))).toEqual([])
    expect([...families].filter((family) => ![...english.keys()].some((key) => key.startsWith(family)))).toEqual([])
  })

  it('are all in use', () => {
    const idle = [...english.keys()].filter((key) => !used.has(key) && ![...families].some((family) => key.startsWith(family)))
    expect(idle).toEqual([])
  })

  it('contain no Chinese in English', () => {
    expect([...english].filter(([, text]) => /[\u4e00-\u9fff]/.test(text))).toEqual([])
  })
})
