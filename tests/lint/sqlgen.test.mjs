// tools/sqlgen.c: what it takes for a parameter, and what it refuses.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { program } from '../api/lib/server.mjs'

const sqlgen = join(dirname(program), 'sqlgen')

describe('sqlgen', { skip: existsSync(sqlgen) ? false : 'sqlgen is not built' }, () => {
  let dir
  before(() => (dir = mkdtempSync(join(tmpdir(), 'proforma-sqlgen-'))))
  after(() => rmSync(dir, { recursive: true, force: true }))

  // Files by name → { status, stderr, c }.
  function generate(files) {
    const paths = Object.entries(files).map(([name, text]) => {
      const path = join(dir, 'server', name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      return path
    })
    const { status, stderr } = spawnSync(sqlgen, [join(dir, 'server'), join(dir, 'out'), ...paths],
      { encoding: 'utf8' })
    const c = status === 0 ? readFileSync(join(dir, 'out/statements.c'), 'utf8') : ''
    return { status, stderr: stderr.replaceAll(`${dir}/server/`, ''), c }
  }

  test('numbers parameters by name and leaves everything else alone', () => {
    const { c, stderr } = generate({
      'bill/bill.sql': `-- Bills.
-- name: bill_lines
-- why it is so
select ':no', "a:no", x::date, $$ :no; $$, $q$ $$ :no $q$, E'\\':no', :id, y := 3 -- :no
  /* :no /* :no */ ' */ from bills
where id = :id and period = :period_2;
`,
    })
    assert.equal(stderr, '')
    assert.ok(c.includes('.params = { "id", "period_2", NULL }'), c)
    const text = [...c.matchAll(/^\s+(?:\.text = )?"(.*)",?$/gm)].map(([, line]) => line).join('')
    assert.equal(text.replaceAll('\\n', '\n').replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
      `select ':no', "a:no", x::date, $$ :no; $$, $q$ $$ :no $q$, E'\\':no', $1, y := 3 \n   from bills
where id = $1 and period = $2`)
  })

  test('writes a header per file, and one for all', () => {
    generate({ 'a/one.sql': '-- name: one\nselect 1\n', 'b/two.sql': '-- name: two\nselect 2;' })
    const header = readFileSync(join(dir, 'out/a/one.sql.h'), 'utf8')
    assert.match(header, /extern const struct sql sql_one;/)
    assert.doesNotMatch(header, /sql_two/)
    assert.match(readFileSync(join(dir, 'out/statements.h'), 'utf8'), /SQL_STATEMENT_COUNT 2/)
  })

  test('knows the roles that run a statement', () => {
    const { c } = generate({
      'a/a.sql': '-- name: a\nselect 1;\n-- name: b\n-- role: platform app\nselect 2;\n' +
        '-- name: c\n-- role: owner\nselect 3;',
    })
    assert.deepEqual([...c.matchAll(/\.roles = (.*),/g)].map(([, roles]) => roles),
      ['1u << DB_APP', '1u << DB_PLATFORM | 1u << DB_APP', '0'])
  })

  const many = Array.from({ length: 32 }, (_, i) => `:p${i}`).join(', ')
  const refused = {
    'a name given twice': [
      { 'a/a.sql': '-- name: x\nselect 1;', 'b/b.sql': '\n-- name: x\nselect 2;' },
      /^b\/b\.sql:2: x is defined in a\/a\.sql:1 already/],
    'two statements under one name': [
      { 'a/a.sql': '-- name: x\nselect 1;\nselect 2;' }, /^a\/a\.sql:3: more than one statement in x/],
    'a statement without text': [
      { 'a/a.sql': '-- name: x\n-- name: y\nselect 2;' }, /^a\/a\.sql:1: x has no text/],
    'text before the first name': [
      { 'a/a.sql': 'select 1;' }, /^a\/a\.sql:1: text before the first/],
    'a name with other characters': [
      { 'a/a.sql': '-- name: X-1\nselect 1;' }, /^a\/a\.sql:1: a name is made of/],
    'a role that does not exist': [
      { 'a/a.sql': '-- name: x\n-- role: root\nselect 1;' }, /^a\/a\.sql:2: a role is/],
    'quoted text without an end': [
      { 'a/a.sql': "-- name: x\nselect 'a\n;" }, /^a\/a\.sql:\d: quoted text does not end/],
    'a comment without an end': [
      { 'a/a.sql': '-- name: x\nselect 1 /* a' }, /^a\/a\.sql:2: comment does not end/],
    'too many parameters': [
      { 'a/a.sql': `-- name: x\nselect ${many};` }, /^a\/a\.sql:2: more than 31 parameters in x/],
  }
  for (const [what, [files, message]] of Object.entries(refused))
    test(`refuses ${what}`, () => {
      const { status, stderr } = generate(files)
      assert.equal(status, 1)
      assert.match(stderr, message)
    })
})
