// The repository speaks of the product alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { files, places, read } from './files.mjs'

const text = files(/./).filter((path) => !/\.(png|ico|woff2?|gz|zip|parquet|svg)$/.test(path) &&
  !path.startsWith('tests/fuzz/corpus/') && path !== 'tests/lint/words.test.mjs')

test('no path of one machine', () => {
  const found = text.flatMap((path) => places(path, read(path), /(?<![\w.])\/(?:work|home\/\w+)\/\S*/g))
  assert.deepEqual(found, [])
})

test('no host of a package registry', () => {
  const found = text.flatMap((path) =>
    places(path, read(path), /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npmmirror\.com|(?:deb|security|ftp\.\w+)\.debian\.org)\b/g))
  assert.deepEqual(found, [])
})

test('text files are UTF-8 with Unix line ends and a newline at the end', () => {
  const found = text.filter((path) => {
    const content = read(path)
    return content.includes('\uFFFD') || content.includes('\r') ||
      (content !== '' && !content.endsWith('\n'))
  })
  assert.deepEqual(found, [])
})
