import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '#proxy/base/free-port.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { root } from './built-app.mjs'

// `npm run dev`: Vite answers what is a page, and the proxy everything else.

/** @type {string} */
let url
/** @type {() => Promise<unknown>} */
let stop

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const cacheDir = await mkdtemp(join(tmpdir(), 'vite-'))
  // A developer's own server may be running on the usual cache.
  const config = { cacheDir, optimizeDeps: { noDiscovery: true } }
  const code = `import { createServer } from 'vite'
    const server = await createServer(${JSON.stringify(config)})
    await server.listen()
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: await newDatabase(),
      PORT: String(port),
      LOG_LEVEL: 'silent',
      ASSISTANTS: 'on',
      PUBLIC_URL: url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  stop = async () => {
    child.kill('SIGTERM')
    await exited
    await rm(cacheDir, { recursive: true, maxRetries: 10 })
  }
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  await new Promise((begin, reject) => {
    child.once('exit', () => reject(new Error(`the dev server did not start:\n${said}`)))
    child.stdout.on('data', (text) => String(text).includes('ready') && begin(null))
  })
})

afterAll(() => stop())

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  const answer = await fetch(url + path, init)
  return { status: answer.status, text: await answer.text() }
}

it('Vite answers pages', async () => {
  for (const path of ['/', '/start', '/flows/PRO-1', '/mcp-help'])
    expect((await ask(path, { headers: { accept: 'text/html' } })).text).toContain('/@vite/client')
})

it('the proxy answers what is no page', async () => {
  const description = await ask('/openapi.json')
  expect(JSON.parse(description.text)).toMatchObject({ openapi: expect.any(String) })
  expect(await ask('/healthz')).toMatchObject({ status: 200 })
  expect(await ask('/mcp', { method: 'POST' })).toMatchObject({ status: 401 })
  expect(await ask('/api/config?x')).toMatchObject({ status: 200 })
  for (const path of ['/mcp', '/metrics', '/callbacks/nothing', '/_sandbox/nothing'])
    expect((await ask(path, { headers: { accept: 'text/html' } })).text).not.toContain('/@vite/')
})
