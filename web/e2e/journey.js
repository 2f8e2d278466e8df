import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, openPage, picture } from './browser.js'
import { wordsOf } from './messages.js'
import { signIn } from './server.js'
import { missing } from './settings.js'

/**
 * A suite of whole journeys, one after the other in one browser. `define` gets `journey(name, language, body, person)`: one test
 * in a page of its own; `person()` is who is signed in already, as `{ username, password }`. A failure leaves a
 * picture, and a fault in the page is a failure.
 */
export function journeys(title, define) {
  describe(title, { skip: missing, concurrency: 1 }, () => {
    let browser
    before(async () => {
      browser = await launch()
    })
    after(() => browser?.close())

    define((name, language, body, person) => {
      test(`${name} (${language})`, async () => {
        const { page, faults, close } = await openPage(browser, language)
        try {
          if (person) {
            const { username, password } = person()
            await page.context().addCookies([(await signIn(username, password)).browserCookie])
          }
          await body(page, await wordsOf(language))
          assert.deepEqual(faults, [])
        } catch (error) {
          await picture(page, `failed-${name.replaceAll(' ', '-')}-${language}`)
          throw error
        } finally {
          await close()
        }
      })
    })
  })
}

export const LANGUAGES = ['zh-CN', 'en']
