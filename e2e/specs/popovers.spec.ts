import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { expectAccessible } from '#e2e/support/everybody.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// With a mouse, menus and choices are popovers at their buttons.

const bar = (page: Page, name: string) =>
  page.getByTestId('action-bar').getByRole('button', { name, exact: true })
const popover = (page: Page) => page.locator('.popover')

/** Its place once it has come in, as it moves until then. */
async function boxOf(element: Locator) {
  await element.evaluate((drawn) =>
    Promise.all(drawn.getAnimations().map(({ finished }) => finished)),
  )
  const box = await element.boundingBox()
  if (box === null) throw new Error('not drawn')
  return { ...box, right: box.x + box.width, bottom: box.y + box.height }
}

async function expectInside(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  await expect
    .poll(async () => {
      const box = await boxOf(popover(page))
      return box.x >= 0 && box.y >= 0 && box.right <= width && box.bottom <= height
    })
    .toBe(true)
}

test(
  'a menu is at its button, closes by Escape or a press outside, and stays in the window',
  { tag: '@pc' },
  async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    const more = bar(page, '更多')
    const menu = page.getByRole('dialog', { name: '更多' })

    await test.step('it opens below the button, with the focus, and returns it', async () => {
      await more.click()
      await expect(menu.getByRole('heading')).toBeFocused()
      const [box, button] = [await boxOf(popover(page)), await boxOf(more)]
      expect(box.y).toBeCloseTo(button.bottom + 4, 0)
      expect(box.right).toBeCloseTo(button.right, 0)
      expect(box.width).toBeGreaterThanOrEqual(240)
      expect(box.width).toBeLessThanOrEqual(320)
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expect(menu).toHaveCount(0)
      await expect(more).toBeFocused()
    })
    await test.step('a press outside closes it and presses nothing', async () => {
      await more.click()
      await expect(menu).toBeVisible()
      const { x, y } = await boxOf(bar(page, '催办'))
      await page.mouse.click(x + 8, y + 8)
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(more).toBeFocused()
    })
    await test.step('above a button at the foot of the window', async () => {
      await page.getByRole('navigation', { name: '主导航' }).getByRole('button').click()
      await expect(page.getByTestId('account')).toBeVisible()
      await expectInside(page)
      await page.keyboard.press('Escape')
    })
    await test.step('in a low window with text of twice the size', async () => {
      await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
      await page.setViewportSize({ width: 800, height: 360 })
      await bar(page, '分享').scrollIntoViewIfNeeded()
      await bar(page, '分享').click()
      await expect(page.getByRole('dialog', { name: '分享进度' })).toBeVisible()
      await expectInside(page)
      await page.keyboard.press('Escape')
    })
    await test.step('below 768 pixels it is a sheet', async () => {
      await page.setViewportSize({ width: 767, height: 800 })
      await more.click()
      await expect(menu).toBeVisible()
      await expect(popover(page)).toHaveCount(0)
    })
  },
)
