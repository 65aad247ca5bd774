import { announced } from '#e2e/support/announced.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { untilAlive, untilFailurePageIsLoaded } from '#e2e/support/until-alive.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// While a flow cannot be reread, the page keeps showing it and says that it may be outdated.

test('a flow stays on screen while upstream fails', async ({ page, context, sandbox, guard }) => {
  await stopPolling(context)
  guard.allow(/Failed to load resource.*502.*\/api\/flows\//)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await sandbox.fault({ match: flowReads, status: 500 })
  await readAgain(page)
  await expect(page.getByText('未能更新，显示的是之前的内容。')).toBeVisible()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await sandbox.reset()
  await readAgain(page)
  await expect(page.getByText('未能更新')).toHaveCount(0)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test('a flow that cannot be reached says so after three attempts', async ({ page, guard }) => {
  guard.allow(/Failed to load resource: net::ERR_FAILED/)
  await page.goto('/')
  let tries = 0
  await page.route('**/api/flows/**', (route) => {
    tries += 1
    return route.abort()
  })
  const flow = page.getByTestId('sample-flows').getByRole('link').first()
  await expect(flow).toBeVisible()
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  await flow.click()
  // The second attempt follows after a second of this clock, the third after two more.
  for (const attempt of [1, 2, 3])
    await expect(async () => {
      await page.clock.runFor(500)
      expect(tries).toBe(attempt)
    }).toPass()
  const error = page.getByTestId('app-error')
  // The third attempt may fail only now, and React shows what follows by this clock.
  await expect(async () => {
    await page.clock.runFor(100)
    await expect(error).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(error).toHaveAttribute('data-code', 'connection-failed')
  await expect(error.getByRole('heading')).toHaveText('没有网络')
  await expect(error).toContainText('请检查网络后重试。')
  expect(tries).toBe(3)
  await page.unroute('**/api/flows/**')
  await page.clock.resume()
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test('a device without a network says so, and reads again once it has one', async ({
  page,
  context,
  guard,
}) => {
  guard.allow(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/)
  await stopPolling(context)
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await page.getByRole('button', { name: '更多' }).click()
  await expect(page.getByRole('dialog', { name: '更多' })).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: '刷新' }).click()
  await expect(page.getByText('没有网络，恢复后自动更新。')).toBeVisible()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await page.waitForFunction(() => !navigator.onLine)
  await context.setOffline(false)
  await expect(page.getByText('没有网络，恢复')).toHaveCount(0)
})

test('when the network goes, the list says so, and pages that come later appear once there is one', async ({
  page,
  context,
  guard,
}) => {
  guard.allow(
    /ERR_INTERNET_DISCONNECTED/,
    // What the service worker was asked for.
    /ERR_FAILED .*\/assets\//,
    /Failed to fetch dynamically imported module/,
  )
  await page.goto('/')
  await untilAlive(page)
  await untilFailurePageIsLoaded(page)
  const tabs = page.getByRole('navigation', { name: '主导航' })
  const error = page.getByTestId('app-error')
  const heading = error.getByRole('heading', { level: 1 })
  await expect(tabs.getByRole('link', { name: '我的' })).toBeVisible()
  await expect(page.getByTestId('flow-row').first()).toBeVisible()
  await test.step('the list says how old it is', async () => {
    await context.setOffline(true)
    await expect(page.getByText('没有网络，显示的是')).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText('没有网络，显示的是')).toHaveCount(0)
  })
  await test.step('a page that has no tab bar keeps the way home', async () => {
    await context.setOffline(true)
    await tabs.getByRole('link', { name: '发起', exact: true }).click()
    await expect(heading).toHaveCSS('font-size', '20px')
    await page.getByRole('button', { name: '返回首页' }).click()
    await expect(page.getByTestId('flow-row').first()).toBeVisible()
    await context.setOffline(false)
  })
  await test.step('a page whose code could not be loaded', async () => {
    await context.setOffline(true)
    await tabs.getByRole('link', { name: '我的' }).click()
    await expect(heading).toHaveText('没有网络')
    await expect(error.getByRole('button', { name: '重试' })).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByRole('radiogroup', { name: '语言' })).toBeVisible()
    await expect(error).toHaveCount(0)
    // The page's style sheet had failed with its code, and is loaded again, too.
    await expect(page.locator('.version')).toHaveCSS('text-align', 'center')
    await page.goBack()
  })
  await test.step('a flow', async () => {
    const flow = page.getByTestId('sample-flows').getByRole('link').first()
    await expect(flow).toBeVisible()
    await context.setOffline(true)
    await flow.click()
    await expect(error).toHaveAttribute('data-code', 'offline')
    await expect(error.getByRole('heading')).toHaveText('没有网络')
    await expect(error).toContainText('请检查网络连接后重试。')
    await context.setOffline(false)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })
})

test('when the network goes, a contract says so, and opens no parts that it cannot load', async ({
  page,
  context,
  guard,
}) => {
  guard.allow(
    /ERR_INTERNET_DISCONNECTED/,
    // What the service worker was asked for.
    /ERR_FAILED .*\/assets\//,
    /Failed to fetch dynamically imported module/,
  )
  await page.goto(linkTo('COMPLETED'))
  await untilAlive(page)
  const show = page.getByRole('button', { name: '查看文件' })
  await expect(show).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('没有网络，恢复后自动更新。')).toBeVisible()
  const announcement = announced(page, '没有网络，请稍后再试')
  await show.click()
  await announcement
  await expect(show).toBeEnabled()
  await page.getByRole('button', { name: '审计记录' }).click()
  await expect(page.getByRole('button', { name: '审计记录' })).toBeEnabled()
  await expect(page.getByTestId('flow-title')).toBeVisible()
  expect(page.url()).not.toContain('view=audit')
  await context.setOffline(false)
  await expect(page.getByText('没有网络，恢复')).toHaveCount(0)
  await show.click()
  await expect(page.getByTestId('viewer')).toContainText('第 1 页，共 3 页')
  await page.getByTestId('viewer').getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '审计记录' }).click()
  await expect(page).toHaveURL(/view=audit/)
  await expect(page.getByTestId('audit-trail')).toBeVisible()
})

test('the login page of a Wi-Fi network is not taken for an answer', async ({ page, guard }) => {
  guard.allow(/Failed to load resource.*511/)
  await page.route('**/api/session', (route) =>
    route.fulfill({ status: 511, contentType: 'text/html', body: '<h1>Log in to the Wi-Fi</h1>' }),
  )
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'odd-answer')
  await expect(error.getByRole('heading')).toHaveText('服务返回了无法识别的内容')
  await expect(error).toContainText('可能正在维护，或网络需要登录。请稍后重试。')
  await page.unroute('**/api/session')
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})
