// Shell scripts, as shellcheck sees them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import { files, read, root } from './files.mjs'

test('shellcheck finds nothing', (t) => {
  const scripts = files(/^(deploy|tests|tools|\.ci)\/(?:.*\/)?[^.]+$|\.sh$/)
    .filter((path) => path.endsWith('.sh') || /^#!.*\b(ba)?sh\b/.test(read(path).split('\n')[0]))
  assert.ok(scripts.length > 3)
  const run = spawnSync('shellcheck', scripts, { cwd: root, encoding: 'utf8' })
  if (run.error?.code === 'ENOENT') return t.skip('shellcheck is not installed')
  assert.equal(run.status, 0, run.stdout)
})
