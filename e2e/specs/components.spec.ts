import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { startTimeoutMs, test as base } from '#e2e/support/browser-fixtures.ts'
import { startGallery } from '#e2e/gallery/gallery-server.ts'

// What the app adds to antd-mobile's components: keyboard use, accessible names, focus.

const test = base.extend<object, { gallery: { url: string } }>({
  gallery: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const gallery = await startGallery()
      await provide(gallery)
      await gallery.stop()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
})

const opened = async (page: Page, url: string) => {
  await page.goto(url)
  // The tabs become interactive when the heavy file has loaded.
  await expect(page.getByRole('tablist')).toBeVisible()
}

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
}

test('a group of radios is one tab stop, in which arrow keys choose', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const group = page.getByRole('radiogroup', { name: '外观' })
  await group.getByRole('radio', { name: '跟随系统' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(group.getByRole('radio', { name: '浅色' })).toBeChecked()
  await expect(group.getByRole('radio', { name: '浅色' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: '企业章' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: '企业章' })).not.toBeChecked()
})

test('a field announces its error', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const field = page.getByRole('textbox', { name: '姓名' })
  await expect(field).toHaveAccessibleDescription('与身份证一致 请填写姓名')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill('张三')
  await expect(field).toHaveAccessibleDescription('与身份证一致')
  await expect(field).not.toHaveAttribute('aria-invalid')
})

test('a switch is toggled by keys', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const control = page.getByRole('switch', { name: '按顺序签署' })
  await control.focus()
  await page.keyboard.press('Space')
  await expect(control).toHaveAttribute('aria-checked', 'false')
  await page.keyboard.press('Enter')
  await expect(control).toHaveAttribute('aria-checked', 'true')
})

test('clearing the search field keeps the focus in it', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const field = page.getByRole('searchbox', { name: '搜索合同' })
  await field.fill('采购')
  await page.getByRole('button', { name: '清除输入' }).click()
  await expect(field).toHaveValue('')
  await expect(field).toBeFocused()
})

test('tabs are one tab stop, in which arrow keys, Home and End choose', async ({
  page,
  gallery,
}) => {
  await opened(page, gallery.url)
  const tab = (name: string) => page.getByRole('tab', { name })
  await tab('待我处理').focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab('我发起的')).toBeFocused()
  await expect(page.getByRole('tabpanel', { name: '我发起的' })).toHaveText('started')
  await page.keyboard.press('End')
  await expect(tab('全部')).toBeFocused()
  await expect(page.getByTestId('panel-text')).toHaveText('all')
  await page.keyboard.press('Home')
  await expect(page.getByTestId('panel-text')).toHaveText('waiting')
})

test.describe('a sheet', () => {
  test('traps the focus, closes on Escape, and returns the focus', async ({ page, gallery }) => {
    await opened(page, gallery.url)
    const opener = page.getByRole('button', { name: '打开面板' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: '分享' })
    await expect(sheet.getByRole('heading')).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(sheet.getByRole('button', { name: '取消' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(sheet.getByRole('button', { name: '关闭' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(opener).toBeFocused()
  })
})

test("the client's back closes a sheet", { tag: '@android' }, async ({ page, gallery }) => {
  await opened(page, gallery.url)
  await page.getByRole('button', { name: '打开面板' }).click()
  const sheet = page.getByRole('dialog', { name: '分享' })
  await expect(sheet).toBeVisible()
  const isTaken = await page.evaluate(
    () => !document.dispatchEvent(new Event('backbutton', { cancelable: true })),
  )
  expect(isTaken).toBe(true)
  await expect(sheet).toHaveCount(0)
})

test('a question focuses its safe answer', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  await page.getByRole('button', { name: '打开对话框' }).click()
  const dialog = page.getByRole('dialog', { name: '退出登录？' })
  await expect(dialog).toHaveAttribute('aria-modal', 'true')
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
})

test('a toast is shown and announced', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const shown = page.waitForFunction(
    () => document.querySelector('.adm-toast-main')?.textContent === '已提醒 李四',
  )
  await page.getByRole('button', { name: '提醒' }).click()
  await shown
  await expect(page.getByRole('status').filter({ hasText: '已提醒 李四' })).toBeAttached()
})

test('a toast is shown without a network too', async ({ page, context, guard, gallery }) => {
  guard.allow(/ERR_FAILED.*heavy-parts/)
  await context.route(/heavy-parts/, (route) => route.abort())
  await page.goto(gallery.url)
  await page.getByRole('button', { name: '打开面板' }).click()
  await expect(page.getByText('没有网络，请稍后再试')).toBeInViewport()
  await page.getByRole('button', { name: '我发起的', exact: true }).click()
  await expect(page.getByTestId('panel-text')).toHaveText('started')
})

for (const look of ['light', 'dark'] as const)
  test(`has no axe violations, ${look}`, async ({ page, gallery }) => {
    await opened(page, gallery.url)
    await page.evaluate(
      (value) => document.documentElement.setAttribute('data-prefers-color-scheme', value),
      look,
    )
    await expectNothingFound(page)
    await page.getByRole('button', { name: '打开面板' }).click()
    await expect(page.getByRole('dialog', { name: '分享' }).getByRole('heading')).toBeInViewport()
    await expectNothingFound(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '打开对话框' }).click()
    await expect(page.getByRole('dialog', { name: '退出登录？' })).toBeInViewport()
    // During the fade-in the contrast would be too low.
    await expect(page.locator('.adm-center-popup-wrap > div')).toHaveCSS('opacity', '1')
    await expectNothingFound(page)
  })

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('a sheet is in its final place at once', async ({ page, gallery }) => {
    await opened(page, gallery.url)
    await page.getByRole('button', { name: '打开面板' }).click()
    const sheet = page.getByRole('dialog', { name: '分享' })
    await expect(sheet).toBeVisible()
    const moves = await sheet.evaluate((element) => {
      const places: number[] = []
      return new Promise<number[]>((resolve) => {
        const look = () => {
          places.push(element.getBoundingClientRect().top)
          if (places.length < 10) requestAnimationFrame(look)
          else resolve(places)
        }
        look()
      })
    })
    expect(new Set(moves.slice(2)).size).toBe(1)
  })
})

test('nothing is wider than a narrow screen with large text', async ({ page, gallery }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await opened(page, gallery.url)
  await page.addStyleTag({ content: 'html { font-size: 200% }' })
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  expect(await width()).toBe(320)
  await page.getByRole('button', { name: '打开面板' }).click()
  await expect(page.getByRole('dialog', { name: '分享' })).toBeInViewport()
  expect(await width()).toBe(320)
})
