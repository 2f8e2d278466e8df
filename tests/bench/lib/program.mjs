// Programs run beside this one, that end with it.
import { spawn } from 'node:child_process'

// Runs to its end → what it printed. Fails with its last words.
export async function run(command, args, { env, cwd, input, quiet } = {}) {
  const stdio = ['pipe', quiet ? 'ignore' : 'pipe', 'pipe']
  const child = start(command, args, { env, cwd, stdio })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? '')
  const status = await new Promise((done, failed) => {
    child.on('error', failed)
    child.on('close', (code, signal) => done(code ?? signal))
  })
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ').slice(0, 200)}: ${status}: ` +
      (stderr || stdout).trim().slice(-2000))
  return stdout
}

export const start = (command, args, options) =>
  spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], options)

// Ends a program started here.
export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.on('exit', done))
  child.kill(signal)
  await ended
}

// Until the address answers, whatever it says.
export async function ready(url, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await fetch(url).then((reply) => reply.text(), () => undefined) !== undefined) return
    await new Promise((done) => setTimeout(done, 10))
  }
  throw new Error(`nothing answers at ${url}`)
}
