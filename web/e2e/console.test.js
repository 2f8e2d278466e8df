import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before } from 'node:test'
import { settled } from './browser.js'
import { describeReport } from './cur.js'
import { journeys, LANGUAGES } from './journey.js'
import { missing, settings } from './settings.js'
import * as step from './steps.js'

const OPERATOR_PASSWORD = 'correct horse battery 1'
const FIRST_PASSWORD = 'first password 123'
const OWN_PASSWORD = 'own password 4567'

const run = Date.now().toString(36)
const lines = (csv) => csv.replace(/^\ufeff/, '').trim().split(/\r?\n/)

journeys('a new partner', (journey) => {
  journey('the operator changes the first password', 'zh-CN', async (page, t) => {
    await step.signIn(page, t, settings.username, 'not the password')
    await page.getByRole('alert').waitFor()
    await step.signIn(page, t, settings.username, settings.password)
    await page.waitForURL('**/first-password')
    await page.goto('/partners')
    await step.changeFirstPassword(page, t, settings.password, OPERATOR_PASSWORD)
    await step.signOut(page, t)
  })

  for (const language of LANGUAGES) {
    const slug = `e2e-${run}-${language.toLowerCase()}`
    const partner = `Partner ${slug}`
    const username = `admin-${slug}`
    const group = `Customer ${slug}`
    let payer
    let rows

    before(async () => {
      if (!missing) ({ payer, rows } = await describeReport(settings.cur))
    })

    journey('the operator creates a partner and its administrator', language, async (page, t) => {
      await step.signIn(page, t, settings.username, OPERATOR_PASSWORD)
      await step.speak(page, language)
      await step.createPartner(page, t, { name: partner, slug })
      await step.actAs(page, t, partner)
      await step.createUser(page, t, { username, name: 'Admin', password: FIRST_PASSWORD })
      await page.getByRole('button', { name: t('shell.stopActing') }).click()
      await page.getByText(t('shell.actingAs', { name: partner })).waitFor({ state: 'hidden' })
      await step.signOut(page, t)
    })

    journey('the administrator uploads a bill and sees it reconciled', language, async (page, t) => {
      await step.signIn(page, t, username, FIRST_PASSWORD)
      await step.changeFirstPassword(page, t, FIRST_PASSWORD, OWN_PASSWORD)
      await page.getByText(t('billing.noDataTitle')).waitFor()
      assert.equal(await page.locator('html').getAttribute('lang'), language)
      await step.createPayer(page, t, { name: 'Main payer', externalId: payer })
      await step.uploadBill(page, t, settings.cur)
      await page.getByText(`✓ ${t('drop.reconciled')}`).waitFor()
      const [source, charges] = await page.locator('.reconciliation dd').allInnerTexts()
      assert.equal(source, charges)
      const facts = await page.locator('.facts dd').allInnerTexts()
      const count = (text) => Number(text.replaceAll(',', ''))
      assert.equal(count(facts[0]) + count(facts[1]), rows)
    })

    journey('a discount changes the bill, and its CSV says the same', language, async (page, t) => {
      await step.signIn(page, t, username, OWN_PASSWORD)
      await page.getByRole('navigation', { name: t('shell.navigation') }).waitFor()
      await step.createGroup(page, t, group)
      await step.assignAccounts(page, t, 5)
      await page.getByRole('link', { name: t('groups.viewBill') }).click()
      await page.waitForURL('**/billing/*/*')
      const billPage = page.url()
      const before = await step.tileFigure(page, t('billing.columnProForma'))

      await page.getByRole('button', { name: t('groups.edit') }).click()
      await step.discountTenPercent(page, t, language)
      await step.addFlatFee(page, t, { name: 'Service fee', amount: '12.5' })
      await page.goto(billPage)
      await page.getByText('Service fee').waitFor()
      const discounted = await step.tileFigure(page, t('billing.columnProForma'))
      assert.notEqual(discounted, before)

      await page.getByRole('button', { name: t('groups.edit') }).click()
      await step.describeGroup(page, t, 'pays by transfer')
      await step.discountTwentyPercent(page, t, language)
      await page.goto(billPage)
      await page.getByText('Service fee').waitFor()
      const twice = await step.tileFigure(page, t('billing.columnProForma'))
      assert.notEqual(twice, discounted)

      const [group_id, period] = new URL(billPage).pathname.split('/').slice(-2)
      const bill = await page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/bills/${group_id}/${period}`)
      assert.equal(twice, bill.total)
      assert.deepEqual(bill.custom_charges.map((charge) => charge.amount), ['12.50'])

      await page.locator('.lines .opener').first().click()
      await page.locator('.lines tr.line .opener').first().click()
      await page.locator('.lines tr.part').filter({ hasNotText: t('common.loading') }).first().waitFor()

      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: t('common.download') }).click()])
      const csv = await readFile(await download.path(), 'utf8')
      assert.ok(csv.startsWith('\ufeff'), 'a spreadsheet needs the byte order mark to read Chinese')
      assert.ok(lines(csv).length > bill.lines.length, 'every line of the bill is in the file')

      await step.openFromNav(page, t, 'nav.billing')
      await page.getByRole('link', { name: group, exact: true }).click()
      await page.waitForURL('**/billing/*/*')
      assert.equal(page.url().split('?')[0], billPage.split('?')[0])
    })

    journey('no page is wider than a phone', language, async (page, t) => {
      await step.signIn(page, t, username, OWN_PASSWORD)
      await page.getByRole('heading', { name: t('nav.overview'), exact: true }).waitFor()
      await page.setViewportSize({ width: 390, height: 844 })
      for (const path of ['/overview', '/billing', '/groups', '/data', '/people', '/insights/month-over-month', '/insights/pivot']) {
        await page.goto(path)
        await page.locator('.data-table tbody tr').first().waitFor()
        await settled(page)
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, path)
      }
      const [legend, tools] = await Promise.all(['.legend .meaning', '.table-tool'].map(async (parts) => Promise.all((await page.locator(parts).all()).map((part) => part.boundingBox()))))
      assert.equal(legend.length, 2)
      for (const part of legend) {
        assert.ok(part.height < 30, 'a part of the legend is one line')
        for (const tool of tools) assert.ok(part.y + part.height <= tool.y || part.x + part.width <= tool.x, 'and beside the buttons')
      }
    })

    journey('unsaved changes are not lost by a click', language, async (page, t) => {
      await step.signIn(page, t, username, OWN_PASSWORD)
      await step.openFromNav(page, t, 'nav.groups')
      await page.getByRole('link', { name: group, exact: true }).click()
      await page.getByLabel(t('groups.name'), { exact: true }).fill(`${group} renamed`)
      await step.openFromNav(page, t, 'nav.billing')
      await page.getByRole('button', { name: t('form.keepEditing') }).click()
      assert.equal(await page.getByLabel(t('groups.name'), { exact: true }).inputValue(), `${group} renamed`)
      await step.openFromNav(page, t, 'nav.billing')
      await page.getByRole('button', { name: t('form.discard') }).click()
      await page.getByRole('heading', { name: t('nav.billing'), exact: true }).waitFor()
    })
  }
})
