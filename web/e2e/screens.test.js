import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launch, openPage, picture, settled } from './browser.js'
import { customerGroup, demoAdmin, makePerson, wholePeriod } from './demo.js'
import { LANGUAGES } from './journey.js'
import { wordsOf } from './messages.js'
import { screens } from './screens.js'
import { signIn } from './server.js'
import { missing, settings } from './settings.js'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const OPERATOR_PASSWORD = 'looks at every screen'

/** What addresses name, taken from the demo partner. */
async function findThings(admin) {
  const period = await wholePeriod(admin)
  const [group] = (await admin.get(`/bills?period=${period}&sort=-cost`)).items
  return {
    period,
    group: group.billing_group_id,
    customerGroup: await customerGroup(period),
    plan: (await admin.get('/pricing-plans')).items[0].id,
    account: (await admin.get(`/accounts?billing_group_id=${group.billing_group_id}`)).items[0].external_id,
    drop: (await admin.get('/drops')).items[0].id,
  }
}

/** The operator's, after the first one has been changed. */
async function operatorPassword() {
  const operator = await signIn(settings.username, settings.password)
  await operator.post('/me/password', { current_password: settings.password, new_password: OPERATOR_PASSWORD })
  return OPERATOR_PASSWORD
}

/** A person of each role for each language. */
async function makePeople(admin, group) {
  const people = { superadmin: { username: settings.username, password: await operatorPassword() } }
  for (const language of LANGUAGES) {
    people[`partner_admin ${language}`] = await makePerson(admin, 'partner_admin', language, { prefix: 'screens', name: '林晓 Lin Xiao' })
    people[`customer ${language}`] = await makePerson(admin, 'customer', language, { prefix: 'screens', groups: [group] })
  }
  return people
}

/** The pictures on one page, a row for each screen. */
async function writeIndex() {
  if (!settings.artifacts) return
  const folder = join(settings.artifacts, 'screens')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).toSorted()
  const rows = screens.map(({ name }) => {
    const pictures = files.filter((file) => file.slice(3).startsWith(`${name}-zh-CN-`) || file.slice(3).startsWith(`${name}-en-`))
    return `<h2>${name}</h2>${pictures.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join('')}`
  })
  await writeFile(join(folder, 'index.html'), `<!doctype html><title>Screens</title><style>img{height:260px;margin:4px;border:1px solid #ccc}</style>${rows.join('\n')}\n`)
}

async function violations(page) {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)
}

describe('every screen', { skip: missing, concurrency: 2 }, () => {
  let browser
  let people
  let things

  before(async () => {
    browser = await launch()
    const admin = await demoAdmin()
    things = await findThings(admin)
    people = await makePeople(admin, things.customerGroup)
  })
  after(async () => {
    await browser?.close()
    await writeIndex()
  })

  const personFor = (role, language) => people[role] ?? people[`${role} ${language}`]

  for (const language of LANGUAGES) {
    for (const theme of ['light', 'dark']) {
      for (const role of new Set(screens.map((screen) => screen.as))) {
        test(`of ${role} is whole and accessible (${language}, ${theme})`, async (t) => {
          const { page, faults, close } = await openPage(browser, language, { theme })
          t.after(close)
          if (role !== 'nobody') {
            const { username, password } = personFor(role, language)
            await page.context().addCookies([(await signIn(username, password)).browserCookie])
          }
          const words = await wordsOf(language)
          const wrong = []
          for (const [place, screen] of screens.entries()) {
            if (screen.as === role) wrong.push(...(await look(page, words, { ...screen, place, language, theme })))
          }
          assert.deepEqual([...wrong, ...faults], [])
        })
      }
    }
  }

  async function look(page, t, { name, path, open, readme, place, language, theme }) {
    const file = (width) => `screens/${String(place + 1).padStart(2, '0')}-${name}-${language}-${theme}-${width}`
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(path(things), { waitUntil: 'networkidle' })
    await settled(page)
    await page.evaluate(() => document.fonts.ready)
    await open?.(page)
    await settled(page)
    await picture(page, file(1440))
    if (readme === `${language}-${theme}` && settings.readmePictures) await page.screenshot({ path: join(settings.readmePictures, `${name}.png`) })
    const wrong = (await violations(page)).map((violation) => `${name}: ${violation}`)
    if (await page.locator('.problem').or(page.getByRole('heading', { name: t('notFound.title') })).count()) wrong.push(`${name}: shows a problem`)
    if (theme === 'dark') return wrong
    for (const width of [1024, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await settled(page)
      await picture(page, file(width))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) wrong.push(`${name}: ${wide} pixels wide on a screen of ${width}`)
    }
    return wrong
  }
})
