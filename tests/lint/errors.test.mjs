// The catalogue of errors: complete in both languages, and no code that nothing reports.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { files, read } from './files.mjs'

const entries = [...read('server/core/errors.def')
  .matchAll(/^ERROR\((\w+),\s*(\d+),\s*"([^"]*)",\s*"([^"]*)"\)/gm)]
  .map(([, code, status, en, zh]) => ({ code, status: Number(status), en, zh }))

test('every entry is read', () => {
  const count = read('server/core/errors.def').match(/^ERROR\(/gm).length
  assert.equal(entries.length, count)
  assert.equal(new Set(entries.map((entry) => entry.code)).size, count)
})

test('every error has a status and both texts', () => {
  for (const { code, status, en, zh } of entries) {
    assert.ok(status >= 400 && status <= 599, `${code}: ${status}`)
    assert.match(en, /^[A-Z][\x20-\x7e]*[^.]$/, code)
    assert.match(zh, /\p{Script=Han}/u, code)
    assert.doesNotMatch(zh, /[。.]$/, code)
  }
})

test('every code is reported somewhere', () => {
  const sources = files(/^server\/.*\.(c|h|def)$/)
    .filter((path) => path !== 'server/core/errors.def')
    .map(read)
    .join('\n')
  const unused = entries.filter(({ code }) =>
    !new RegExp(`\\bERR_${code}\\b|(?:CONSTRAINT|FOREIGN_KEY|PROBLEM)\\([^)]*\\b${code}\\b`).test(sources))
  assert.deepEqual(unused.map((entry) => entry.code), [])
})
