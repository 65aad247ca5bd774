import type { BrowserContext } from '@playwright/test'
import { AppServer, RunningApp } from '#e2e/servers/app-server.ts'
import { startTimeoutMs, test as browserTest } from './browser-fixtures.ts'
import { authCodeCall, type Answer } from '#e2e/client/dingtalk-client.ts'
import { SandboxControl } from './sandbox-control.ts'

export { expect } from '@playwright/test'

type AppFixtures = {
  /** User id of the person who holds the device, in the sandbox's organisation. */
  person: string
  /** Orders to upstream; what a test does with them is undone at its end. */
  sandbox: SandboxControl
}

type AppWorkerFixtures = {
  /** Settings of the app, as in `.env.example`, beyond those of sandbox mode. */
  settings: Record<string, string>
  /** Names the app of tests after which it is no good for others: they share it among themselves. */
  ownApp: string
  /** Whether the test sets the app's clock forward. */
  hasSettableClock: boolean
  /** The built app on a sandbox that no other test uses meanwhile. */
  app: RunningApp
}

/** The times of seeds are told to the minute; older ones are made anew. */
const freshMs = 20_000

/** When the sandbox of an app was last seeded, epoch milliseconds. */
const seededAt = new WeakMap<RunningApp, number>()

/** Apps that are no good for another worker: a test failed there, or changed what stays. */
const spoilt = new WeakSet<RunningApp>()

/**
 * Notes when a page of this context changes what the app keeps, which all but signing in and out does,
 * or what the sandbox has.
 */
export function watchChanges(
  context: BrowserContext,
  app: RunningApp,
  sandbox: SandboxControl,
): void {
  context.on('request', (request) => {
    if (request.method() === 'GET') return
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/_sandbox/')) sandbox.noteChange()
    else if (pathname.startsWith('/api/') && pathname !== '/api/session') spoilt.add(app)
  })
}

/** @returns what the pool answers */
async function askPool(path: string, body: unknown): Promise<string> {
  const answer = await fetch(`${process.env['APP_POOL']}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

/**
 * The app in the project's DingTalk client, whose user is `person`; `page.goto('/flows/…')` opens
 * it. A test has the sandbox to itself while it runs.
 */
export const test = browserTest.extend<AppFixtures, AppWorkerFixtures>({
  person: ['zhangsan', { option: true }],
  settings: [{}, { option: true, scope: 'worker' }],
  ownApp: ['', { option: true, scope: 'worker' }],
  hasSettableClock: [false, { option: true, scope: 'worker' }],
  app: [
    async ({ settings, ownApp, hasSettableClock }, provide) => {
      if (ownApp !== '' || hasSettableClock) {
        const own = await AppServer.start(settings, { hasSettableClock })
        await provide(own)
        await own.stop()
        return
      }
      const taken: { url: string; outputFile: string } = JSON.parse(await askPool('take', settings))
      const app = new RunningApp(taken.url, taken.outputFile)
      await provide(app)
      await askPool('leave', { url: app.url, isGood: !spoilt.has(app) })
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  baseURL: async ({ app }, provide) => provide(app.url),
  sandbox: async ({ app, context, settings }, provide, testInfo) => {
    app.takeOutput()
    const sandbox = new SandboxControl(app.url)
    watchChanges(context, app, sandbox)
    // An app with credentials of its own has no sandbox.
    const hasSandbox = settings['DINGTALK_CLIENT_ID'] === undefined
    if (hasSandbox && Date.now() - (seededAt.get(app) ?? 0) > freshMs) {
      await sandbox.reset()
      seededAt.set(app, Date.now())
    }
    await provide(sandbox)
    await sandbox.restore()
    if (testInfo.status !== testInfo.expectedStatus) {
      spoilt.add(app)
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
