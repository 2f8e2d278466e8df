import assert from 'node:assert/strict'
import { settled } from './browser.js'

/* What a person does on the console, one function for each step. `t` are the words of the language on screen. */

export async function signIn(page, t, username, password) {
  await page.goto('/sign-in')
  await page.getByLabel(t('signIn.username'), { exact: true }).fill(username)
  await page.getByLabel(t('signIn.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: t('signIn.submit') }).click()
}

export async function changeFirstPassword(page, t, current, next) {
  await page.getByRole('heading', { name: t('password.firstTitle') }).waitFor()
  await page.getByLabel(t('password.current'), { exact: true }).fill(current)
  await page.getByLabel(t('password.next'), { exact: true }).fill(next)
  await page.getByLabel(t('password.again'), { exact: true }).fill(next)
  await page.getByRole('button', { name: t('password.submit') }).click()
  await page.getByRole('navigation', { name: t('shell.navigation') }).waitFor()
}

/** The console speaks the language of the account; one that several tests share is told which it is now. */
export async function speak(page, language) {
  await page.getByRole('navigation').first().waitFor()
  if ((await page.locator('html').getAttribute('lang')) !== language) await page.locator(`.top-bar button[lang="${language}"]`).click()
  await page.locator(`html[lang="${language}"]`).waitFor()
}

export async function signOut(page, t) {
  await page.locator('.top-bar button.user').click()
  await page.getByRole('menuitem', { name: t('shell.signOut') }).click()
  await page.waitForURL('**/sign-in')
}

export const openFromNav = (page, t, key) => page.getByRole('navigation', { name: t('shell.navigation') }).getByRole('link', { name: t(key), exact: true }).click()

/** `within` is the page or a part of it; options open at the end of the page. */
export async function choose(within, label, option) {
  await within.getByRole('combobox', { name: label, exact: true }).click()
  const page = within.page?.() ?? within
  await page.getByRole('option', { name: option }).first().click()
}

export async function createPartner(page, t, { name, slug }) {
  await openFromNav(page, t, 'nav.partners')
  await page.getByRole('button', { name: t('partners.new') }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('partners.name'), { exact: true }).fill(name)
  await dialog.getByLabel(t('partners.slug'), { exact: true }).fill(slug)
  await dialog.getByRole('button', { name: t('common.create') }).click()
  await page.getByRole('cell').getByText(name, { exact: true }).waitFor()
}

export async function actAs(page, t, name) {
  await page.getByRole('button', { name: `${t('partners.actAs')} ${name}` }).click()
  await page.getByText(t('shell.actingAs', { name })).waitFor()
}

export async function createUser(page, t, { username, name, password }) {
  await openFromNav(page, t, 'nav.people')
  await page.locator('.page-header').getByRole('button', { name: t('people.new') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('people.username'), { exact: true }).fill(username)
  await dialog.getByLabel(t('people.name'), { exact: true }).fill(name)
  await dialog.getByLabel(t('people.password'), { exact: true }).fill(password)
  await dialog.getByRole('button', { name: t('common.create') }).click()
  await page.getByRole('cell', { name: username, exact: true }).waitFor()
}

export async function createPayer(page, t, { name, externalId }) {
  await openFromNav(page, t, 'nav.data')
  await page.getByRole('button', { name: t('payers.new') }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('payers.name'), { exact: true }).fill(name)
  await dialog.getByLabel(t('payers.externalId'), { exact: true }).fill(externalId)
  await dialog.getByRole('button', { name: t('common.create') }).click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function uploadBill(page, t, file) {
  await page.locator('input[type=file]').setInputFiles(file)
  const row = page.getByRole('region', { name: t('upload.recent') }).getByRole('listitem').first()
  await row.getByRole('status').filter({ hasText: t('uploadState.done') }).waitFor({ timeout: 60_000 })
  await row.getByRole('link', { name: t('upload.seeResult') }).click()
  await page.waitForURL('**/data/drops/*')
}

export async function createGroup(page, t, name) {
  await openFromNav(page, t, 'nav.groups')
  await page.getByRole('button', { name: t('groups.new') }).first().click()
  await page.getByLabel(t('groups.name'), { exact: true }).fill(name)
  await page.getByRole('button', { name: t('groups.createAndChoose') }).click()
  await page.waitForURL('**/groups/*/accounts')
}

/** Saves, and waits for the word that it is done: an older word may still be on the screen. */
export async function save(page, t, { button = t('common.save'), done = t('common.saved') } = {}) {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.locator('.el-message--success').filter({ hasText: done }).first().waitFor()
}

/** Puts accounts into the group on view, as many as are offered up to `most`. */
export async function assignAccounts(page, t, most) {
  const picker = page.getByRole('combobox', { name: t('assignment.add') })
  let assigned = 0
  while (assigned < most) {
    await picker.click()
    const offered = page.getByRole('option')
    await offered.or(page.getByText(t('assignment.noneLeft'))).first().waitFor()
    if ((await offered.count()) === 0) break
    await offered.first().click()
    assigned += 1
    await page.locator('.assignment').nth(assigned - 1).waitFor()
  }
  assert.ok(assigned > 0, 'no account was offered')
  await page.keyboard.press('Escape')
  await save(page, t)
}

/** A new plan with one rule for everything: the customer pays nine tenths. */
export async function discountTenPercent(page, t, language) {
  await page.getByRole('link', { name: t('groupTab.pricing'), exact: true }).click()
  await page.getByRole('button', { name: t('plan.new') }).click()
  await page.getByRole('button', { name: t('rule.add') }).click()
  if (language === 'zh-CN') await page.getByLabel(t('rule.ratio'), { exact: true }).fill('9折')
  else await page.locator('.rule .pair input[inputmode=decimal]').fill('10')
  await page.getByText(t('rule.meansDiscount', { percent: 10, ratio: 90, zhe: 9 })).waitFor()
  await save(page, t, { button: t('plan.saveAndUse'), done: t('plan.saved') })
}

/** Changes the rule of the plan in use: the customer pays eight tenths. */
export async function discountTwentyPercent(page, t, language) {
  await page.getByRole('link', { name: t('groupTab.pricing'), exact: true }).click()
  if (language === 'zh-CN') await page.getByLabel(t('rule.ratio'), { exact: true }).fill('80')
  else await page.locator('.rule .pair input[inputmode=decimal]').fill('20')
  await save(page, t, { done: t('plan.saved') })
}

export async function describeGroup(page, t, description) {
  await page.getByRole('link', { name: t('groupTab.details'), exact: true }).click()
  await page.getByLabel(t('groups.description')).fill(description)
  await page.getByLabel(t('groups.billToName')).fill('Customer Ltd')
  await save(page, t)
  await page.locator('.page-header').getByText(description).waitFor()
}

export async function addFlatFee(page, t, { name, amount }) {
  await page.getByRole('link', { name: t('groupTab.charges'), exact: true }).click()
  await page.getByRole('button', { name: t('charge.new') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('charge.name'), { exact: true }).fill(name)
  await dialog.getByLabel(t('charge.amount'), { exact: true }).fill(amount)
  await dialog.getByRole('button', { name: t('common.save') }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name, exact: true }).waitFor()
}

/** The figure of a tile, as a decimal string. */
export async function tileFigure(page, label) {
  await settled(page)
  const text = await page.locator('.tile').filter({ has: page.locator('dt', { hasText: label }) }).locator('.value').first().innerText()
  return text.replace('−', '-').replace(/[^\d.-]/g, '')
}
