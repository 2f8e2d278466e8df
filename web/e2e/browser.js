import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { settings } from './settings.js'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const launch = () => chromium.launch({ executablePath: settings.chromium, args: FLAGS })

/** A page in a fresh profile that remembers what went wrong in it: exceptions, and what the content policy refused. */
export async function openPage(browser, language, { theme = 'light' } = {}) {
  const context = await browser.newContext({ baseURL: settings.url, locale: language, colorScheme: theme, viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|\[Vue warn\]|\[intlify\]/.test(message.text())) faults.push(message.text())
  })
  page.setDefaultTimeout(20_000)
  return { page, faults, close: () => context.close() }
}

/** The page has come, and all that it shows: nothing loads, and nothing of before is left. */
export async function settled(page) {
  await page.locator('h1').first().waitFor()
  await page.locator('.skeleton, .waiting, [aria-busy=true]').first().waitFor({ state: 'detached' })
}

export async function picture(page, name) {
  if (!settings.artifacts) return
  const path = join(settings.artifacts, `${name}.png`)
  await mkdir(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true }).catch(() => undefined)
}
