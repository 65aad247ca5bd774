import type { BrowserContext } from '@playwright/test'
import type { RunningApp } from '#e2e/servers/app-server.ts'
import { startTimeoutMs, test as browserTest } from './browser-fixtures.ts'
import { authCodeCall, type Answer } from '#e2e/client/dingtalk-client.ts'
import { SandboxControl } from './sandbox-control.ts'
import { spoil, WorkerApps, type WantedApp } from './worker-apps.ts'

export { expect } from '@playwright/test'

type AppFixtures = WantedApp & {
  /** The user id of the person who holds the device, in the sandbox's organisation. */
  person: string
  /** Controls upstream; changes made through it are undone after the test. */
  sandbox: SandboxControl
  /** The built app on a sandbox that no other test uses meanwhile. */
  app: RunningApp
}

/** Seeds contain times to the minute, so older ones are seeded again. */
const freshMs = 20_000

/** When the sandbox of an app was last seeded, in epoch milliseconds. */
const seededAt = new WeakMap<RunningApp, number>()

/** Calls after which other tests can still use the app: they only add a line to the audit. */
const harmless = /^\/api\/(session|flows\/[^/]+\/share-link)$/

/** Notes when a page of this context changes what the app keeps, or what the sandbox has. */
export function watchChanges(
  context: BrowserContext,
  app: RunningApp,
  sandbox: SandboxControl,
): void {
  context.on('request', (request) => {
    if (request.method() === 'GET') return
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/_sandbox/')) sandbox.noteChange()
    else if (pathname.startsWith('/api/') && !harmless.test(pathname)) spoil(app)
  })
}

/**
 * The app in the project's DingTalk client, whose user is `person`; `page.goto('/flows/…')` opens
 * it. A test has the sandbox to itself while it runs.
 */
export const test = browserTest.extend<AppFixtures, { workerApps: WorkerApps }>({
  person: ['zhangsan', { option: true }],
  settings: [{}, { option: true }],
  ownApp: ['', { option: true }],
  hasSettableClock: [false, { option: true }],
  workerApps: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const apps = new WorkerApps()
      await provide(apps)
      await apps.close()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  app: [
    async ({ workerApps, settings, ownApp, hasSettableClock }, provide) => {
      await provide(await workerApps.use({ settings, ownApp, hasSettableClock }))
    },
    { timeout: startTimeoutMs },
  ],
  baseURL: async ({ app }, provide) => provide(app.url),
  sandbox: async ({ app, context, settings }, provide, testInfo) => {
    app.takeOutput()
    const sandbox = new SandboxControl(app.url)
    watchChanges(context, app, sandbox)
    // An app with real credentials has no sandbox.
    const hasSandbox = settings['DINGTALK_CLIENT_ID'] === undefined
    if (hasSandbox && Date.now() - (seededAt.get(app) ?? 0) > freshMs) {
      await sandbox.reset()
      seededAt.set(app, Date.now())
    }
    await provide(sandbox)
    await sandbox.restore()
    if (testInfo.status !== testInfo.expectedStatus) {
      spoil(app)
      await testInfo.attach('output of the app', { body: app.takeOutput() })
    }
  },
  client: async ({ client, sandbox, person }, provide) => {
    client.answer(authCodeCall, async ({ corpId }): Promise<Answer> => {
      const code = await sandbox.authCode(person, String(corpId))
      if (code !== undefined) return { ok: { code } }
      return { fail: { errorCode: 3, errorMessage: '1002,corpId不合法' } }
    })
    await provide(client)
  },
})
