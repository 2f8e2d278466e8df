// The README's way to a first bill, as it is written there.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { root, startServer } from './lib/server.mjs'

const block = /```sh\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))[1]
const missing = ['curl', 'jq'].find((tool) => spawnSync(tool, ['--version']).error)

let server
before(async () => {
  server = await startServer()
})
after(() => server.stop())

test('a first bill with curl', { skip: missing && `${missing} is not installed` }, async () => {
  const file = join(server.dataDir, 'report.csv')
  const made = await server.cli('demo', '--rows', '4000', '--out', file, '--payer', '123456789012',
    '--period', '2026-02')
  const run = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', block], {
    cwd: mkdtempSync(join(tmpdir(), 'proforma-readme-')),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, API: `${server.url}/api/v1`, FILE: file, MONTH: '2026-02',
      PAYER_ACCOUNT: '123456789012' },
  })
  assert.equal(run.status, 0, run.stderr + run.stdout)
  assert.equal(run.stderr, '')

  const cost = Number(JSON.parse(made.stdout).cost).toFixed(2)
  const bills = JSON.parse(/^\{\n {2}"period"[\s\S]*?^\}/m.exec(run.stdout)[0])
  assert.equal(bills.items.length, 1)
  assert.equal(bills.items[0].name, 'First customer')
  assert.equal(bills.total.cost, cost)
  assert.match(run.stdout, /^(\ufeff)?type,account_id/m)
})
