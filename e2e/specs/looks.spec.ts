import type { Locator, Page } from '@playwright/test'
import { expectLargeTextFits } from '#e2e/support/everybody.ts'
import { contexts } from '#e2e/client/platforms.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// Light and dark, large text, narrow screens, accessibility.

type Look = 'light' | 'dark'

const background: Record<Look, string> = { light: 'rgb(245, 246, 248)', dark: 'rgb(18, 19, 22)' }

async function expectLook(page: Page, look: Look): Promise<void> {
  await expect(page.locator('body')).toHaveCSS('background-color', background[look])
  // For what the browser draws: scroll bars, and the fields in which a time is chosen.
  await expect(page.locator('html')).toHaveCSS(
    'color-scheme',
    look === 'dark' ? 'dark' : 'light only',
  )
}

test('the look follows the device, also when it changes while the page is open', async ({
  page,
}) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await expectLook(page, 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectLook(page, 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await expectLook(page, 'light')
})

test('what the contract waits for and what one can do are on a small screen at once, and stay', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 600 })
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) document.documentElement.dataset['shift'] = name
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect(page.getByRole('button', { name: /的签署链接/ })).toBeVisible()
  await expect(page.locator('html')).not.toHaveAttribute('data-shift')
  for (const part of ['flow-status', 'flow-next-step', 'action-bar'])
    await expect(page.getByTestId(part)).toBeInViewport({ ratio: 1 })
  const strip = await page.getByTestId('flow-strip').boundingBox()
  expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThan(300)
  const signers = await page.getByRole('heading', { name: '签署人', exact: true }).boundingBox()
  expect(signers?.y).toBeLessThan(420)
  await page.setViewportSize({ width: 390, height: 844 })
  const log = await page.getByRole('heading', { name: '操作日志' }).boundingBox()
  // With the row of its attachment.
  expect(log?.y).toBeLessThan(964)
})

test('with large text, no icon of the navigation lies over its label', async ({ page }) => {
  await page.goto('/')
  const items = page.locator('.app-nav .adm-tab-bar-item')
  await expect(items.first()).toBeVisible()
  const meeting = () =>
    items.evaluateAll((found) =>
      found.flatMap((item) => {
        const icon = item.querySelector('svg')?.getBoundingClientRect()
        const label = document.createRange()
        label.selectNodeContents(item.querySelector('a') ?? item)
        const lines = [...label.getClientRects()].filter(({ width }) => width > 1)
        const bar = item.closest('.app-nav')?.getBoundingClientRect()
        if (!icon || !bar || lines.length === 0) return ['an item without icon or label']
        const isOver = lines.some(
          ({ top, left, right }) => top < icon.bottom && left < icon.right && right > icon.left,
        )
        const isOut = lines.some(({ left, right }) => left < bar.left || right > bar.right)
        return isOver || isOut ? [item.textContent] : []
      }),
    )
  for (const width of [375, 1000])
    for (const size of ['100%', '150%', '200%']) {
      await page.setViewportSize({ width, height: 800 })
      await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size)
      expect(await meeting(), `${width} px, ${size}`).toEqual([])
    }
})

test('what others wrote stays within its place, however long, and turns nothing round', async ({
  page,
  sandbox,
}) => {
  const long = 'unbroken'.repeat(40)
  await sandbox.fault({
    match: flowReads,
    body: {
      businessScene: `\u202E${long}`,
      flowStatus: 1,
      initiatorName: long,
      initiatorAuthorizedName: long,
      logs: [{ logType: '1', operateTime: 1, operatorAccountName: long, operateDescription: long }],
    },
  })
  await sandbox.fault({
    match: 'GET /v2.0/esign/signTasks/',
    body: { signers: [{ signerName: long, signStatus: 0 }], flowStatus: 1 },
  })
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect(page.getByTestId('flow-title').locator('bdi')).toHaveText(long)
  await expect(page.getByTestId('flow-next-step').locator('bdi')).toContainText(long)
  await expectLargeTextFits(page)
  await page.goto('/')
  await expect(page.getByTestId('flow-row').filter({ hasText: long })).toBeVisible()
  await expectLargeTextFits(page)
})

test.describe('a client that says only in its user agent that it is dark', () => {
  test.use({
    userAgent: contexts.android.userAgent.replace('colorScheme/light', 'colorScheme/dark'),
  })

  test('shows the app dark', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toBeVisible()
    await expectLook(page, 'dark')
  })
})

test('the focus is visible to a person who uses the keyboard', { tag: '@pc' }, async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  const names = ['刷新', '更多', '催办', '分享', '孙八 的签署链接', '查看文件']
  const links = ['合同', '发起', '我的'].map((name) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }),
  )
  const buttons = names.map((name) => page.getByRole('button', { name, exact: true }))
  // The status is painted before the links and buttons exist.
  for (const control of [...links, ...buttons]) await expect(control).toBeVisible()
  const skip = page.getByRole('link', { name: '跳到合同' })
  for (const control of [skip, ...links, ...buttons]) {
    await page.keyboard.press('Tab')
    await expect(control).toBeFocused()
    expect(await outlineOf(control)).toBe('solid 2px')
  }
})

/** The outline of a control, or of the whole navigation item around it. */
function outlineOf(control: Locator): Promise<string> {
  return control.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(
      element,
      element.matches('.app-nav a') ? '::after' : null,
    )
    return `${outlineStyle} ${outlineWidth}`
  })
}
