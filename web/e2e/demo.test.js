import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { before } from 'node:test'
import { settled } from './browser.js'
import { customerGroup, demoAdmin, makePerson, wholePeriod } from './demo.js'
import { journeys, LANGUAGES } from './journey.js'
import { signIn } from './server.js'
import { missing, settings } from './settings.js'
import * as step from './steps.js'

/* Amounts as whole numbers of the smallest unit, so that a test adds up exactly. */
const units = (text) => BigInt(text.replaceAll('−', '-').replaceAll(/[^\d.-]/g, '').replace('.', ''))
const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0n)

/** Rows of a CSV file whose fields hold no line breaks. */
function rowsOf(csv) {
  return csv.replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain))
}

async function downloadOf(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFile(await download.path())
}

journeys('the demo partner', (journey) => {
  let admin
  let period

  before(async () => {
    if (missing) return
    admin = await demoAdmin()
    period = await wholePeriod(admin)
  })

  for (const language of LANGUAGES) {
    let person
    let customer
    let group

    before(async () => {
      if (missing) return
      group = await customerGroup(period)
      person = await makePerson(admin, 'partner_admin', language, { prefix: 'journeys' })
      customer = await makePerson(admin, 'customer', language, { prefix: 'journeys', groups: [group] })
    })

    const asAdmin = (name, body) => journey(name, language, body, () => person)
    const asCustomer = (name, body) => journey(name, language, body, () => customer)

    asAdmin('an account without a group is found on the overview and assigned', async (page, t) => {
      const waiting = (await admin.get('/accounts?unassigned=true')).items
      await page.goto('/')
      await page.waitForURL('**/overview')
      await page.locator('.attention a').filter({ hasText: t('remedy.unassigned_accounts') }).click()
      await page.waitForURL('**/accounts?*')
      await settled(page)
      assert.equal(await page.locator('.data-table tbody tr').count(), waiting.length)
      const [first] = waiting
      await page.locator('.data-table tbody tr').filter({ hasText: first.external_id }).locator('.el-checkbox').click()
      await page.getByRole('button', { name: t('accounts.assign') }).click()
      const dialog = page.locator('.el-overlay-dialog')
      await step.choose(dialog, t('accounts.group'), /Ripple/)
      await dialog.getByRole('button', { name: t('accounts.assign') }).click()
      await dialog.waitFor({ state: 'hidden' })
      const assigned = await admin.get(`/accounts/aws/${first.external_id}`)
      assert.match(assigned.billing_group_name, /Ripple/)
    })

    asAdmin('an account moves to another group and both bills are foreseen', async (page, t) => {
      const [from, to] = (await admin.get(`/bills?period=${period}&sort=-cost`)).items.filter((bill) => bill.accounts > 1)
      const [account] = (await admin.get(`/accounts?billing_group_id=${from.billing_group_id}`)).items
      const before = await admin.get(`/bills/${to.billing_group_id}/${period}`)
      await page.goto(`/groups/${to.billing_group_id}/accounts`)
      await page.getByRole('combobox', { name: t('assignment.add') }).fill(account.external_id)
      await page.getByRole('option').filter({ hasText: account.external_id }).click()
      const dialog = page.locator('.el-overlay-dialog')
      await dialog.getByLabel(t('move.day')).fill(`${period}-01`)
      await page.keyboard.press('Enter')
      await settled(page)
      await dialog.locator('.bills tbody tr').first().waitFor()
      await dialog.getByRole('button', { name: t('move.submit') }).click()
      await dialog.waitFor({ state: 'hidden' })
      const after = await admin.get(`/bills/${to.billing_group_id}/${period}`)
      assert.notEqual(after.pro_forma, before.pro_forma)
      assert.equal((await admin.get(`/accounts/aws/${account.external_id}`)).billing_group_id, to.billing_group_id)
      await admin.post(`/billing-groups/${from.billing_group_id}/accounts/move`, { account_id: account.external_id, provider: 'aws', starts_on: `${period}-01`, preview: false })
    })

    asAdmin('a line of a bill tells the rule that priced it', async (page, t) => {
      await page.goto(`/billing/${group}/${period}`)
      await page.locator('.lines tbody tr').filter({ hasText: /EC2|Elastic Compute/ }).locator('.opener').first().click()
      await page.locator('.lines tr.line .opener').first().click()
      await page.locator('.lines tr.part a').first().click()
      await page.waitForURL(`**/groups/${group}/pricing?rule=*`)
      await page.getByRole('heading', { name: t('rule.title') }).waitFor()
    })

    asAdmin('the bills on view are the file that is downloaded', async (page, t) => {
      await page.goto(`/billing?period=${period}`)
      await settled(page)
      const shown = await page.locator('.data-table tbody tr td:first-child').allInnerTexts()
      const bills = await admin.get(`/bills?period=${period}`)
      const csv = await downloadOf(page, page.locator('.table-tool').filter({ hasText: 'CSV' }))
      const [head, ...rows] = rowsOf(csv.toString())
      const column = head.indexOf(t('billing.columnProForma'))
      assert.ok(column > 0, head.join())
      const named = rows.filter((row) => shown.includes(row[0]))
      assert.equal(named.length, bills.items.length)
      assert.equal(sum(named.map((row) => units(row[column]))), units(bills.total.pro_forma))
      assert.equal(units(await step.tileFigure(page, t('billing.revenue'))), units(bills.total.pro_forma))
    })

    asAdmin('costs are explored down to a usage type, and a copied address shows the same', async (page, t) => {
      const rowsOn = (view) => view.getByRole('region', { name: t('insights.table') }).locator('.data-table tbody tr')
      await page.goto('/insights')
      await settled(page)
      const top = page.url()
      const before = await rowsOn(page).allInnerTexts()
      await rowsOn(page).first().locator('button, a').first().click()
      await page.waitForURL((url) => url.href !== top)
      await settled(page)
      const seen = await rowsOn(page).allInnerTexts()
      assert.notDeepEqual(seen, before)
      const copy = await page.context().newPage()
      await copy.goto(page.url())
      await settled(copy)
      assert.deepEqual(await rowsOn(copy).allInnerTexts(), seen)
      await copy.close()
      await page.goBack()
      assert.equal(page.url(), top)
    })

    asAdmin('figures of before are marked for as long as those asked for are on their way', async (page, t) => {
      const table = page.getByRole('region', { name: t('insights.table') }).locator('.query-state')
      const busy = () => table.getAttribute('aria-busy')
      await page.goto('/insights')
      await settled(page)
      assert.equal(await busy(), 'false')
      let answer
      const held = new Promise((release) => (answer = release))
      await page.route('**/api/v1/insights/costs?*', async (route) => {
        await held
        await route.continue()
      })
      const top = page.url()
      const before = await table.locator('tbody tr').allInnerTexts()
      await table.locator('tbody button').first().click()
      await page.waitForURL((url) => url.href !== top)
      assert.equal(await busy(), 'true')
      await page.waitForFunction((shown) => getComputedStyle(shown).opacity < 0.5, await table.elementHandle())
      assert.deepEqual(await table.locator('tbody tr').allInnerTexts(), before)
      answer()
      await settled(page)
      assert.notDeepEqual(await table.locator('tbody tr').allInnerTexts(), before)
    })

    asAdmin('what changed most is opened down to its usage types', async (page, t) => {
      await page.goto(`/insights/month-over-month?period=${period}`)
      await page.locator('.data-table tbody .opener').first().click()
      await page.locator('.data-table tr.detail .number').first().waitFor()
      const month = await admin.get(`/insights/month-over-month?period=${period}`)
      const total = await page.locator('.data-table tfoot').first().innerText()
      assert.ok(total.replaceAll(',', '').includes(month.total.current), total)
      await page.getByRole('link', { name: t('insights.pivot'), exact: true }).click()
      await page.waitForURL('**/insights/pivot*')
      await settled(page)
      assert.ok((await page.locator('.data-table').first().locator('thead th').count()) >= 14)
    })

    asCustomer('a customer sees what it owes, and nothing of what it costs', async (page, t) => {
      const replies = []
      page.on('response', (response) => {
        if (response.url().includes('/api/v1/')) replies.push(response)
      })
      await page.goto('/')
      await page.waitForURL('**/overview')
      await settled(page)
      const navigation = page.getByRole('navigation', { name: t('shell.navigation') })
      for (const key of ['nav.groups', 'nav.plans', 'nav.data', 'nav.people', 'nav.audit', 'nav.payers'])
        assert.equal(await navigation.getByRole('link', { name: t(key), exact: true }).count(), 0, key)
      await page.goto(`/billing/${group}/${period}`)
      await page.locator('.lines .opener').first().click()
      await page.locator('.lines tr.line .opener').first().click()
      await settled(page)
      await page.goto('/insights')
      await settled(page)
      for (const reply of replies) {
        const text = await reply.text().catch(() => '')
        assert.doesNotMatch(text, /"(cost|margin|margin_percent|unassigned)":/, reply.url())
      }
      await page.goto('/data')
      await page.waitForURL('**/overview')
    })

    asAdmin('a bill is reached from anywhere with the keyboard alone', async (page, t) => {
      await page.goto('/people')
      await page.locator('.data-table tbody tr').first().waitFor()
      await page.keyboard.press('Control+k')
      const input = page.getByRole('combobox', { name: t('palette.title') })
      await input.waitFor()
      await page.keyboard.type('Northwind')
      const bill = page.getByRole('group', { name: t('palette.bills'), exact: true }).getByRole('option').first()
      await bill.waitFor()
      await settled(page)
      for (let i = 0; i < 30 && (await bill.getAttribute('aria-selected')) !== 'true'; i += 1) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/billing/*/*')
      await page.getByRole('heading', { name: /Northwind/ }).first().waitFor()
      await page.keyboard.press('?')
      await page.getByRole('dialog').getByText(t('shortcut.nextRow')).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    asAdmin('an API key is shown once, works, and is refused after it is revoked', async (page, t) => {
      const name = `nightly ${language}`
      await page.goto('/profile')
      await page.getByRole('button', { name: t('apiKey.new') }).first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(t('apiKey.name'), { exact: true }).fill(name)
      await dialog.getByRole('button', { name: t('apiKey.onlyReading') }).click()
      await dialog.getByRole('button', { name: t('common.create') }).click()
      const key = await page.locator('.created .key code').innerText()
      const status = async () => (await fetch(`${settings.url}/api/v1/bills?period=${period}`, { headers: { Authorization: `Bearer ${key}` } })).status
      assert.equal(await status(), 200)
      await page.reload()
      await page.getByText(key.slice(0, 11)).first().waitFor()
      assert.equal(await page.getByText(key).count(), 0)
      await page.getByRole('button', { name: `${t('apiKey.revoke')} ${name}` }).click()
      await page.locator('.el-message-box').getByRole('button', { name: t('apiKey.revoke') }).click()
      await page.getByRole('cell', { name, exact: true }).waitFor({ state: 'detached' })
      assert.equal(await status(), 401)
    })

    asAdmin('a change is found in the audit log, before and after, and the log is whole', async (page, t) => {
      const { id } = await admin.post('/custom-charges', { billing_group_id: group, name: `Fee ${language}`, description: 'of a journey', kind: 'fee', amount: '10', from: period })
      await admin.call('PATCH', `/custom-charges/${id}`, { amount: '12.5' })
      await page.goto('/audit?entity=custom_charge')
      const row = page.locator('.data-table tbody tr').filter({ hasText: t('auditAction.custom_charge.update') }).first()
      await row.locator('.opener').click()
      const change = page.locator('tr.expanded').first()
      await change.waitFor()
      assert.match(await change.innerText(), /10[\s\S]*12\.5/)
      await page.getByRole('button', { name: t('audit.verify') }).click()
      await page.locator('.verdict.good').waitFor()
      const csv = await downloadOf(page, page.locator('.page-header').getByRole('button', { name: t('common.download') }))
      assert.ok(rowsOf(csv.toString()).length > 2)
      await admin.call('DELETE', `/custom-charges/${id}`)
    })

    asAdmin('the file a bill was read from is given back as it was', async (page, t) => {
      const drop = (await admin.get('/drops')).items.find((item) => item.state === 'current')
      const [file] = (await admin.get(`/drops/${drop.id}`)).files
      await page.goto(`/data/drops/${drop.id}`)
      const bytes = await downloadOf(page, page.getByRole('button', { name: t('drop.downloadFile') }).first())
      assert.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256)
    })

    asAdmin('the language and the sessions are one\'s own', async (page, t) => {
      await page.goto('/profile')
      const device = `a borrowed tablet ${language}`
      const other = await signIn(person.username, person.password, { 'User-Agent': device })
      await page.reload()
      await page.getByRole('heading', { name: t('sessions.title') }).waitFor()
      const end = page.getByRole('button', { name: t('sessions.endOf', { device }) })
      await end.click()
      await end.waitFor({ state: 'detached' })
      await assert.rejects(other.get('/me'), /401/)
    })
  }
})
