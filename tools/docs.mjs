// The documents that are made from the program: `node tools/docs.mjs` writes them, and a lint test
// compares. The program comes from PROFORMA_TEST_BUILD_DIR (default: build).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { prepareDatabase, program, root } from '../tests/api/lib/server.mjs'

const run = (...args) =>
  execFileSync(program, args, { env: { PATH: process.env.PATH }, encoding: 'utf8' })

function errors() {
  const rows = [...readFileSync(resolve(root, 'server/core/errors.def'), 'utf8')
    .matchAll(/^\/\* (\w[^*]*) \*\/|^ERROR\((\w+),\s*(\d+),\s*"([^"]*)",\s*"([^"]*)"\)/gm)]
    .filter(([comment]) => !comment.includes('catalogue'))
    .map(([, heading, code, status, en, zh]) =>
      heading
        ? `\n## ${heading[0].toUpperCase()}${heading.slice(1)}\n\n| code | status | English | 中文 |\n|---|---|---|---|`
        : `| \`${code}\` | ${status} | ${en} | ${zh} |`)
  return `# Errors

Every problem the API reports (\`application/problem+json\`, RFC 9457) has one of these in its \`code\`.
Codes are never renamed. Made from server/core/errors.def by tools/docs.mjs.
${rows.join('\n')}
`
}

// What the migrations make, as one file for reviews. Without the dump's own versions and tokens.
async function schema() {
  const database = await prepareDatabase()
  try {
    const dump = execFileSync('pg_dump', ['--schema-only', '--schema=proforma', '--no-owner',
      database.ownerUrl], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    const body = dump
      .split('\n')
      .filter((line) => !/^(-- Dumped (from|by)|\\(un)?restrict )/.test(line))
      .join('\n')
    return `-- The schema after all migrations, made by tools/docs.mjs. Not applied: see migrations/*.sql.\n${body.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`
  } finally {
    database.cleanUp()
  }
}

export async function generate() {
  return new Map([
    ['docs/openapi.json', run('openapi')],
    ['docs/config.md', run('config', '--markdown')],
    ['docs/errors.md', errors()],
    ['migrations/schema.sql', await schema()],
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, content] of await generate()) {
    mkdirSync(dirname(resolve(root, path)), { recursive: true })
    writeFileSync(resolve(root, path), content)
  }
