// House rules of C that a compiler does not know.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import { codeOf, files, places, read, root } from './files.mjs'

const sources = files(/^(server|tools)\/.*\.[ch]$/)
const server = files(/^server\/.*\.[ch]$/)
const find = (paths, pattern) =>
  paths.flatMap((path) => places(path, codeOf(read(path)), pattern))

test('no call that cannot be made safe, and no goto', () => {
  const banned =
    /\b(?:strcpy|strcat|sprintf|vsprintf|strtok|gets|atoi|atol|atof|rand|srand|gmtime|localtime|asctime|ctime|system|popen|tmpnam|alloca)\s*\(|\bgoto\b/g
  assert.deepEqual(find(sources, banned), [])
})

// Memory of our own comes from arenas. Elsewhere a process-lifetime object (a pool, a server) may
// be allocated once; what such a file calls is listed here with its reason.
const ALLOCATORS = new Set([
  'server/core/arena.c', // the arena itself
])

test('memory comes from arenas', () => {
  const calls = find(
    server.filter((path) => !ALLOCATORS.has(path)),
    /\b(?:malloc|calloc|realloc|strdup|strndup|asprintf)\s*\(/g,
  )
  assert.deepEqual(calls, [])
})

// Parquet brings binary doubles. These functions take them as they lie there, and give them to
// decimal_of_double, the only one that computes with them: a test has it agree with the shortest
// decimal text of every kind of double. Nothing else in the server may know what a double is.
const OF_DOUBLES = new Set([
  'server/core/decimal.c: decimal_of_double',
  'server/core/decimal.c: parse_shortest_text',
  'server/core/decimal.h: decimal_of_double',
  'server/ingest/line.c: real_of',
  'server/ingest/parquet_reader.c: give_cells', // their size
  'server/ingest/reader.c: shown_value', // in a message
])

// The function that a line of code is part of, or declares.
const functionAt = (lines, index) =>
  lines
    .slice(0, index + 1)
    .findLast((line) => /^[a-z].*\(/.test(line))
    ?.match(/(\w+)\(/)[1]

test('no binary floating point near money', () => {
  const binary = /\b(?:double|float)\b|(?<![\w.])(?:\d+\.\d*|\.\d+|\d+[eE][-+]?\d|0x[\da-fA-F.]+p)/
  const found = server.flatMap((path) => {
    const lines = codeOf(read(path)).split('\n')
    return lines.flatMap((line, i) =>
      binary.test(line) ? [{ function: `${path}: ${functionAt(lines, i)}`, at: `${path}:${i + 1}` }] : [],
    )
  })
  const near = found.filter((place) => !OF_DOUBLES.has(place.function))
  assert.deepEqual(near, [])
  const used = new Set(found.map((place) => place.function))
  assert.deepEqual([...OF_DOUBLES].filter((name) => !used.has(name)), [])
})

// libduckdb is asked in its own SQL, which PostgreSQL does not know and no table holds.
const DUCKDB = new Set(['server/ingest/parquet_query.c', 'server/ingest/duckdb_api.c'])

test('SQL lives in .sql files', () => {
  const statement =
    /"\s*(?:select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+table\s|alter\s+table\s)/gi
  const found = server
    .filter((path) => path.endsWith('.c') && !DUCKDB.has(path))
    .flatMap((path) => places(path, read(path), statement))
  assert.deepEqual(found, [])
})

test('nothing is left to be done', () => {
  const marks = new RegExp(`\\b(?:${['TO', 'FIX', 'XX'].map((w, i) => w + ['DO', 'ME', 'X'][i]).join('|')})\\b`, 'g')
  const found = files(/\.(c|h|sql|ts|vue|mjs|js|sh|md|txt)$|^(tests\/run|deploy\/quickstart)$/)
    .filter((path) => path !== 'tests/lint/c_style.test.mjs')
    .flatMap((path) => places(path, read(path), marks))
  assert.deepEqual(found, [])
})

test('clang-format decides layout', (t) => {
  const paths = files(/^(server|tests|tools)\/.*\.[ch]$/)
  const run = spawnSync('clang-format', ['--dry-run', '--Werror', ...paths], {
    cwd: root,
    encoding: 'utf8',
  })
  if (run.error?.code === 'ENOENT') return t.skip('clang-format is not installed')
  const first = run.stderr.split('\n').filter((line) => line.includes('error:'))
  assert.deepEqual([...new Set(first.map((line) => line.split(':')[0]))], [])
})
