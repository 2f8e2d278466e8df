import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/* node e2e/run.js [console|demo|screens|weight] [OPTION…]: options of `node --test` stand before the files, wherever npm puts them. */
const kinds = ['console', 'demo', 'screens', 'weight']
const given = process.argv.slice(2)
const chosen = kinds.filter((kind) => given.includes(kind))
const files = (chosen.length ? chosen : kinds).map((kind) => fileURLToPath(new URL(`${kind}.test.js`, import.meta.url)))
const options = given.filter((word) => !kinds.includes(word))
const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...options, ...files], { stdio: 'inherit' })
tests.on('close', (status) => process.exit(status ?? 1))
