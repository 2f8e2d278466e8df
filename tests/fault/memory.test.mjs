// Allocations fail here and there, and reads, writes and syncs of files (libfiu), while people work.
// The server answers with an error or, where memory of its own is at an end, says so and aborts:
// started again, nothing is half done. It never crashes.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { Chance, seed } from './lib/chance.mjs'
import { consistent, settled } from './lib/invariants.mjs'
import { Load } from './lib/load.mjs'
import { Postgres } from './lib/postgres.mjs'
import { preloaded } from './lib/preload.mjs'
import { budget, sleep, until } from './lib/time.mjs'
import { World } from './lib/world.mjs'

const LIBRARIES = ['/usr/lib/fiu/fiu_run_preload.so', '/usr/lib/fiu/fiu_posix_preload.so']

// What fails, and one time in how many.
const POINTS = {
  'libc/mm/*': 1000,
  'libc/str/*': 200,
  'posix/io/sync/fsync': 3,
  'posix/io/oc/open': 20,
  'posix/io/dir/rename': 3,
  'posix/io/dir/unlink': 3,
  'posix/io/rw/pread': 50,
  'posix/mm/mmap': 20,
}

describe('what the machine refuses', { skip: LIBRARIES.map(preloaded.why).find(Boolean) }, () => {
  let world, fifo
  before(async () => {
    world = await World.make(await new Postgres().start(), { rows: 300 })
    fifo = join(world.server.dataDir, 'fiu')
    preloaded.start(world.server, LIBRARIES.join(' '), { FIU_CTRL_FIFO: fifo })
    await world.server.restart()
  })
  after(async () => {
    // The library's own thread takes TERM, which ends such a server as kill does.
    await world.server.kill()
    world.server.preload = {}
    await world.server.start()
    await world.stop()
  })

  const tell = (command) => writeFileSync(`${fifo}-${world.server.pid}.in`, `${command}\n`)
  const isUp = () => fetch(`${world.server.url}/healthz`).then(() => true, () => false)

  // How the process ended, or undefined while it goes on.
  const ended = () => Promise.race([world.server.exited, sleep(0)])

  async function recover(point) {
    const end = await ended()
    if (!end) {
      tell(`disable name=${point}`)
      await until('the server serves', isUp)
      return 'went on'
    }
    assert.equal(end.signal, 'SIGABRT', `${JSON.stringify(end)}\n${world.server.log.slice(-3000)}`)
    assert.match(world.server.log.slice(-3000), /"event":"out_of_memory"/)
    await world.server.start()
    return 'aborted'
  }

  test(`costs answers and never the truth, seed ${seed}`, async (t) => {
    const chance = new Chance('memory')
    const load = new Load(world)
    const time = budget(5)
    const outcomes = {}
    while (!time.isOver()) {
      const point = chance.pick(Object.keys(POINTS))
      tell(`enable_random name=${point},probability=${1 / POINTS[point]}`)
      load.start()
      await sleep(chance.between(200, 1000))
      const outcome = await load.stop().then(() => recover(point))
      outcomes[`${point} ${outcome}`] = (outcomes[`${point} ${outcome}`] ?? 0) + 1
      await load.checkTold()
      await consistent(world)
    }
    await until('all jobs end', async () =>
      await world.count(`jobs where state in ('queued', 'running')`) === 0, 60)
    t.diagnostic(`${JSON.stringify(outcomes)}; ${JSON.stringify(await settled(world))}`)
  })
})
