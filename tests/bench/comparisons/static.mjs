import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { freePort } from '../../api/lib/server.mjs'
import { alternate } from '../lib/alternate.mjs'
import { madeDatabase, startWith } from '../lib/database.mjs'
import { make, version } from '../lib/groups.mjs'
import { wrk } from '../lib/load.mjs'
import { ready, start, stop } from '../lib/program.mjs'

export const title = 'static'
export const how = 'every file of the built console in turn, gzipped as built, by wrk; nginx with ' +
  'as many workers as cores, sendfile, gzip_static, an open file cache and no log'

const CONNECTIONS = [32, 256]

export const rows = CONNECTIONS.map((connections) => ({ id: `static-${connections}`,
  what: `the console's static files, ${connections} connections`,
  against: 'nginx with the same files', unit: '/s', target: { at: 'least', limit: 1 } }))

export const prepare = (bench) => madeDatabase(bench, 'groups', version, make)

export async function measure(bench) {
  const web = join(bench.root, 'web/dist')
  const { server } = await startWith(bench, 'groups', version, make)
  const nginx = await startNginx(bench, web)
  try {
    const paths = readdirSync(web, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(web.length)).sort()
    await sameAnswers(server.url, nginx.url, paths)
    const measured = {}
    for (const connections of CONNECTIONS) {
      const side = (url) => async () => (await wrk(url, { connections, seconds: bench.seconds,
        headers: { 'accept-encoding': 'gzip' }, paths })).rate
      measured[`static-${connections}`] =
        await alternate(bench.rounds, { ours: side(server.url), against: side(nginx.url) })
    }
    return { scale: `${paths.length} files, rounds of ${bench.seconds} s`, rows: measured }
  } finally {
    await stop(nginx.child)
    await server.stop()
  }
}

async function sameAnswers(ours, theirs, paths) {
  for (const path of paths) {
    const [a, b] = await Promise.all([ours, theirs].map(async (url) =>
      Buffer.from(await (await fetch(url + path)).arrayBuffer())))
    if (!a.equals(b)) throw new Error(`${path} is not the same on both servers`)
  }
}

const settings = (folder, web, port) => `
worker_processes auto;
daemon off;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  types { text/html html; text/css css; application/javascript js; image/svg+xml svg;
    font/woff2 woff2; image/png png; }
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  gzip_static on;
  open_file_cache max=1000 inactive=1h;
  open_file_cache_valid 1h;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port} backlog=4096; root ${web}; }
}
`

async function startNginx(bench, web) {
  const folder = join(bench.cache, 'nginx')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), settings(folder, web, port))
  const child = start('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c',
    join(folder, 'nginx.conf'), ...(process.getuid() === 0 ? ['-g', 'user root;'] : [])],
  { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/index.html`)
  return { child, url }
}
