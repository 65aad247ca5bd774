import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { answerPicker, pickerCall } from '#e2e/support/start-contract.ts'
import { stopDate, stopEvents, stopPolling } from '#e2e/support/no-polling.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// The lists on the home page: what waits for the person, what the person started, all.
test.use({ settings: { FLOW_ACCESS: 'participants' } })

const rows = (page: Page) => page.getByTestId('flow-row')

const tab = (page: Page, name: string) => page.getByRole('tab', { name })

test('nothing is searched while an input method is composing', async ({ page, context }) => {
  // An event would read the list again.
  await stopEvents(context)
  const searched: string[] = []
  page.on('request', (request) => {
    const q = new URL(request.url()).searchParams.get('q')
    if (q !== null) searched.push(q)
  })
  await page.clock.install()
  await page.goto('/?scope=all')
  await expect(page.getByText('共 12 份')).toBeVisible()
  await searchField(page).focus()
  const keyboard = await page.context().newCDPSession(page)
  for (const text of ['c', 'ca', 'cai', 'cai gou'])
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  await expect(searchField(page)).toHaveValue('cai gou')
  // Longer than the pause after typing that starts a search.
  await page.clock.runFor(2000)
  await expect(page).toHaveURL('/?scope=all')
  await keyboard.send('Input.insertText', { text: '采购' })
  await page.clock.runFor(2000)
  await expect(page).toHaveURL(/q=%E9%87%87%E8%B4%AD/)
  await expect(rows(page)).toHaveText([/^办公设备采购合同/, /^年度框架采购协议/])
  // A busy browser may show the list so late that it is read again.
  expect([...new Set(searched)]).toEqual(['采购'])
})

test('a search is aborted when another one follows', async ({ page, guard }) => {
  guard.allow(/Failed to load resource/)
  await page.goto('/?scope=all')
  await expect(page.getByText('共 12 份')).toBeVisible()
  await page.route(/q=%E4%BB%93&?/, () => {})
  const asked = page.waitForRequest(/q=%E4%BB%93&?/)
  await searchField(page).fill('仓')
  await asked
  await expect(page.getByTestId('flow-list')).toBeVisible()
  const givenUp = page.waitForEvent('requestfailed', (request) =>
    /q=%E4%BB%93&?/.test(request.url()),
  )
  await searchField(page).fill('广告')
  await expect(rows(page)).toHaveText([/^广告投放合作协议/])
  await givenUp
})

test('all contracts are narrowed to those of a colleague from the address book', async ({
  page,
  client,
}) => {
  await page.goto('/?scope=all')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  const pick = sheet.getByRole('button', { name: '选择同事' })
  await test.step('closing the address book has no consequence', async () => {
    client.answer(pickerCall, { fail: { errorCode: '-1', errorMessage: 'cancel' } })
    await pick.click()
    await expect.poll(() => client.callsOf(pickerCall)).toHaveLength(1)
    await expect(pick).toBeEnabled()
    await expect(sheet.getByRole('radio', { name: '李四' })).toHaveCount(0)
  })
  answerPicker(client, { lisi: '李四' })
  await pick.click()
  await expect(sheet.getByRole('radio', { name: '李四' })).toBeChecked()
  await sheet.getByRole('button', { name: '查看 0 份' }).click()
  await expect(page).toHaveURL(/by=lisi/)
  await expect(page.getByRole('button', { name: /李四 发起/ })).toBeVisible()
  await expect(rows(page)).toHaveCount(0)
})

test.describe('the keyboard', { tag: '@pc' }, () => {
  test('goes through the tabs and the rows, and opens one', async ({ page }) => {
    await page.goto('/?scope=waiting')
    await tab(page, '待我处理').focus()
    await page.keyboard.press('ArrowRight')
    await expect(tab(page, '我发起的')).toBeFocused()
    await expect(tab(page, '我发起的')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('End')
    await expect(tab(page, '全部')).toBeFocused()
    await expect(page.getByText('共 12 份')).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: '多选' })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('button', { name: '刷新' })).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('button', { name: '筛选' })).toBeFocused()
    await page.getByRole('button', { name: '多选' }).focus()
    await page.keyboard.press('Tab')
    await expect(rows(page).first().getByRole('link')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const second = rows(page).nth(1)
    await expect(second.getByRole('link')).toBeFocused()
    const title = await second.locator('.listed-title').innerText()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('flow-title')).toHaveText(title)
    await page.goBack()
    await expect(second.getByRole('link')).toBeFocused()
  })
})

test.describe('a tablet', () => {
  test.use({ viewport: { width: 820, height: 1100 } })

  test('keeps the navigation at its side while somebody types', async ({ page }) => {
    await page.goto('/?scope=all')
    await untilAlive(page)
    await searchField(page).tap()
    await expect(page.locator('html')).toHaveClass(/is-typing/)
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  })
})

test('rows stay when they cannot be read again', async ({ page, context, guard }) => {
  guard.allow(/Failed to load resource/, /net::ERR_INTERNET_DISCONNECTED/)
  await stopPolling(context)
  await page.goto('/?scope=all')
  await expect(page.getByText('共 12 份')).toBeVisible()
  await context.setOffline(true)
  const old = page.getByText(/^没有网络，显示的是 ?.+的内容$/)
  await expect(old).toBeVisible()
  await page.getByRole('button', { name: '重试' }).click()
  await expect(old).toBeVisible()
  await expect(page.getByText('共 12 份')).toBeVisible()
  await context.setOffline(false)
  await expect(old).toHaveCount(0)
})

test.describe('without the worker', () => {
  // The app's script is intercepted, which the worker would answer from its cache.
  test.use({ serviceWorkers: 'block' })

  test('for a person who was here before, the first list is requested before the app has loaded', async ({
    page,
    context,
  }) => {
    // An event from the last minute would make the page read the list once more.
    await stopEvents(context)
    await page.goto('/?scope=started')
    await expect(page.getByText('共 12 份')).toBeVisible()
    // On a busy machine the first reading would be old before the app shows it.
    await stopDate(page)
    let lists = 0
    page.on('request', (request) => {
      if (request.url().includes('/api/flows?scope=started')) lists += 1
    })
    const asked = page.waitForRequest(/\/api\/flows\?scope=started/)
    // The app's script is held back until the list was requested.
    await page.route(/\/assets\/app-.*\.js/, async (route) => {
      await asked
      await route.continue()
    })
    await page.reload()
    await expect(page.getByText('共 12 份')).toBeVisible()
    expect(lists).toBe(1)
  })
})

test('search and tabs stay visible while the list is scrolled, and another list begins at its top', async ({
  page,
}) => {
  await page.goto('/?scope=started')
  await expect(page.getByText('共 12 份')).toBeAttached()
  await tab(page, '全部').click()
  await expect(page).toHaveURL('/?scope=all')
  await expect(page.getByText('共 12 份')).toBeAttached()
  await page.evaluate(() => window.scrollTo(0, 700))
  await expect(searchField(page)).toBeInViewport()
  await expect(tab(page, '全部')).toBeInViewport()
  const head = await page.locator('.finder-head').boundingBox()
  expect(head?.y).toBe(0)
  // This one was read before, so it is there at once.
  await tab(page, '我发起的').click()
  await expect(page).toHaveURL('/?scope=started')
  await expect(rows(page).first()).toHaveAttribute('aria-posinset', '1')
  await expect(rows(page).first()).toBeInViewport()
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0)
})
