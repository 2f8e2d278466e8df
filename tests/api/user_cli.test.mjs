// proforma user, and the first superadmin.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { newestEntry } from './lib/audit.mjs'
import { assertProblem, bootstrapPassword, signIn, startServer } from './lib/server.mjs'

const PASSWORD = 'From-the-terminal-1'

let server

before(async () => {
  server = await startServer()
})
after(() => server?.stop())

const user = (input, ...args) => server.cliWith({ process: { input } }, 'user', ...args)

async function refused(run, status, reason) {
  const { status: actual, stdout, stderr } = await run
  assert.equal(actual, status, stderr)
  assert.equal(stdout, '')
  assert.match(stderr, reason)
  if (status === 1) assert.equal(stderr.trim().split('\n').length, 1, stderr)
}

test('the first superadmin is made once, by whichever server starts first', async () => {
  assert.equal(server.value(`select count(*) from users`), '1')
  await server.restart()
  assert.equal(server.value(`select count(*) from users`), '1')
  const [first] = server.sql(
    `select username, role, must_change_password, password_hash from users`,
  )
  assert.equal(first.username, 'superadmin')
  assert.equal(first.role, 'superadmin')
  assert.equal(first.must_change_password, 't')
  assert.ok(!first.password_hash.includes(bootstrapPassword))
})

test('the server stays on loopback until the first password is changed', async () => {
  const refusal = await server.cliWith({ listen: '0.0.0.0:0' }, 'serve')
  assert.notEqual(refusal.status, 0)
  assert.match(refusal.stderr, /first password/)
})

test('adds a superadmin and the people of a partner', async () => {
  assert.deepEqual(
    await user(`${PASSWORD}\n`, 'add', 'root', '--role', 'superadmin', '--name', 'Root'),
    {
      status: 0,
      stdout: '',
      stderr: '',
    },
  )
  const root = await signIn(server.url, 'root', PASSWORD)
  assert.equal(root.user.must_change_password, true)
  assertProblem(await root.get('/partners'), 'password_change_required')
  await root.ok('POST', '/me/password', {
    current_password: PASSWORD,
    new_password: `${PASSWORD}-own`,
  })
  await root.ok('POST', '/partners', { name: 'Acme', slug: 'acme', currency: 'USD' })

  const added = await user(
    PASSWORD,
    'add',
    'ada',
    '--partner',
    'acme',
    '--role',
    'partner_admin',
    '--email',
    'ada@acme.example',
  )
  assert.equal(added.status, 0, added.stderr)
  const ada = await signIn(server.url, 'ada', PASSWORD)
  assert.equal(ada.user.role, 'partner_admin')
  assert.equal(ada.user.email, 'ada@acme.example')
  const entry = newestEntry(server, 'user', 'user.create')
  assert.equal(entry.actor, 'system')
  assert.equal(entry.chain, 'acme')
  assert.equal(entry.after.username, 'ada')
})

test('says in one line why it cannot', async () => {
  const add = (input, ...args) => user(input, 'add', ...args)
  await refused(add(PASSWORD, 'ada', '--role', 'superadmin'), 1, /taken/)
  await refused(add('short', 'bob', '--role', 'superadmin'), 1, /10 characters/)
  await refused(add('', 'bob', '--role', 'superadmin'), 1, /no password/)
  await refused(add('x'.repeat(5000), 'bob', '--role', 'superadmin'), 1, /longer than 256/)
  await refused(add(PASSWORD, 'bob', '--role', 'king'), 1, /--role/)
  await refused(add(PASSWORD, 'bob', '--role', 'finance'), 1, /--partner/)
  await refused(add(PASSWORD, 'bob', '--role', 'superadmin', '--partner', 'acme'), 1, /--partner/)
  await refused(
    add(PASSWORD, 'bob', '--role', 'finance', '--partner', 'nowhere'),
    1,
    /no partner "nowhere"/,
  )
  await refused(user(PASSWORD, 'password', 'nobody'), 1, /no user "nobody"/)
  await refused(user('', 'disable', 'nobody'), 1, /no user "nobody"/)
  await refused(user(''), 2, /usage/)
  await refused(user('', 'add'), 2, /usage/)
  await refused(user('', 'add', 'bob', '--password', PASSWORD), 2, /usage/)
  await refused(user('', 'promote', 'ada'), 2, /usage/)
  assert.equal(server.value(`select count(*) from users where username = 'bob'`), '0')
})

test('resets a password, which ends the sessions and must be changed', async () => {
  const ada = await signIn(server.url, 'ada', PASSWORD)
  assert.equal((await user(`${PASSWORD}-reset\n`, 'password', 'ADA')).status, 0)
  assertProblem(await ada.get('/me'), 'unauthenticated')
  const again = await signIn(server.url, 'ada', `${PASSWORD}-reset`)
  assert.equal(again.user.must_change_password, true)
})

test('disables, but not the last administrator', async () => {
  await refused(user('', 'disable', 'ada'), 1, /last administrator/)
  assert.equal((await user('', 'disable', 'superadmin')).status, 0)
  await refused(user('', 'disable', 'root'), 1, /last administrator/)
  assertProblem(
    await server.nobody().post('/session', { username: 'superadmin', password: bootstrapPassword }),
    'invalid_credentials',
  )
})

test('lists who there is', async () => {
  const all = await user('', 'list')
  assert.equal(all.status, 0)
  const lines = all.stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
  assert.deepEqual(lines[0], ['username', 'name', 'role', 'partner', 'state', 'last_sign_in_at'])
  assert.deepEqual(
    lines.slice(1).map((line) => line.slice(0, 5)),
    [
      ['root', 'Root', 'superadmin', '', 'active'],
      ['superadmin', '', 'superadmin', '', 'disabled'],
      ['ada', '', 'partner_admin', 'acme', 'active'],
    ],
  )
  const some = await user('', 'list', '--partner', 'acme')
  assert.equal(some.stdout.trim().split('\n').length, 2)
  await refused(user('', 'list', '--partner', 'nowhere'), 1, /no partner "nowhere"/)
})

test('helps', async () => {
  const help = await user('', '--help')
  assert.equal(help.status, 0)
  assert.match(help.stdout, /usage: proforma user add/)
})
