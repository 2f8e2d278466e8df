// Links between the documents lead somewhere, and files named in them exist.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'

import { files, places, read, root } from './files.mjs'

const documents = files(/\.md$/)

test('links lead to files', () => {
  const broken = documents.flatMap((path) =>
    places(path, read(path), /\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g, (match) => match[1])
      .filter((place) => !existsSync(resolve(root, dirname(path), place.split(': ')[1]))))
  assert.deepEqual(broken, [])
})

// `server/billing/rating.h`, `billing/rating.h` (below server/) or `tests/run`.
test('files named in documents exist', () => {
  const missing = documents.flatMap((path) =>
    places(path, read(path), /`((?:[\w.-]+\/)+[\w-]+\.(?:c|h|def|sql|mjs|txt|md|sh|conf|ts|vue))`/g, (match) => match[1])
      .filter((place) => {
        const name = place.split(': ')[1]
        return !['', 'server', 'docs', 'tests', 'deploy', dirname(path)]
          .some((folder) => existsSync(join(root, folder, name)))
      }))
  assert.deepEqual(missing, [])
})

test('a decision has a number of its own, in its name and its title', () => {
  const decisions = documents.filter((path) => path.startsWith('docs/adr/'))
  const numberOf = (path) => path.match(/adr\/(\d{4})-/)?.[1]
  assert.deepEqual(decisions.map(numberOf), decisions.map((path, i) => String(i + 1).padStart(4, '0')))
  for (const path of decisions) assert.match(read(path), new RegExp(`^# ${Number(numberOf(path))}\\. `), path)
})
