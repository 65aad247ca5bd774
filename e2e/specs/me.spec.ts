import packageFile from '../../package.json' with { type: 'json' }
import { cachedFlows } from '#e2e/client/device.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilFailurePageIsLoaded } from '#e2e/support/until-alive.ts'

const { version } = packageFile

// The own page: who I am to e签宝, how the app looks to me, signing out.

test('a link leads to the choice of notifications', async ({ page }) => {
  await page.goto('/me#notices')
  await expect(page.getByRole('region', { name: '钉钉通知' })).toBeFocused()
})

test.describe('somebody who is not verified', () => {
  test.use({ person: 'zhaoliu' })

  test('verifies on e签宝’s page and comes back', async ({ page, client }) => {
    await page.goto('/me')
    const realName = page.getByTestId('my-real-name')
    await expect(realName).toHaveAttribute('data-status', 'not-verified')
    await page.getByRole('button', { name: '去实名认证' }).click()
    await expect.poll(() => client.callsOf('biz.util.openLink').length).toBe(1)
    const launched = await page.context().newPage()
    await launched.goto(String(client.callsOf('biz.util.openLink')[0]?.['url']))
    await launched.getByRole('button', { name: '确认认证' }).click()
    await expect(launched.getByTestId('return-note')).toContainText('已从实名认证页面返回')
    await launched.close()
    await client.resume(page)
    await expect(realName).toHaveAttribute('data-status', 'verified')
  })
})

test('I see who I am and the version, and the look and the language that I choose are kept', async ({
  page,
}) => {
  await page.goto('/me')
  await expect(page.getByRole('heading', { name: '张三' })).toBeVisible()
  await expect(page.getByTestId('my-real-name')).toHaveAttribute('data-status', 'verified')
  await expect(page.getByText(`版本 ${version}`)).toBeVisible()
  await page.getByRole('radio', { name: '深色' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-prefers-color-scheme', 'dark')
  // The browser draws scroll bars and fields in this scheme.
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.getByText('Appearance')).toBeVisible()
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('Signing')
  await expect(page.locator('html')).toHaveAttribute('data-prefers-color-scheme', 'dark')
})

test('I sign out, in a second window too, and am signed in again only when I ask for it', async ({
  page,
  client,
}) => {
  const beside = await page.context().newPage()
  await beside.goto(linkTo('SIGNING'))
  await expect(beside.getByTestId('flow-status')).toHaveText('签署中')
  await untilFailurePageIsLoaded(beside)
  // Behind another one, a page draws once a second.
  await page.bringToFront()
  await page.goto('/me')
  const signOut = page.getByRole('button', { name: '退出登录' })
  const question = page.getByRole('dialog', { name: '退出登录？' })
  await signOut.click()
  await expect(question).toContainText('同时清除这台设备上保存的合同内容和未发起的草稿。')
  await question.getByRole('button', { name: '取消' }).click()
  await expect(question).toHaveCount(0)
  expect((await page.request.get('/api/session')).status()).toBe(200)
  await signOut.click()
  const asked = client.callsOf('runtime.permission.requestAuthCodeV2').length
  await question.getByRole('button', { name: '退出登录' }).click()
  const failure = beside.getByTestId('app-error')
  await expect(failure).toHaveAttribute('data-code', 'session-required')
  await expect(failure).toContainText('请重新登录后继续')
  await expect(beside.getByTestId('flow-title')).toHaveCount(0)
  // Makes an open page reread and reconnect.
  await client.resume(beside)
  await expect(page.getByRole('heading', { name: '已退出登录' })).toBeVisible()
  expect((await page.request.get('/api/session')).status()).toBe(401)
  expect(client.callsOf('runtime.permission.requestAuthCodeV2')).toHaveLength(asked)
  expect(await cachedFlows(beside)).toEqual([])
  await failure.getByRole('button', { name: '重新登录' }).click()
  await expect(beside.getByTestId('flow-status')).toHaveText('签署中')
  expect(client.callsOf('runtime.permission.requestAuthCodeV2')).toHaveLength(asked + 1)

  // Removes the session that the other window has started.
  await beside.close()
  await page.context().clearCookies()
  await page.getByRole('button', { name: '重新登录' }).click()
  await expect.poll(() => page.url()).toMatch(/\/(\?.*)?$/)
  await expect
    .poll(() => client.callsOf('runtime.permission.requestAuthCodeV2').length)
    .toBe(asked + 2)
})
