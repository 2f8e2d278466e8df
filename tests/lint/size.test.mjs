// Nothing grows past what a person holds in mind.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { codeOf, files, read } from './files.mjs'

const FILE_LINES = 800
const FUNCTION_LINES = 60

test(`no file has more than ${FILE_LINES} lines`, () => {
  const long = files(/\.(c|h|sql|ts|vue|mjs|js|sh)$|^tests\/run$|^deploy\/quickstart$/)
    .filter((path) => path !== 'migrations/schema.sql' && !/schema\.d\.ts$/.test(path))
    .map((path) => [path, read(path).split('\n').length - 1])
    .filter(([, lines]) => lines > FILE_LINES)
  assert.deepEqual(long, [])
})

test(`no function of C has more than ${FUNCTION_LINES} lines`, () => {
  const long = files(/^(server|tools|tests)\/.*\.c$/).flatMap((path) => {
    const lines = codeOf(read(path)).split('\n')
    let start
    return lines.flatMap((line, i) => {
      if (line === '{') start = i
      if (line !== '}' || start === undefined) return []
      const length = i - start - 1
      const from = start
      start = undefined
      return length > FUNCTION_LINES ? [`${path}:${from}: ${length} lines`] : []
    })
  })
  assert.deepEqual(long, [])
})
