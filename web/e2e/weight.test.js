import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch, openPage, settled } from './browser.js'
import { demoAdmin } from './demo.js'
import { missing } from './settings.js'

const LIMIT = 200_000
const isChart = (url) => /\/assets\/(charts|\w*Chart\w*)-/.test(url)
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0)

/** Everything a cold browser loads until the page rests, with its size as transferred. */
async function loadedBy(page, path) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const names = new Map()
  const loaded = []
  session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => loaded.push({ url: names.get(requestId) ?? '', bytes: encodedDataLength }))
  await page.goto(path, { waitUntil: 'networkidle' })
  await settled(page)
  return loaded
}

/* Charts come after the first screen and are told apart. */
test('the first screen after sign-in is light', { skip: missing }, async (t) => {
  const reader = await demoAdmin()
  const { user } = await reader.get('/me')
  const browser = await launch()
  t.after(() => browser.close())
  const { page } = await openPage(browser, user.language)
  await page.context().addCookies([reader.browserCookie])

  const loaded = await loadedBy(page, '/')
  assert.equal(new URL(page.url()).pathname, '/overview')
  const first = loaded.filter((file) => !isChart(file.url)).toSorted((left, right) => right.bytes - left.bytes)
  for (const file of first) t.diagnostic(`${kilobytes(file.bytes)} ${new URL(file.url).pathname}`)
  t.diagnostic(`${kilobytes(sum(first))} in ${first.length} files, then ${kilobytes(sum(loaded) - sum(first))} of charts`)
  assert.ok(sum(first) < LIMIT, `${kilobytes(sum(first))} is more than ${kilobytes(LIMIT)}`)
})
