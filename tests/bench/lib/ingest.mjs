// One ingest into an empty database, from outside: the program is started, reads the file, and when
// it ends the bills of the month can be asked for.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { psql } from '../../api/lib/server.mjs'
import { dataDir, dropDatabase, emptyServer, newPartner, runningServer } from './database.mjs'
import { floor } from './files.mjs'
import { run } from './program.mjs'

const TEMPLATE = 'bench_empty'
const DATABASE = 'bench_ingest'
const RESOURCE_DAYS = 400 // all charges keep their resource and tags, whenever this is run

// Runs a command → { seconds, user, system, peak_kb, stdout }.
export async function timed(bench, command, args, options) {
  const folder = mkdtempSync(join(tmpdir(), 'proforma-bench-'))
  try {
    const report = join(folder, 'timed.json')
    const stdout = await run(floor(bench, 'timed'), [report, command, ...args], options)
    return { ...JSON.parse(readFileSync(report, 'utf8')), stdout }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// Databases with a partner and a payer and nothing else; `fresh` makes one, in the place of the
// one before. The key is that of the partner's administrator.
export async function ingesting(bench, payer) {
  const server = await emptyServer(bench, TEMPLATE)
  await server.start()
  const { client, key } = await newPartner(server, 'bench')
  await server.newPayer(client, { external_id: payer })
  await server.stop()
  const url = (database) => server.ownerUrl.replace(TEMPLATE, database)
  const environment = { ...server.environment(),
    PROFORMA_DATABASE_URL: server.serverUrl.replace(TEMPLATE, DATABASE),
    PROFORMA_OWNER_URL: url(DATABASE), PROFORMA_DATA_DIR: dataDir(bench, DATABASE),
    PROFORMA_RESOURCE_DAYS: RESOURCE_DAYS }
  return {
    key,
    url: url(DATABASE),
    fresh() {
      dropDatabase(bench, DATABASE)
      psql(server.maintenanceUrl, `create database ${DATABASE} template ${TEMPLATE}`)
      psql(server.maintenanceUrl, 'checkpoint')
      mkdirSync(dataDir(bench, DATABASE), { recursive: true })
    },
    async ingest(path, expected) {
      const done = await timed(bench, join(bench.build, 'proforma'),
        ['ingest', '--partner', 'bench', '--payer', payer, path], { env: environment })
      const result = JSON.parse(done.stdout)
      if (result.rows !== expected.rows || Number(result.cost) !== Number(expected.cost))
        throw new Error(`ingest of ${path}: ${done.stdout}`)
      return { ...done, charges: result.charges }
    },
    // A server on what was read last.
    server: () => runningServer(bench, DATABASE),
    drop() {
      dropDatabase(bench, DATABASE)
      dropDatabase(bench, TEMPLATE)
    },
  }
}
