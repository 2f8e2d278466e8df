import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/** The console's own words, so that a test names what a person reads. */
export async function wordsOf(language) {
  const source = await readFile(new URL(`../src/i18n/${language}.ts`, import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext } })
  const { messages } = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`)
  return (key, values = {}) => {
    const text = key.split('.').reduce((tree, name) => tree?.[name], messages)
    if (typeof text !== 'string') throw new Error(`no message ${key} in ${language}`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  }
}
