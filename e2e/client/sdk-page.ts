import type { Page } from '@playwright/test'
import type dd from 'dingtalk-jsapi/entry/union'
import type { requestAuthCode$ } from 'dingtalk-jsapi/api/union/requestAuthCode'
import { build } from 'vite'

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    sdk: {
      dd: typeof dd
      requestAuthCode: typeof requestAuthCode$
      /** The outcome of the call in the page's first script. */
      early: Promise<unknown>
    }
  }
}

const entry = `
  import dd from 'dingtalk-jsapi/entry/union'
  import { requestAuthCode$ } from 'dingtalk-jsapi/api/union/requestAuthCode'
  const early = requestAuthCode$({ corpId: 'ding1', clientId: 'app1' })
  window.sdk = { dd, requestAuthCode: requestAuthCode$, early: early.catch((cause) => ({ cause })) }
`

/** Bundles a script with the real dingtalk-jsapi and nothing of the app. */
export async function bundleSdk(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry' : null),
        load: (id) => (id === '\0entry' ? entry : null),
      },
    ],
    build: { write: false, rolldownOptions: { input: 'entry' } },
  })
  if (!('output' in result)) throw new Error('one output was expected')
  return result.output[0].code
}

/** Opens a page that runs a script of `bundleSdk`. */
export async function openSdkPage(page: Page, script: string): Promise<void> {
  await page.route('http://sdk.test/', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>SDK</title><link rel="icon" href="data:," />
        <script type="module" src="/sdk.js"></script>`,
    }),
  )
  await page.route('http://sdk.test/sdk.js', (route) =>
    route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script }),
  )
  await page.goto('http://sdk.test/')
}
