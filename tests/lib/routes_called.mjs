// Every route of the API was called by the API tests, and answered well at least once: compares
// docs of the program (`proforma openapi`) with the calls that tests/api/lib/client.mjs recorded.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { program } from '../api/lib/server.mjs'

const openapi = JSON.parse(
  execFileSync(program, ['openapi'], { env: { PATH: process.env.PATH }, encoding: 'utf8' }),
)
const calls = new Set(readFileSync(process.env.PROFORMA_TEST_CALLS, 'utf8').split('\n'))

const routes = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
    .map((method) => {
      const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')
      return { name: `${method.toUpperCase()} ${path}`, pattern: new RegExp(`^${method.toUpperCase()} ${pattern}$`) }
    }),
)
const missed = routes.filter(({ pattern }) => ![...calls].some((call) => pattern.test(call)))
for (const { name } of missed) console.log(`never answered well in a test: ${name}`)
process.exit(missed.length > 0 ? 1 : 0)
