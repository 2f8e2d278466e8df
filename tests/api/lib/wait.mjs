// Waiting for what must come. A limit is only how long a test that fails takes to say so.
import assert from 'node:assert/strict'

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

// Returns what `holds` says, once it says anything true.
export async function until(what, holds, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const value = await holds()
    if (value) return value
    await sleep(20)
  }
  assert.fail(`within ${seconds} s it never was: ${what}`)
}
