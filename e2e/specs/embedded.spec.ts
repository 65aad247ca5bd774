import type { FrameLocator, Page } from '@playwright/test'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { expect, test as base } from '#e2e/fixtures/fixtures.ts'
import { HttpsCookies } from '#e2e/servers/https-cookies.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// On a PC the workbench shows the app in an iframe and talks to it by messages.

const test = base.extend<{ httpsCookies: HttpsCookies }>({
  httpsCookies: async ({ app, page }, provide) => {
    const httpsCookies = await HttpsCookies.before(app.url)
    await provide(httpsCookies)
    // A page that listens for events would log an error when its server stops.
    await page.goto('about:blank')
    await httpsCookies.stop()
  },
})

const workbench = 'https://im.dingtalk.com/'

/** The client tells the SDK its identity through the frame's name. */
const identity = {
  containerId: 'c1',
  hostOrigin: new URL(workbench).origin,
  hostVersion: '7.6.45',
  language: 'zh_CN',
}

/** Passes the frame's calls to the emulated client, and its answers back. */
function answerFrame(): void {
  type Request = { type: string; msgId: unknown; methodName: string; body?: object }
  window.addEventListener('message', (event: MessageEvent<Request>) => {
    const { data, source, origin } = event
    if (data.type !== 'request' || data.methodName.startsWith('SYS_')) return
    void window
      .dingTalkNative({ method: data.methodName, params: { ...data.body } })
      .then((answer) => {
        const success = 'ok' in answer
        const body = success ? answer.ok : answer.fail
        const message = { type: 'response', msgId: data.msgId, success, body }
        source?.postMessage(message, { targetOrigin: origin })
      })
  })
}

async function openInWorkbench(page: Page, address: string): Promise<FrameLocator> {
  const name = JSON.stringify(identity).replaceAll('"', '&quot;')
  await page.route(workbench, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>Workbench</title><link rel="icon" href="data:," />
        <script>(${answerFrame.toString()})()</script>
        <iframe name="${name}" src="${address}" width="1000" height="700"></iframe>`,
    }),
  )
  // Chromium asks for permission before a public site may frame a page of this machine.
  await page.context().grantPermissions(['local-network-access'], { origin: workbench })
  await page.goto(workbench)
  return page.frameLocator('iframe')
}

test.describe('the app in the workbench', { tag: '@pc' }, () => {
  test('signs in and shows a flow; over http the session is not kept', async ({
    page,
    context,
    baseURL,
    guard,
  }) => {
    guard.allow(/Failed to load resource.*401/)
    await stopPolling(context)
    const app = await openInWorkbench(page, `${baseURL}${linkTo('SIGNING')}`)
    await expect(app.getByTestId('flow-status')).toHaveText('签署中')
    // Browsers send a cookie to a cross-site frame only with attributes that need https.
    await app.getByRole('button', { name: '刷新' }).click()
    await expect(app.getByText('未能更新，显示的是之前的内容。')).toBeVisible()
    await expect(app.getByTestId('flow-status')).toHaveText('签署中')
  })

  test('keeps its session with the cookies that https allows', async ({
    page,
    context,
    client,
    httpsCookies,
  }) => {
    const app = await openInWorkbench(page, `${httpsCookies.url}${linkTo('SIGNING')}`)
    await expect(app.getByTestId('flow-status')).toHaveText('签署中')
    await app.getByRole('button', { name: '刷新' }).click()
    await expect(app.getByRole('button', { name: '刷新' })).toBeEnabled()
    await expect(app.getByText('未能更新')).toHaveCount(0)
    await app.getByRole('link', { name: '合同', exact: true }).click()
    await app.getByTestId('sample-flows').getByRole('link', { name: '仓储租赁合同' }).click()
    await expect(app.getByTestId('flow-status')).toHaveText('已撤销')
    expect(client.callsOf(authCodeCall)).toHaveLength(1)
    const session = (await context.cookies()).find(({ name }) => name === 'session')
    expect(session).toMatchObject({ secure: true, sameSite: 'None', httpOnly: true })
    expect(session?.partitionKey).toContain('dingtalk.com')
  })
})
