// Documents made from the program say what the program says: tools/docs.mjs, and the console's
// types (npm run generate:api in web/).
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { before, describe, test } from 'node:test'

import { generate } from '../../tools/docs.mjs'
import { program } from '../api/lib/server.mjs'
import { root } from './files.mjs'

const committed = (path) =>
  existsSync(resolve(root, path)) ? readFileSync(resolve(root, path), 'utf8') : ''

const missing = existsSync(program) ? false : 'the program is not built'

describe('generated documents', { skip: missing }, () => {
  let made
  before(async () => {
    made = await generate()
  })

  for (const path of ['docs/openapi.json', 'docs/config.md', 'docs/errors.md', 'migrations/schema.sql'])
    test(`${path} is fresh (node tools/docs.mjs)`, () => {
      assert.ok(committed(path) === made.get(path), firstDifference(committed(path), made.get(path)))
    })
})

const types = 'web/src/api/schema.d.ts'
const generator = resolve(root, 'web/node_modules/.bin/openapi-typescript')

test(`${types} is fresh (npm run generate:api)`, {
  skip: existsSync(generator) && existsSync(resolve(root, types)) ? false : 'not generated here',
}, () => {
  const fresh = join(mkdtempSync(join(tmpdir(), 'proforma-types-')), 'schema.d.ts')
  execFileSync(generator, [resolve(root, 'docs/openapi.json'), '-o', fresh], { stdio: 'ignore' })
  assert.ok(readFileSync(fresh, 'utf8') === committed(types), 'docs/openapi.json has changed')
})

function firstDifference(old, fresh) {
  const [a, b] = [old.split('\n'), fresh.split('\n')]
  const line = b.findIndex((text, i) => text !== a[i])
  const at = line < 0 ? b.length : line
  return `line ${at + 1}: committed ${JSON.stringify(a[at])}, made ${JSON.stringify(b[at])}`
}
