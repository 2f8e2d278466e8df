// A server with a library before its own. The address sanitizer wants to come first, so it is a
// program that was built without.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { program, root } from '../../api/lib/server.mjs'

const isSanitized = (path) => /libasan|libclang_rt/.test(spawnSync('ldd', [path],
  { encoding: 'utf8' }).stdout)

const candidates = [program, ...['build-test-release', 'build-release', 'build']
  .map((folder) => join(root, folder, 'proforma'))]
const plain = candidates.find((path) => existsSync(path) && !isSanitized(path))

export const preloaded = {
  // Why not, for node:test's `skip`.
  why: (library) => (!existsSync(library) && `${library} is not installed`) ||
    (!plain && 'no program is built without sanitizers'),
  // From its next start on.
  start(server, library, environment) {
    server.program = plain
    server.preload = { LD_PRELOAD: library, ...environment }
  },
}
