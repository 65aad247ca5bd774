import type { Route } from '@playwright/test'
import { announced } from '#e2e/support/announced.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// Scripts may fail to load after the page has. The page then says so and offers a reload.

// The scripts' requests are intercepted, which the worker would answer from its cache.
test.use({ serviceWorkers: 'block' })

const appScript = /\/assets\/app-[^/]*\.js$/

/** The file that the app imports when it mounts. */
const reactScript = /\/assets\/react-[^/]*\.js$/

const ways: { way: string; script?: RegExp; answer: (route: Route) => Promise<void> }[] = [
  { way: 'is cut off', answer: (route) => route.abort() },
  { way: 'has no React', script: reactScript, answer: (route) => route.abort() },
  { way: 'is gone', answer: (route) => route.fulfill({ status: 404, body: 'Not Found' }) },
  {
    way: 'is a page of a portal',
    answer: (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><h1>Log in</h1>' }),
  },
  {
    way: 'is broken off in the middle',
    answer: (route) => route.fulfill({ contentType: 'text/javascript', body: 'const x = {' }),
  },
]

test('a message and a reload are shown when the app does not come', async ({ page, guard }) => {
  guard.allow(/./)
  const error = page.getByTestId('app-error')
  for (const { way, script = appScript, answer } of ways)
    await test.step(`it ${way}`, async () => {
      await page.route(script, answer)
      await page.goto(linkTo('SIGNING'))
      await expect(error).toBeVisible()
      await expect(error).toHaveAttribute('data-code', 'boot-failed')
      await expect(error).toContainText('页面没有加载成功')
      await expect(error).toContainText('The page did not load. Check the network and reload.')
      await expect(page.locator('#root')).toBeHidden()
      const detail = error.locator('details span')
      await expect(detail).toBeHidden()
      await error.getByText('技术信息').click()
      await expect(detail).toHaveText(/\S/)
      await page.unroute(script)
      await error.getByRole('link', { name: '重新加载' }).click()
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
      await expect(error).toHaveCount(0)
    })
})

test('a message and a reload are shown when a script in the page is broken', async ({
  page,
  guard,
}) => {
  guard.allow(/./)
  const address = '**/flows/PRO-SANDBOX-SIGNING?*'
  const bootScript = /<script[^>]*>\(self\.bootExports.*?<\/script>/gs
  await page.route(address, async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    expect(html.indexOf('(self.bootExports')).toBeLessThan(html.indexOf('<body>'))
    // The broken script stands before the message in the page.
    const broken = html
      .replace(/<script[^>]*>\(self\.bootExports/, '<script>const x = {</script>$&')
      .replaceAll(bootScript, '')
    const headers = { ...response.headers(), 'content-security-policy': '' }
    await route.fulfill({ response, headers, body: broken })
  })
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toContainText('页面没有加载成功')
  await expect(page.locator('#root')).toBeHidden()
  await page.unroute(address)
  await error.getByRole('link', { name: '重新加载' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test("the page's skeleton is shown until the flow has been read", async ({ page }) => {
  const release = await holdBack(page, /\/api\/session$/)
  await page.goto(linkTo('SIGNING'), { waitUntil: 'commit' })
  // The placeholders of a contract, and of no other page.
  await expect(page.locator('#root .adm-card').filter({ visible: true })).toHaveCount(3)
  await expect(page.locator('#root .bone-title').filter({ visible: true })).toHaveCount(1)
  await expect(page.getByTestId('app-error')).toBeHidden()
  release()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('signer').first()).toBeVisible()
})

test('the painted page is shown before the app, which takes it over without a layout shift', async ({
  page,
}) => {
  const release = await holdBack(page, appScript)
  await page.goto(linkTo('SIGNING'), { waitUntil: 'commit' })
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  await expect(page.getByTestId('signer').first()).toBeVisible()
  const before = await page.getByTestId('flow-title').boundingBox()
  await page.evaluate(() => {
    const look = () => {
      const isThere = document.querySelector('[data-testid=flow-status]') !== null
      if (!isThere) document.documentElement.setAttribute('data-status-was-lost', '')
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  })
  release()
  await untilAlive(page)
  expect(await page.getByTestId('flow-title').boundingBox()).toEqual(before)
  await expect(page.locator('html')).not.toHaveAttribute('data-status-was-lost')
})

test('a message and a reload are shown when the code of a page does not load', async ({
  page,
  guard,
}) => {
  guard.allow(/./)
  const homePage = /\/assets\/home-page-[^/]*\.js$/
  await page.route(homePage, (route) => route.abort())
  await page.goto('/')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'page-not-loaded')
  await expect(error).toContainText('页面没有加载完整')
  await expect(page).toHaveTitle('合同进度')
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
  await page.unroute(homePage)
  await error.getByRole('button', { name: '重新加载' }).click()
  await expect(searchField(page)).toBeVisible()
})

test('a message and a reload are shown when the code of the failure page does not load', async ({
  page,
  guard,
}) => {
  guard.allow(/./)
  const failurePage = /\/assets\/failure-page-[^/]*\.js$/
  await page.route(failurePage, (route) => route.abort())
  await page.goto('/nowhere/at/all')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'page-not-loaded')
  await expect(error.getByRole('heading')).toHaveText('页面没有加载完整')
  await page.unroute(failurePage)
  await error.getByRole('button', { name: '重新加载' }).click()
  await expect(error).toHaveAttribute('data-code', 'page-not-found')
})

test('the page stays Chinese while the English words cannot be loaded', async ({ page, guard }) => {
  guard.allow(/./)
  const english = /\/assets\/en-(?!US)[^/]*\.js$/
  await page.goto('/me')
  await page.route(english, (route) => route.abort())
  const refused = page.waitForEvent('requestfailed', (request) => english.test(request.url()))
  const announcement = announced(page, '没有网络，请稍后再试')
  await page.getByRole('radio', { name: 'English' }).click()
  await refused
  await announcement
  await expect(page.getByText('退出登录').first()).toBeVisible()
  await expect(page.getByRole('radio', { name: '中文' })).toBeChecked()
  await page.unroute(english)
  await page.reload()
  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Me')
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('Signing')
})

test('a browser without modulepreload loads the libraries beside the app', async ({ page }) => {
  await page.addInitScript(() => {
    DOMTokenList.prototype.supports = () => false
  })
  // Chromium itself would still preload, so the page gets a `rel` that it does not know.
  await page.route('**/flows/PRO-SANDBOX-SIGNING?*', async (route) => {
    const response = await route.fetch()
    const html = (await response.text()).replaceAll('rel="modulepreload"', 'rel="unknown"')
    await route.fulfill({ response, body: html })
  })
  const release = await holdBack(page, appScript)
  const libraries = page.waitForRequest(/\/assets\/libraries-/)
  await page.goto(linkTo('SIGNING'), { waitUntil: 'commit' })
  await libraries
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  release()
  await expect(page.getByTestId('signer').first()).toBeVisible()
})
