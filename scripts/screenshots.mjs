import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { ensureBuilt, root } from './built-app.mjs'
import { findChromium } from './chromium.mjs'

/**
 * Writes docs/screenshots: pictures of the built app with its sandbox, in an ordinary browser;
 * all of them, or those whose name begins with the argument.
 * @typedef {import('@playwright/test').BrowserContextOptions} ContextOptions
 * @typedef {{ name: string, path: string, options?: ContextOptions, fontSize?: string,
 *   person?: string, isNew?: boolean }} Shot `isNew`: of a company that has never used the app
 */

const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true }
/** High enough for a flow's banner, signers and latest records, and for a list of flows. */
const tall = { viewport: { width: 390, height: 1760 } }
const small = { viewport: { width: 390, height: 700 }, deviceScaleFactor: 1 }
const flow = '/flows/PRO-SANDBOX-SIGNING'

/** @type {Shot[]} */
const shots = [
  { name: 'home-phone-light', path: '/?scope=all', options: tall },
  { name: 'flow-phone-light', path: flow, options: tall },
  { name: 'flow-phone-dark', path: flow, options: { ...tall, colorScheme: 'dark' } },
  { name: 'flow-phone-large-text', path: flow, options: tall, fontSize: '150%' },
  { name: 'flow-phone-en', path: flow, options: { ...tall, locale: 'en-US' } },
  {
    name: 'seal-approval-phone-light',
    path: '/flows/PRO-SANDBOX-SEAL-APPROVAL',
    person: '张三',
    options: tall,
  },
  {
    name: 'flow-pc',
    path: flow,
    options: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, isMobile: false },
  },
  {
    name: 'admin-pc',
    path: '/admin',
    person: '王五',
    options: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, isMobile: false },
  },
  {
    name: 'audit-trail-pc',
    path: '/flows/PRO-SANDBOX-COMPLETED?view=audit',
    options: { viewport: { width: 860, height: 1240 }, deviceScaleFactor: 1, isMobile: false },
  },
  { name: 'error-phone-light', path: '/flows/PRO-NO-SUCH-FLOW' },
  { name: 'first-employee', path: '/', person: '毛一', isNew: true, options: small },
  { name: 'first-admin', path: '/', person: '新员', isNew: true, options: small },
  { name: 'first-start', path: '/start', person: '新员', isNew: true, options: small },
]

/** @returns {Promise<number>} a port that is free now */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** @param {string} url */
async function untilReady(url) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`${url}/healthz`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the app does not start')
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {Shot} shot
 */
async function take(browser, url, shot) {
  const { name, path, options = {}, fontSize, person = '李四', isNew = false } = shot
  const context = await browser.newContext({
    ...phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  })
  if (fontSize !== undefined)
    await context.addInitScript(`addEventListener('DOMContentLoaded', () => {
      document.documentElement.style.fontSize = '${fontSize}'
    })`)
  const page = await context.newPage()
  const seed = isNew ? 'new-company' : 'samples'
  await page.request.post(`${url}/_sandbox/reset`, { data: { seed } })
  await page.goto(url)
  await page.getByRole('button', { name: new RegExp(person) }).click()
  const isWide = (options?.viewport?.width ?? 0) >= 1200
  // What home shows last.
  const last = isNew
    ? page.getByTestId('readiness-item').or(page.getByTestId('blocker'))
    : page.getByTestId(isWide ? 'flow-title' : 'sample-flows')
  await last.first().waitFor()
  await page.goto(url + path)
  const parts = { '/flows/': 'timeline-item', '/admin': 'desk-pages', '/start': 'form-heads' }
  const part = Object.entries(parts).find(([start]) => path.startsWith(start))?.[1] ?? 'flow-row'
  const awaited = ['app-error', 'audit-fingerprint', 'readiness-item', 'blocker', part].map(
    (id) => `[data-testid=${id}]`,
  )
  await page.locator(awaited.join()).first().waitFor()
  // In a wide window, the list next to the contract is loaded after the contract.
  if (path.startsWith('/flows/') && isWide) await page.getByTestId('row-status').first().waitFor()
  // The names of files come after the contract.
  if (part === 'timeline-item' && !path.includes('view='))
    await page
      .getByTestId('flow-documents')
      .locator(isWide ? 'canvas' : 'text=.pdf')
      .or(page.getByTestId('app-error'))
      .first()
      .waitFor()
  await page.screenshot({ path: join(root, 'docs', 'screenshots', `${name}.png`) })
  await context.close()
}

ensureBuilt()
mkdirSync(join(root, 'docs', 'screenshots'), { recursive: true })
const port = await freePort()
const url = `http://localhost:${port}`
const app = spawn(process.execPath, ['dist/proxy/server.js'], {
  cwd: root,
  env: { PATH: process.env['PATH'], PORT: String(port) },
  stdio: 'ignore',
})
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox'],
})
try {
  await untilReady(url)
  const wanted = process.argv[2] ?? ''
  for (const shot of shots) if (shot.name.startsWith(wanted)) await take(browser, url, shot)
} finally {
  await browser.close()
  app.kill()
}
