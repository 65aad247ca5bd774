import { expect, test as base } from '@playwright/test'
import { AppServer } from '#e2e/servers/app-server.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import type { EmulatedClient } from '#e2e/client/native-bridges.ts'
import { startTimeoutMs } from '#e2e/fixtures/browser-fixtures.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { startChromium69 } from './chromium69.ts'
import { ClientProxy } from './client-proxy.ts'
import type { Device, Engine } from './engine.ts'
import { findChromium69 } from './find-chromium69.ts'
import { findWebkit } from './find-webkit.ts'
import { Screen } from './screen.ts'
import { startWebkit } from './webkit.ts'

export { expect } from '@playwright/test'

export type EngineOptions = {
  engineName: 'chromium-69' | 'webkit'
  /** The client that is emulated around the engine. */
  platform: EmulatedClient
  device: Device
}

type EngineFixtures = {
  /** The user id of the person who is signed in on the device. */
  person: string
  sandbox: SandboxControl
  engine: Engine
  view: Screen
  /** Opens a page of the app by its path. */
  open: (path: string) => Promise<void>
}

type EngineWorkerFixtures = {
  clientProxy: ClientProxy
  app: AppServer
  /** The running browser, which is replaced after a crash. */
  running: { engine: Engine; start: () => Promise<Engine> }
}

/** Resets the window, which the next test reuses. */
async function clearWindow(engine: Engine): Promise<void> {
  await engine.open('about:blank')
  await engine.evaluate("window.name = ''")
  // A mouse pointer stays where it last clicked.
  await engine.tap({ x: 0, y: 0 })
}

/** The app in the emulated client of the engine's platform, on a fresh device for each test. */
export const test = base.extend<EngineFixtures, EngineOptions & EngineWorkerFixtures>({
  engineName: ['chromium-69', { option: true, scope: 'worker' }],
  platform: ['android', { option: true, scope: 'worker' }],
  device: [
    { userAgent: '', width: 360, height: 640, hasTouch: true },
    { option: true, scope: 'worker' },
  ],
  person: ['zhangsan', { option: true }],
  clientProxy: [
    async ({ platform }, provide) => {
      const clientProxy = await ClientProxy.start(platform)
      await provide(clientProxy)
      await clientProxy.stop()
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ clientProxy }, provide) => {
      const app = await AppServer.start({
        PUBLIC_URL: clientProxy.url,
        OPERATOR_USER_IDS: 'wangwu',
      })
      clientProxy.target = app.url
      await provide(app)
      await app.stop()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  sandbox: async ({ app }, provide) => {
    const sandbox = new SandboxControl(app.url)
    await sandbox.reset()
    await provide(sandbox)
  },
  running: [
    async ({ engineName, device }, provide) => {
      const start = () =>
        engineName === 'webkit'
          ? startWebkit(findWebkit(), device)
          : startChromium69(findChromium69(), device)
      const running = { engine: await start(), start }
      await provide(running)
      await running.engine.close()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  engine: async ({ running }, provide, testInfo) => {
    await provide(running.engine)
    // After a failure, Playwright stops the worker and thereby the browser.
    if (testInfo.status !== testInfo.expectedStatus) return
    await clearWindow(running.engine).catch(async (error: unknown) => {
      testInfo.annotations.push({
        type: 'engine crashed after the test',
        description: String(error),
      })
      await running.engine.close()
      running.engine = await running.start()
    })
  },
  view: async ({ engine, clientProxy, app, sandbox, person }, provide, testInfo) => {
    clientProxy.isOnline = true
    clientProxy.isDingTalk = true
    clientProxy.target = app.url
    clientProxy.takeFound()
    clientProxy.requests = []
    clientProxy.answer = async ({ method, params }) => {
      if (method !== authCodeCall) return { ok: {} }
      const code = await sandbox.authCode(person, String(params['corpId']))
      return code === undefined
        ? { fail: { errorCode: 3, errorMessage: '1002,corpId不合法' } }
        : { ok: { code } }
    }
    await provide(new Screen(engine))
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = await engine.screenshot()
      await testInfo.attach('screen', { body, contentType: 'image/png' })
    }
    expect(clientProxy.takeFound(), 'went wrong on a page unseen').toEqual([])
  },
  open: async ({ engine, clientProxy, view: _view }, provide) => {
    const url = clientProxy.freshUrl()
    await provide((path) => engine.open(`${url}${path}`))
  },
})
