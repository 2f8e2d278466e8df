// How long a statement takes in psql, its start and the connection not counted.
import { run } from './program.mjs'

// Runs it `count` times in one session, after once that is not counted → milliseconds.
export async function statementTimes(url, statement, count) {
  const input = 'set search_path = proforma, public;\n\\o /dev/null\n' + `${statement};\n` +
    '\\timing on\n' + `${statement};\n`.repeat(count)
  const output = await run('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', url], { input })
  const found = [...output.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, ms]) => Number(ms))
  if (found.length !== count) throw new Error(`psql told ${found.length} times, not ${count}`)
  return found
}
