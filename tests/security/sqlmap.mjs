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

const output = mkdtempSync(join(tmpdir(), 'proforma-sqlmap-'))
const findings = []
for (const [method, target, body] of targets) {
  const run = spawnSync('timeout', [String(seconds), 'sqlmap', '-u', `${server.url}${target}`, '--batch',
    '--dbms', 'PostgreSQL', '--level', '2', '--risk', '2', '--technique', 'BEUST', '--time-sec', '2',
    '--threads', '2', '--ignore-code', '401', '--output-dir', output, '--flush-session', '--disable-coloring',
    '--method', method, '--cookie', admin.cookie, '--headers',
    `X-CSRF-Token: ${admin.csrfToken}\nContent-Type: ${target.includes('uploads') ? 'application/octet-stream' : 'application/json'}`,
    ...(body ? ['--data', body] : [])], { encoding: 'utf8', input: '', maxBuffer: 64 << 20 })
  const injectable = /is vulnerable|identified the following injection|appears to be .* injectable/i.exec(run.stdout)
  const tried = (run.stdout.match(/testing '/g) ?? []).length
  console.log(`sqlmap: ${method} ${target}: ${tried} kinds tried${run.status === 124 ? ' until the time was up' : ''}` +
    `${injectable ? `, ${injectable[0]}` : ', nothing'}`)
  if (injectable) findings.push(`${target}: ${run.stdout.slice(-3000)}`)
}
const requests = server.events('request')
const broken = requests.filter((line) => line.status >= 500)
findings.push(...broken.slice(0, 5).map((line) => JSON.stringify(line)))
await server.stop()
rmSync(output, { recursive: true, force: true })
console.log(`sqlmap: ${requests.length} requests, ${broken.length} answered 5xx`)
for (const finding of findings) console.log(finding)
console.log(findings.length ? 'sqlmap: FAILED' : 'sqlmap: clean')
process.exit(findings.length ? 1 : 0)
