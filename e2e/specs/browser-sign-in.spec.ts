import { expect, type Page } from '@playwright/test'
import { encode } from 'uqr'
import { startTimeoutMs, test as base } from '#e2e/fixtures/browser-fixtures.ts'
import { untilWorkerIsReady } from '#e2e/client/device.ts'
import { test as appTest } from '#e2e/fixtures/fixtures.ts'
import { AppServer } from '#e2e/servers/app-server.ts'
import { TlsFront } from '#e2e/servers/tls-front.ts'
import { expectAccessibleWords, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { startSandbox } from '#sandbox/listen.ts'

// People without a client sign in on DingTalk's own page, over TLS, and use the app in a browser.

const test = base.extend<object, { front: TlsFront }>({
  // Chromium registers a service worker only on a certificate that it trusts.
  launchOptions: [
    async ({ launchOptions }, provide) => {
      const args = [...(launchOptions.args ?? []), '--ignore-certificate-errors']
      await provide({ ...launchOptions, args })
    },
    { scope: 'worker' },
  ],
  front: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const front = await TlsFront.start()
      const sandbox = await startSandbox({ publicUrl: front.url })
      const app = await AppServer.start({
        PUBLIC_URL: front.url,
        DINGTALK_CLIENT_ID: internalApp.clientId,
        DINGTALK_CLIENT_SECRET: internalApp.clientSecret,
        DINGTALK_CORP_ID: sandboxCorpId,
        DINGTALK_AGENT_ID: internalApp.agentId,
        DINGTALK_API_URL: sandbox.url,
        DINGTALK_OAPI_URL: sandbox.url,
        DINGTALK_LOGIN_URL: sandbox.url,
        LAUNCH_HOSTS: '127.0.0.1',
        SESSION_SECRET: 'a secret of the tests that is long enough',
        BROWSER_SIGN_IN: 'on',
        FLOW_ACCESS: 'corp',
        OPERATOR_USER_IDS: 'wangwu',
      })
      front.target = app.url
      await provide(front)
      await front.stop()
      await app.stop()
      await sandbox.close()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
  baseURL: async ({ front }, provide) => provide(front.url),
})

test.use({ ignoreHTTPSErrors: true })

// Browsers report every refused call.
test.beforeEach(({ guard }) => guard.allow(/Failed to load resource: .* 40[13]/))

const flow = '/flows/PRO-SANDBOX-SIGNING'

const zhangsan = '张三（采购专员）'
const wangwu = '王五（总经理）'

/** Opens a page of the app as somebody without a session, who chooses DingTalk's page. */
async function goToDingTalk(page: Page, path: string): Promise<void> {
  await page.goto(path)
  const gate = page.getByTestId('app-error')
  await expect(gate).toHaveAttribute('data-code', 'outside-dingtalk')
  await gate.getByRole('link', { name: '用钉钉登录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('钉钉登录')
}

async function signIn(page: Page, path: string, person: string): Promise<void> {
  await goToDingTalk(page, path)
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL(path)
}

test.describe('a person without the client', { tag: '@browser' }, () => {
  test('signs in, and sees the contract', async ({ page, context }) => {
    await signIn(page, `${flow}?from=mail`, zhangsan)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('办公设备采购合同')
    const cookies = await context.cookies()
    const ours = cookies.filter(({ name }) => /session|sign-in/.test(name))
    expect(ours.map(({ name }) => name).toSorted()).toEqual([
      '__Host-session',
      '__Host-session-corp',
      '__Host-sign-in',
    ])
    expect(ours.every(({ secure }) => secure)).toBe(true)
    // Nothing of the sign-in is in the history.
    expect(await page.evaluate(() => document.referrer)).not.toContain('authCode')
  })

  test('signs in on the second visit, too, when the worker answers', async ({ page, front }) => {
    await page.goto(flow)
    await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'outside-dingtalk')
    await untilWorkerIsReady(page)
    const { length } = front.asked
    await signIn(page, flow, zhangsan)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    const asked = front.asked.slice(length).filter((path) => /\/sign-in/.test(path))
    expect(asked).toEqual(['/api/sign-in/dingtalk', '/callbacks/sign-in'])
  })

  test('is told that another organisation is not this one, and may try again', async ({ page }) => {
    await goToDingTalk(page, flow)
    await page.getByText('其他组织的人').click()
    await page.locator('details').getByRole('button').first().click()
    await expect(page.getByRole('heading')).toHaveText('您不是这个组织的成员')
    await expectAccessibleWords(page)
    await page.goto(flow)
    await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'outside-dingtalk')
  })

  test('turns back, and signs in after all', async ({ page }) => {
    await goToDingTalk(page, flow)
    await page.getByRole('button', { name: '取消' }).click()
    await expect(page.getByRole('heading')).toHaveText('没有登录')
    await expectLargeTextFits(page)
    await page.getByRole('link', { name: '重新登录' }).click()
    await page.getByRole('button', { name: zhangsan }).click()
    await page.waitForURL(flow)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    // The address that led back is good for nothing any more.
    const answer = await page.request.get('/callbacks/sign-in?authCode=x&state=x')
    expect(answer.status()).toBe(400)
  })

  test('sees every page, without what only a client can do', async ({ page }) => {
    test.slow()
    await signIn(page, '/', wangwu)
    const pages = [
      '/',
      flow,
      '/approvals/SANDBOX-INSTANCE-1',
      '/start',
      '/me',
      '/admin',
      '/admin?view=access',
      '/operator',
      `/operator/${sandboxCorpId}`,
    ]
    for (const path of pages)
      await test.step(path, async () => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByTestId('app-error')).toHaveCount(0)
        await expect(page.getByRole('button', { name: /DING|扫一扫|钉盘|分享到钉钉/ })).toHaveCount(
          0,
        )
      })
    await page.goto(flow)
    await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
    const sheet = page.getByRole('dialog', { name: '分享进度' })
    await expect(sheet.getByRole('button', { name: '复制链接' })).toBeEnabled()
    await expect(sheet.getByRole('button', { name: '分享到钉钉' })).toHaveCount(0)
  })

  test('finds a code of the address for their phone beside the button, on a computer', async ({
    page,
  }) => {
    const code = page.getByRole('img', { name: '用钉钉扫一扫' })
    await page.goto(flow)
    await expect(page.getByRole('link', { name: '用钉钉登录' })).toBeVisible()
    await expect(code).toHaveCount(0)
    await page.setViewportSize({ width: 1100, height: 720 })
    await expect(code).toBeVisible()
    const { data } = encode(page.url(), { border: 4 })
    const black = data.flat().filter(Boolean).length
    const squares = await code.locator('path').last().getAttribute('d')
    expect(squares?.match(/M/g)).toHaveLength(black)
  })

  test('tries the settings as an operator', async ({ page }) => {
    await signIn(page, '/admin?view=settings', wangwu)
    const checks = page.getByTestId('settings-checks')
    await checks.getByRole('button', { name: '检查' }).click()
    const row = (name: string) => checks.locator(`[data-check="${name}"]`)
    await expect(row('browser-sign-in')).toContainText('/callbacks/sign-in')
    await checks.getByTestId('checks-well').getByRole('button').click()
    await expect(row('permission/qyapi_get_member')).toContainText('正常')
  })

  test('has the browser download a signed file', async ({ page }) => {
    await signIn(page, '/flows/PRO-SANDBOX-COMPLETED', zhangsan)
    const download = page.waitForEvent('download')
    await page.getByTestId('action-bar').getByRole('button', { name: '下载' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.(pdf|zip)$/)
  })

  test('goes to DingTalk and back when the session has ended, and keeps the draft', async ({
    page,
    context,
  }) => {
    // The stream opens last; opened without a session, it would go to DingTalk before the click.
    const stream = page.waitForResponse((response) => response.url().endsWith('/api/events'))
    await signIn(page, '/start', zhangsan)
    await page.getByLabel('合同名称', { exact: true }).fill('浏览器里起草的合同')
    await stream
    await context.clearCookies()
    await page.getByRole('button', { name: '添加同事' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('钉钉登录')
    await page.getByRole('button', { name: zhangsan }).click()
    await page.waitForURL('/start')
    await expect(page.getByLabel('合同名称', { exact: true })).toHaveValue('浏览器里起草的合同')

    // There is no address book, so the choice is of colleagues whom the person has contracts with.
    await page.getByRole('button', { name: '添加同事' }).click()
    const sheet = page.getByRole('dialog', { name: '添加同事' })
    await expect(sheet.getByRole('link', { name: '在钉钉中打开' })).toHaveAttribute(
      'href',
      /^dingtalk:/,
    )
    await sheet.getByRole('checkbox', { name: '张三' }).check()
    await sheet.getByRole('button', { name: '完成' }).click()
    await expect(page.getByTestId('draft-signers')).toContainText('张三')
  })
})

appTest.describe('in sandbox mode', { tag: '@browser' }, () => {
  appTest.use({ settings: { BROWSER_SIGN_IN: 'on' } })

  appTest('the same page is played below the choice of person', async ({ page }) => {
    await page.goto(flow)
    await page.getByRole('button', { name: '用钉钉登录' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('钉钉登录')
    await page.getByRole('button', { name: zhangsan }).click()
    await page.waitForURL(flow)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })
})
