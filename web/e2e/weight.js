/*
 * What the first screen after sign-in weighs: everything a cold browser loads from the sign-in page on, as transferred,
 * until the page rests. Charts come after it and are told apart. Run against a server with the demo partner:
 * PROFORMA_E2E_URL=http://127.0.0.1:8080 node e2e/weight.js
 */
import { launch, openPage } from './browser.js'
import { signIn } from './server.js'

const LIMIT = 200_000
const isChart = (url) => /\/assets\/(charts|\w*Chart\w*)-/.test(url)

const reader = await signIn(process.env.PROFORMA_E2E_USER ?? 'demo', process.env.PROFORMA_E2E_PASSWORD ?? 'welcome to proforma')
const { user } = await reader.get('/me')
const browser = await launch()
const { page } = await openPage(browser, user.language)
const session = await page.context().newCDPSession(page)
await session.send('Network.enable')
await session.send('Network.setCacheDisabled', { cacheDisabled: true })

const names = new Map()
const loaded = []
session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response.url))
session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => loaded.push({ url: names.get(requestId) ?? '', bytes: encodedDataLength }))

await page.context().addCookies([reader.browserCookie])
await page.goto('/')
await page.waitForLoadState('networkidle')
const path = new URL(page.url()).pathname
await browser.close()

const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0)
const charts = loaded.filter((file) => isChart(file.url))
const first = loaded.filter((file) => !isChart(file.url)).toSorted((left, right) => right.bytes - left.bytes)
const weight = sum(first)
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
for (const file of first) process.stdout.write(`${kilobytes(file.bytes).padStart(10)}  ${new URL(file.url).pathname}\n`)
process.stdout.write(`${path}: ${kilobytes(weight)} in ${first.length} files, then ${kilobytes(sum(charts))} of charts; at most ${kilobytes(LIMIT)}\n`)
process.exit(weight < LIMIT ? 0 : 1)
