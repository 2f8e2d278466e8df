// sqlmap on a real server: path, query, body, cookie and headers of routes that read and write.
//
//   node tests/security/sqlmap.mjs SECONDS_EACH
//
// It finds something injectable, or the server answers 5xx: that is a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { row, csv } from '../api/lib/report.mjs'
import { startServer } from '../api/lib/server.mjs'

const seconds = Number(process.argv[2] ?? 60)
const server = await startServer()
const { admin } = await server.newPartner('sqlmap')
const payer = await server.newPayer(admin, { external_id: '100000000000' })
await admin.upload(payer.id, csv([row({ payer: '100000000000', account: '100000000001', unblended: '1' })]), 'a.csv')
const group = await admin.ok('POST', '/billing-groups', { name: 'group' })

// [method, target with * where to try, body with * where to try]
const targets = [
  ['POST', '/api/v1/session', '{"username":"sqlmap-admin*","password":"Wrong-password-1*"}'],
  ['GET', '/api/v1/accounts?search=a*&sort=name*&state=*&payer_id=*'],
  ['GET', '/api/v1/users?limit=5*&cursor=*'],
  ['GET', `/api/v1/payers/${payer.id}*`],
  ['GET', '/api/v1/accounts/aws*/100000000001*'],
  ['GET', '/api/v1/skus?search=a*&service=AmazonEC2*'],
  ['GET', '/api/v1/billing-groups?search=group*'],
  ['GET', `/api/v1/bills/${group.id}*/2023-11*?service=a*&account_id=1*`],
  ['GET', '/api/v1/bills?period=2023-11*&sort=-cost*'],
  ['GET', '/api/v1/insights/costs?from=2023-11*&to=2023-11*&group_by=service*&service=a*&account=1*'],
  ['GET', '/api/v1/insights/values?dimension=service*&from=2023-11&to=2023-11&search=a*'],
  ['GET', '/api/v1/audit?entity=payer*&actor=x*&action=a*&from=2023-01-01*'],
  ['POST', '/api/v1/billing-groups', '{"name":"made*","description":"d*","currency":"USD*"}'],
  ['PATCH', `/api/v1/payers/${payer.id}`, '{"name":"renamed*"}'],
  ['POST', `/api/v1/payers/${payer.id}/uploads?filename=a*&source=b*`, 'x'],
]

// { '2xx': 10, '4xx': 5 }: what has been answered until now.
async function answered() {
  const counts = {}
  // sqlmap blocks this process for longer than the server keeps an idle connection
  const reply = await fetch(`${server.url}/metrics`, { headers: { connection: 'close' } })
  const text = await reply.text()
  for (const [, status, n] of text.matchAll(/^proforma_requests_total\{.*status="(\dxx)"\} (\d+)$/gm))
    counts[status] = (counts[status] ?? 0) + Number(n)
  return counts
}
const told = (counts, before) => Object.keys(counts).sort()
  .map((status) => `${counts[status] - (before[status] ?? 0)} ${status}`).join(', ')

const output = mkdtempSync(join(tmpdir(), 'proforma-sqlmap-'))
const findings = []
const start = await answered()
for (const [method, target, body] of targets) {
  const before = await answered()
  const run = spawnSync('timeout', [String(seconds), 'sqlmap', '-u', `${server.url}${target}`, '--batch',
    '--dbms', 'PostgreSQL', '--level', '2', '--risk', '2', '--technique', 'BEUST', '--time-sec', '2',
    '--threads', '2', '--ignore-code', '401', '--output-dir', output, '--flush-session', '--disable-coloring',
    '--method', method, '--cookie', admin.cookie, '--headers',
    `X-CSRF-Token: ${admin.csrfToken}\nContent-Type: ${target.includes('uploads') ? 'application/octet-stream' : 'application/json'}`,
    // another address for each attempt to sign in, or all but the first are refused unread
    ...(target.endsWith('/session') ? ['--tamper', 'xforwardedfor'] : []),
    ...(body ? ['--data', body] : [])], { encoding: 'utf8', input: '', maxBuffer: 64 << 20 })
  // what sqlmap has confirmed: "appears to be" it takes back where the answer was that of the throttle
  const injectable = /is vulnerable|identified the following injection/i.exec(run.stdout)
  console.log(`sqlmap: ${method} ${target}: ${told(await answered(), before)}${run.status === 124 ? ' until the time was up' : ''}` +
    `${injectable ? `, ${injectable[0]}` : ', nothing'}`)
  if (injectable) findings.push(`${target}: ${run.stdout.slice(-3000)}`)
}
const end = await answered()
if (end['5xx']) findings.push(...server.events().filter((line) => line.status >= 500).slice(0, 5).map((line) => JSON.stringify(line)))
if (!end['2xx'] || !end['4xx']) findings.push('hardly anything reached the server')
await server.stop()
rmSync(output, { recursive: true, force: true })
console.log(`sqlmap: ${told(end, start)}`)
for (const finding of findings) console.log(finding)
console.log(findings.length ? 'sqlmap: FAILED' : 'sqlmap: clean')
process.exit(findings.length ? 1 : 0)
