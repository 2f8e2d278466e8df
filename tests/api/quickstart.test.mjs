// What deploy/quickstart refuses before it does anything.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'

import { root } from './lib/server.mjs'

const quickstart = (...args) =>
  spawnSync(join(root, 'deploy/quickstart'), args, { encoding: 'utf8', timeout: 20_000 })

test('--help tells what it does', () => {
  const run = quickstart('--help')
  assert.equal(run.status, 0)
  for (const word of ['--port N', '--no-demo', 'PROFORMA_DATABASE_URL'])
    assert.ok(run.stdout.includes(word), word)
})

test('a wrong option is one clear line', () => {
  for (const [args, line] of [
    [['--bogus'], 'proforma: unknown option --bogus; see deploy/quickstart --help\n'],
    [['--port'], 'proforma: --port needs a number from 1 to 65535\n'],
    [['--port', 'x'], 'proforma: --port needs a number from 1 to 65535\n'],
    [['--port=70000'], 'proforma: --port needs a number from 1 to 65535\n'],
  ]) {
    const run = quickstart(...args)
    assert.equal(run.status, 1)
    assert.equal(run.stderr, line)
    assert.equal(run.stdout, '')
  }
})

test('a taken port is one clear line', async () => {
  const taken = createServer()
  await new Promise((done) => taken.listen(0, '127.0.0.1', done))
  const { port } = taken.address()
  const run = quickstart('--port', String(port))
  taken.close()
  assert.equal(run.status, 1)
  assert.equal(run.stderr,
    `proforma: 127.0.0.1:${port} is taken by another program; choose another with --port N\n`)
})
