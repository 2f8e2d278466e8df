// A file that somebody else writes to while it is read: what was read, hashed and kept would be of
// different moments.
import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readFileSync, readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { csv, row } from './lib/report.mjs'
import { prepareDatabase } from './lib/server.mjs'
import { until } from './lib/wait.mjs'

let server
before(async () => {
  server = await prepareDatabase()
  server.sql(`insert into partners (id, name, slug, currency)
    values ('00000000-0000-4000-8000-000000000001', 'Changing', 'changing', 'USD');
    insert into payers (id, partner_id, name, provider, external_id)
    values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001',
      'Payer', 'aws', '999999999999')`)
})
after(() => server.cleanUp())

const text = csv([row({ unblended: '1' }), row({ unblended: '2', account: '222222222222' })])
const last = text.trimEnd().lastIndexOf('\n') + 1
const lastRow = text.slice(last)

const ingest = (path) => server.cli('ingest', '--partner', 'changing', '--payer', '999999999999', path)
const isWaiting = () => server.value(`select count(*) from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`) !== '0'
const kept = () => {
  const folder = join(server.dataDir, 'sources')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()) : []
}

// Changes the file when it is open and nothing of it was read.
async function ingestWhile(path, change) {
  const release = await server.holding('lock table drops')
  const running = ingest(path)
  await until('it waits', isWaiting)
  change(path)
  await release()
  return running
}

const changes = {
  'grows': (path) => appendFileSync(path, lastRow.replace('222222222222', '333333333333')),
  'becomes shorter': (path) => truncateSync(path, last),
  'is written again': (path) => writeFileSync(path, text.replace('222222222222', '444444444444')),
}
for (const [name, change] of Object.entries(changes))
  test(`a file that ${name} is refused, and nothing of it stays`, async () => {
    const path = join(server.dataDir, 'report.csv')
    writeFileSync(path, text)
    const run = await ingestWhile(path, change)
    assert.deepEqual([run.status, run.stdout, run.stderr],
      [1, '', `proforma ingest: file_unreadable: "${path}" was changed while it was read\n`])
    assert.deepEqual([server.value('select count(*) from drops'), kept()], ['0', []])
  })

test('a file that another one takes the place of is read to its end', async () => {
  const path = join(server.dataDir, 'report.csv')
  writeFileSync(path, text)
  const run = await ingestWhile(path, () => {
    writeFileSync(`${path}.new`, 'another one')
    renameSync(`${path}.new`, path)
  })
  assert.equal(run.status, 0, run.stderr)
  assert.equal(JSON.parse(run.stdout).cost, '3')
  const [file] = kept()
  assert.equal(readFileSync(join(file.parentPath ?? file.path, file.name), 'utf8'), text)
})
