// The project's files, as git sees them: tracked, and new ones that are not ignored.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

const listed = execFileSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})

// Paths that match the pattern, relative to the root.
export function files(pattern) {
  return [...new Set(listed.split('\0'))]
    .filter((path) => path && pattern.test(path) && existsSync(resolve(root, path)))
    .sort()
}

export const read = (path) => readFileSync(resolve(root, path), 'utf8')

// C without comments and literals, line by line as it was: what is left is code.
export function codeOf(text) {
  const blank = (match) => match.replace(/[^\n]/g, ' ')
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (m) =>
    m.startsWith('/') ? blank(m) : m[0] + blank(m.slice(1, -1)) + m[0],
  )
}

// "path:line: what" of every place where the pattern matches.
export function places(path, text, pattern, what = (match) => match[0].trim()) {
  return [...text.matchAll(pattern)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    return `${path}:${line}: ${what(match)}`
  })
}
