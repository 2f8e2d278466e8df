import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/* Options of `node --test` stand before the file, wherever npm puts them. */
const file = fileURLToPath(new URL('console.test.js', import.meta.url))
const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', ...process.argv.slice(2), file], { stdio: 'inherit' })
tests.on('close', (status) => process.exit(status ?? 1))
