// Files that lie on another file system than the data directory, where the kernel refuses to copy
// from one to the other.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { csv, row } from './lib/report.mjs'
import { prepareDatabase } from './lib/server.mjs'

const SHARED_MEMORY = '/dev/shm'

let server, folder

before(async () => {
  server = await prepareDatabase()
  if (existsSync(SHARED_MEMORY)) folder = mkdtempSync(join(SHARED_MEMORY, 'proforma-test-'))
  server.sql(`insert into partners (id, name, slug, currency)
    values ('00000000-0000-4000-8000-000000000001', 'Far', 'far', 'USD');
    insert into payers (id, partner_id, name, provider, external_id)
    values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001',
      'Payer', 'aws', '999999999999')`)
})
after(() => {
  if (folder) rmSync(folder, { recursive: true })
  server.cleanUp()
})

test('a file on another file system is loaded and kept whole',
  { skip: !existsSync(SHARED_MEMORY) }, async () => {
    const rows = Array.from({ length: 2000 }, (_, i) =>
      row({ unblended: `0.${String(i).padStart(12, '0')}`, description: 'x'.repeat(100) }))
    const path = join(folder, 'report.csv')
    writeFileSync(path, csv(rows))
    const run = await server.cli('ingest', '--partner', 'far', '--payer', '999999999999', path)
    assert.equal(run.status, 0, run.stderr)
    assert.equal(JSON.parse(run.stdout).cost, '0.000001999')

    const sources = join(server.dataDir, 'sources')
    const kept = readdirSync(sources, { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(name))
    assert.equal(kept.length, 1)
    assert.deepEqual(readFileSync(join(sources, kept[0])), readFileSync(path))
  })
