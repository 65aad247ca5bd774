import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { startTimeoutMs, test as base } from '#e2e/fixtures/browser-fixtures.ts'
import { startGallery } from '#e2e/gallery/gallery-server.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'

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
  // The tabs become interactive when the animated file has loaded.
  await expect(page.getByRole('tablist')).toBeVisible()
}

/** @param rules those of axe, or all */
async function expectNothingFound(page: Page, ...rules: string[]): Promise<void> {
  // In other modes each analysis opens a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules.length === 0 ? axe : axe.withRules(rules)).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
}

test('what is chosen and typed by keys', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  await test.step('a group of radios is one tab stop, in which arrow keys choose', async () => {
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
  await test.step('a field announces its error', async () => {
    const field = page.getByRole('textbox', { name: '姓名' })
    await expect(field).toHaveAccessibleDescription('与身份证一致 请填写姓名')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await field.fill('张三')
    await expect(field).toHaveAccessibleDescription('与身份证一致')
    await expect(field).not.toHaveAttribute('aria-invalid')
  })
  await test.step('a switch is toggled by keys', async () => {
    const control = page.getByRole('switch', { name: '按顺序签署' })
    await control.focus()
    await page.keyboard.press('Space')
    await expect(control).toHaveAttribute('aria-checked', 'false')
    await page.keyboard.press('Enter')
    await expect(control).toHaveAttribute('aria-checked', 'true')
  })
  await test.step('clearing the search field keeps the focus in it', async () => {
    const field = page.getByRole('searchbox', { name: '搜索合同' })
    await field.fill('采购')
    await page.getByRole('button', { name: '清除输入' }).click()
    await expect(field).toHaveValue('')
    await expect(field).toBeFocused()
  })
  await test.step('tabs are one tab stop, in which arrow keys, Home and End choose', async () => {
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
})

test('what the page tells and what it can do', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const told = page.getByRole('status', { name: '通知' })
  await test.step('one notice at a time, the others behind a button', async () => {
    await expect(told).toContainText('已打开 e签宝页面')
    await page.getByRole('button', { name: '断开网络' }).click()
    await expect(told).toHaveText(/^没有网络，显示的是 5 分钟前的内容重试$/)
    await page.getByRole('button', { name: '还有 2 条' }).click()
    const list = page.getByRole('dialog', { name: '通知' })
    await expect(list.getByTestId('access')).toHaveText('2 个查看申请')
    await expect(list.getByTestId('returned')).toBeVisible()
    await expectNothingFound(page)
    await page.keyboard.press('Escape')
    await expect(list).toHaveCount(0)
    await told.getByRole('button', { name: '重试' }).click()
    await expect(told).toContainText('已打开 e签宝页面')
  })
  await test.step('the whole text and the request id are behind 详情', async () => {
    await expect(told).not.toContainText('request-1')
    await told.getByRole('button', { name: '详情' }).click()
    const details = page.getByRole('dialog', { name: '详情' })
    await expect(details).toContainText('如果没有更新，请按“刷新”。')
    await expect(details).toContainText('request-1')
    await details.getByRole('button', { name: '关闭' }).click()
    await expect(details).toHaveCount(0)
  })
  await test.step('what has no button is in 更多, which closes', async () => {
    await page.setViewportSize({ width: 375, height: 700 })
    const more = page.getByTestId('actions').getByRole('button', { name: '更多' })
    await expect(page.getByTestId('actions')).toHaveCSS('position', 'fixed')
    await expect(page.getByRole('button', { name: '分享', exact: true })).toBeHidden()
    await more.click()
    const sheet = page.getByRole('dialog', { name: '更多' })
    await sheet.getByRole('button', { name: '分享' }).click()
    await expect(sheet).toHaveCount(0)
    await expect(page.getByRole('status').filter({ hasText: '已分享' })).toHaveCount(1)
  })
  await test.step('from 768 pixels head and actions stay in view, and a button has its place', async () => {
    await page.setViewportSize({ width: 1000, height: 700 })
    await expect(page.getByRole('button', { name: '分享', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: '返回首页' })).toBeHidden()
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport()
    await expect(page.getByRole('button', { name: '催办' })).toBeInViewport()
    await page.getByTestId('actions').getByRole('button', { name: '更多' }).click()
    const rows = page.getByRole('dialog', { name: '更多' }).getByRole('listitem')
    await expect(rows.filter({ visible: true })).toHaveText(['再发起一份'])
    await page.keyboard.press('Escape')
  })
})

test('conditions are chosen as chips, by keys', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  const time = page.getByRole('radiogroup', { name: '发起时间' })
  await time.getByRole('radio', { name: '不限' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(time.getByRole('radio', { name: '7 天' })).toBeChecked()
  const group = page.getByRole('group', { name: '状态' })
  await page.keyboard.press('Tab')
  await expect(group.getByRole('checkbox', { name: '签署中 5' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(group.getByRole('checkbox', { name: '已完成 12' })).toBeChecked()
  const chosen = page.getByRole('group', { name: '已选' })
  await chosen.getByRole('button', { name: '取消 签署中' }).click()
  await expect(group.getByRole('checkbox', { name: '签署中 5' })).not.toBeChecked()
  await expect(chosen.getByRole('button')).toHaveCount(1)
})

test('a sheet, a question and a toast', async ({ page, gallery }) => {
  await opened(page, gallery.url)
  await test.step('a sheet traps the focus, closes on Escape, and returns the focus', async () => {
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
  await test.step("the client's back closes a sheet", async () => {
    await page.getByRole('button', { name: '打开面板' }).click()
    const sheet = page.getByRole('dialog', { name: '分享' })
    await expect(sheet).toBeVisible()
    const isTaken = await page.evaluate(
      () => !document.dispatchEvent(new Event('backbutton', { cancelable: true })),
    )
    expect(isTaken).toBe(true)
    await expect(sheet).toHaveCount(0)
  })
  await test.step('a question focuses its safe answer', async () => {
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
  await test.step('a toast is shown and announced', async () => {
    const shown = page.waitForFunction(
      () => document.querySelector('.adm-toast-main')?.textContent === '已提醒 李四',
    )
    await page.getByRole('button', { name: '提醒' }).click()
    await shown
    await expect(page.getByRole('status').filter({ hasText: '已提醒 李四' })).toBeAttached()
  })
})

test('tabs keep a tap and the focus while the animated file loads', async ({ page, gallery }) => {
  const withoutAnimated = async () => {
    const release = await holdBack(page, /animated-parts/)
    await page.goto(gallery.url)
    return release
  }
  const isLoaded = () => expect(page.locator('.adm-pull-to-refresh')).toHaveCount(1)
  await test.step('a tap that has begun', async () => {
    const release = await withoutAnimated()
    await page.getByRole('button', { name: '我发起的', exact: true }).hover()
    await page.mouse.down()
    release()
    await isLoaded()
    await page.mouse.up()
    await expect(page.getByTestId('panel-text')).toHaveText('started')
    await expect(page.getByRole('tab', { name: '我发起的' })).toBeFocused()
  })
  await test.step('the focus', async () => {
    const release = await withoutAnimated()
    await page.getByRole('button', { name: '我发起的', exact: true }).focus()
    release()
    await isLoaded()
    await expect(page.getByRole('tab', { name: '我发起的' })).toBeFocused()
  })
})

test('a toast is shown without a network too', async ({ page, context, guard, gallery }) => {
  guard.allow(/ERR_FAILED.*animated-parts/)
  await context.route(/animated-parts/, (route) => route.abort())
  await page.goto(gallery.url)
  await page.getByRole('button', { name: '打开面板' }).click()
  await expect(page.getByText('没有网络，请稍后再试')).toBeInViewport()
  await page.getByRole('button', { name: '我发起的', exact: true }).click()
  await expect(page.getByTestId('panel-text')).toHaveText('started')
})

test('has no axe violations, light and dark', async ({ page, gallery }) => {
  test.slow()
  await opened(page, gallery.url)
  const expectBoth = async () => {
    for (const look of ['light', 'dark'] as const) {
      await page.evaluate(
        (value) => document.documentElement.setAttribute('data-prefers-color-scheme', value),
        look,
      )
      // The looks differ in their colours alone.
      await expectNothingFound(page, ...(look === 'dark' ? ['color-contrast'] : []))
    }
  }
  await expectBoth()
  await page.getByRole('button', { name: '打开面板' }).click()
  await expect(page.getByRole('dialog', { name: '分享' }).getByRole('heading')).toBeInViewport()
  await expectBoth()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '打开对话框' }).click()
  await expect(page.getByRole('dialog', { name: '退出登录？' })).toBeInViewport()
  // During the fade-in the contrast would be too low.
  await expect(page.locator('.adm-center-popup-wrap > div')).toHaveCSS('opacity', '1')
  await expectBoth()
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
