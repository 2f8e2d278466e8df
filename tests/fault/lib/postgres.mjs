// A PostgreSQL to be killed: private, on a unix socket, and durable, as the throw-away one of the
// other tests is not.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { until } from './time.mjs'

const script = fileURLToPath(new URL('../../lib/cluster', import.meta.url))
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'autovacuum=on']

export class Postgres {
  #child
  log = ''

  // dir: where it lives (a folder of its own, unless given); settings: ['max_connections=20'].
  constructor({ dir, settings = [] } = {}) {
    this.made = dir ?? mkdtempSync(join(tmpdir(), 'proforma-fault-'))
    chmodSync(this.made, 0o711)
    this.dir = join(this.made, 'pg')
    if (dir) this.made = this.dir
    this.settings = [...DURABLE, ...settings]
    this.socketDir = join(this.dir, 'socket')
    this.url = `postgresql:///postgres?host=${this.socketDir}&user=postgres`
  }

  async start() {
    const child = spawn(script, [this.dir, ...this.settings], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (this.log += text))
    this.exited = new Promise((done) => child.on('exit', done))
    await this.ready()
    return this
  }

  // The script becomes the postmaster.
  get pid() {
    return this.#child.pid
  }

  answers() {
    const run = spawnSync('psql', ['-XAtqc', 'select 1', this.url], { stdio: 'ignore' })
    return run.status === 0
  }
  async ready() {
    await until(`PostgreSQL answers\n${this.log.slice(-2000)}`, () => {
      assert.equal(this.#child.exitCode, null, `PostgreSQL ended:\n${this.log.slice(-2000)}`)
      return this.answers()
    })
  }

  // The processes of the cluster but for the postmaster, with what each calls itself.
  children() {
    const path = `/proc/${this.pid}/task/${this.pid}/children`
    const pids = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean) : []
    return pids.flatMap((pid) => {
      try {
        const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return [{ pid: Number(pid), title }]
      } catch {
        return []
      }
    })
  }

  // The whole cluster at once, as a power cut would; gone when it returns.
  async kill() {
    const pids = [this.pid, ...this.children().map(({ pid }) => pid)]
    pids.forEach(end)
    await this.exited
    await until('all of PostgreSQL is gone', () => !pids.some(isThere))
  }

  // One backend: PostgreSQL then ends all others and recovers by itself. `pick` chooses one of them.
  async killBackend(pick) {
    const backends = this.children().filter(({ title }) => / proforma_server /.test(title))
    if (backends.length > 0) end(pick(backends).pid)
    await this.ready()
  }

  // After it has ended by itself, or will.
  async restart() {
    await this.kill()
    await this.start()
  }

  async stop() {
    this.#child.kill('SIGINT')
    await this.exited
  }
  cleanUp() {
    rmSync(this.made, { recursive: true, force: true })
  }
}

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function isThere(pid) {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
