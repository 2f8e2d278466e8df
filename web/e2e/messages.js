import { readFile, readdir } from 'node:fs/promises'
import ts from 'typescript'

const folder = (language) => new URL(`../src/i18n/${language}/`, import.meta.url)

async function moduleAt(url) {
  const { outputText } = ts.transpileModule(await readFile(url, 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext } })
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`)
}

/** The console's own words, so that a test names what a person reads. */
export async function wordsOf(language) {
  const areas = (await readdir(folder(language))).filter((name) => name !== 'index.ts')
  const modules = await Promise.all(areas.map((name) => moduleAt(new URL(name, folder(language)))))
  const messages = Object.assign({}, ...modules.flatMap((module) => Object.values(module)))
  return (key, values = {}) => {
    const text = key.split('.').reduce((tree, name) => tree?.[name], messages)
    if (typeof text !== 'string') throw new Error(`no message ${key} in ${language}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  }
}
