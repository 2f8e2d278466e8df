// Who may include whom: layering.txt.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { files, places, read } from './files.mjs'

const allowed = new Map(
  read('tests/lint/layering.txt')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([folder, others]) => [folder, new Set([folder, ...others.trim().split(/\s+/)])]),
)

test('a folder of server/ includes only what its layer may', () => {
  const wrong = files(/^server\/[^/]+\/.*\.[ch]$/).flatMap((path) => {
    const folder = path.split('/')[1]
    assert.ok(allowed.has(folder), `layering.txt does not know ${folder}`)
    return places(path, read(path), /^#include "([^"]+)"/gm, (match) => match[1]).filter((place) => {
      const included = place.split(': ')[1]
      return included.includes('/') && !allowed.get(folder).has(included.split('/')[0])
    })
  })
  assert.deepEqual(wrong, [])
})

test('includes of the project name their folder', () => {
  const wrong = files(/^server\/[^/]+\/.*\.[ch]$/).flatMap((path) =>
    places(path, read(path), /^#include "([^"/]+)"/gm, (match) => match[1]).filter(
      (place) => !place.endsWith(': commands.h') && !place.endsWith(': statements.h'),
    ),
  )
  assert.deepEqual(wrong, [])
})
