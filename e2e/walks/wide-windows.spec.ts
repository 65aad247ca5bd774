import type { Page } from '@playwright/test'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { changeFlows } from '#e2e/answers/flow-answers.ts'
import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopEvents, stopPolling } from '#e2e/support/no-polling.ts'
import { placeOf } from '#e2e/support/scrolling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { speak } from '#e2e/support/speak.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// In windows of at least 1200 pixels the list is shown beside the contract.

test.use({ viewport: { width: 1280, height: 800 } })

const column = (page: Page) => page.getByRole('region', { name: '合同列表' })
const listed = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name })
/** The title has room beside the buttons, and what is next and the strip take a line each. */
async function expectLowHeader(page: Page): Promise<void> {
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    const title = await page.getByTestId('flow-title').boundingBox()
    expect(title?.width).toBeGreaterThan(300)
    const strip = await page.getByTestId('flow-strip').boundingBox()
    expect(strip?.y).toBeGreaterThanOrEqual((title?.y ?? 0) + (title?.height ?? 0) + 20)
    const header = await page.locator('.page-header').boundingBox()
    expect(header?.height).toBeLessThanOrEqual(136)
  }
}

const row = (page: Page, title: string) => column(page).getByRole('link').filter({ hasText: title })

test.describe('a wide window', { tag: '@pc' }, () => {
  test('a chosen contract is shown beside the list, which stays as it is', async ({ page }) => {
    await page.goto('/?scope=all')
    await expect(page.getByTestId('flow-title')).toBeVisible()
    await expect(column(page).getByRole('button', { name: '多选' })).toBeVisible()
    // To the middle, as the row may be nearly in view already.
    await row(page, '仓储租赁合同').evaluate((element) =>
      element.scrollIntoView({ block: 'center' }),
    )
    await expect.poll(() => column(page).evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(30)
    await placeOf(row(page, '仓储租赁合同'))
    const place = await row(page, '仓储租赁合同').boundingBox()
    await row(page, '仓储租赁合同').click()
    await expect(page).toHaveURL('/flows/PRO-SANDBOX-REVOKED')
    await expect(page.getByTestId('flow-title')).toHaveText('仓储租赁合同')
    await expect(page.getByTestId('flow-title')).toBeFocused()
    await expect(row(page, '仓储租赁合同')).toHaveAttribute('aria-current', 'page')
    await expect(listed(page, '全部')).toHaveAttribute('aria-current', 'true')
    // The row does not move although the elements above the list disappear.
    await expect.poll(() => row(page, '仓储租赁合同').boundingBox()).toEqual(place)
    await row(page, '广告投放合作协议').click()
    await expect(page.getByTestId('flow-title')).toHaveText('广告投放合作协议')
    await expect(column(page).locator('[aria-current="page"]')).toHaveCount(1)
    await page.goBack()
    await expect(page.getByTestId('flow-title')).toHaveText('仓储租赁合同')
    await page.goBack()
    await expect(page).toHaveURL('/?scope=all')
    await expect(page.getByTestId('flow-title')).not.toHaveText('仓储租赁合同')
  })

  test('what is chosen beside a contract is there after a reload, back, and at home', async ({
    page,
  }) => {
    await page.goto('/?scope=all')
    await row(page, '仓储租赁合同').click()
    await expect(page.getByTestId('flow-title')).toHaveText('仓储租赁合同')
    await column(page).getByRole('searchbox').fill('仓储租赁')
    await expect(column(page).getByTestId('flow-row')).toHaveCount(1)
    await page.reload()
    await expect(page.getByTestId('flow-title')).toHaveText('仓储租赁合同')
    await expect(column(page).getByRole('searchbox')).toHaveValue('仓储租赁')
    await expect(listed(page, '全部')).toHaveAttribute('aria-current', 'true')
    await page.goBack()
    await expect(page).toHaveURL(/\?scope=all&q=/)
    await expect(column(page).getByRole('searchbox')).toHaveValue('仓储租赁')
    await listed(page, '我发起的').click()
    await expect(page).toHaveURL('/?scope=started')
    await expect(column(page).getByRole('searchbox')).toHaveValue('')
    await expect(listed(page, '我发起的')).toHaveAttribute('aria-current', 'page')
  })

  test('a contract that the proxy drew is read again when one comes back to it', async ({
    page,
    context,
    sandbox,
  }) => {
    await stopPolling(context)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)
    await untilAlive(page)
    await listed(page, '全部').click()
    await row(page, '仓储租赁合同').click()
    await expect(page.getByTestId('flow-status')).toHaveText('已撤销')
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    // What was just read counts as fresh.
    await page.evaluate((later) => {
      Date.now = () => later
    }, Date.now() + 60_000)
    await row(page, '办公设备采购合同').click()
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  })

  test('the list appears beside a contract without moving it, is read again with it, and opens others', async ({
    page,
    context,
  }) => {
    await stopEvents(context)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toBeVisible()
    const boxOf = () => page.getByTestId('flow-status').boundingBox()
    let place: Awaited<ReturnType<typeof boxOf>> = null
    // The painted status may just be replaced by the app's.
    await expect.poll(async () => (place = await boxOf())).not.toBeNull()
    await expect(column(page).getByTestId('row-status').first()).toBeVisible()
    await expect.poll(boxOf).toEqual(place)

    const list = page.waitForRequest(/\/api\/flows\?scope=waiting/)
    const flow = page.waitForRequest(/\/api\/flows\/PRO-SANDBOX-SIGNING$/)
    await page.getByTestId('action-bar').getByRole('button', { name: '刷新' }).click()
    await Promise.all([list, flow])

    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await listed(page, '全部').click()
    await row(page, '仓储租赁合同').click()
    await expect(page.getByTestId('flow-status')).toHaveCount(1)
    await expect(page.getByTestId('flow-status')).toHaveText('已撤销')
    await expect(page.getByTestId('timeline-item').first()).toBeVisible()
    await expectAccessible(page)
  })

  for (const name of ['COMPLETED', 'DRAFT', 'UNKNOWN'])
    test(`the title and the strip leave room for the files: ${name}`, async ({ page }) => {
      await page.goto(linkTo(name))
      await untilAlive(page)
      await expectLowHeader(page)
    })

  test('forty people with long names leave room for the files, also in English', async ({
    page,
  }) => {
    const people = Array.from({ length: 40 }, (_, index) => ({
      name: `阿卜杜热合曼·买买提艾力${index + 1}`,
      status: index < 12 ? ('signed' as const) : ('waiting' as const),
      statusCode: null,
    }))
    await changeFlows(page, (view) => {
      const situation = situationOf({ flow: view.flow, signers: people, approvals: [] })
      return { ...view, signers: { ok: people }, situation }
    })
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    await expectLowHeader(page)
    await speak(page, 'English')
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    await expectLowHeader(page)
  })

  for (const { width, height } of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ])
    test(`a contract has its actions in view and what belongs together close at ${width}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height })
      await page.goto(linkTo('SIGNING'))
      await untilAlive(page)
      await expect(column(page).getByTestId('row-status').first()).toBeVisible()
      const list = await column(page).boundingBox()
      const content = await page.getByRole('main').boundingBox()
      expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(content?.x ?? 0)
      const labels = page.locator('.facts dt')
      await expect(labels.first()).toBeVisible()
      const gaps = await labels.evaluateAll((terms) =>
        terms.map((term) => {
          const value = term.nextElementSibling?.getBoundingClientRect()
          return (value?.left ?? Infinity) - term.getBoundingClientRect().left
        }),
      )
      expect(Math.max(...gaps)).toBeLessThanOrEqual(120)
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      for (const name of ['催办', '分享'])
        await expect(page.getByTestId('action-bar').getByRole('button', { name })).toBeInViewport({
          ratio: 1,
        })
    })

  test('every width from 700 to 1920 keeps the focus, the scroll position and the open file', async ({
    page,
  }) => {
    test.slow()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(linkTo('SIGNING'))
    const files = page.getByTestId('files-beside')
    await expect(files.locator('canvas').first()).toBeVisible()
    await expectAccessible(page)
    await files.getByRole('button', { name: '放大' }).click()
    const pages = files.getByRole('region', { name: '文件内容' })
    await pages.evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight * 0.4))
    await expect(files).toContainText('第 2 页，共 3 页')
    await pages.evaluate((scroller) => (scroller.dataset['kept'] = 'yes'))
    const share = page.getByTestId('action-bar').getByRole('button', { name: '分享' })
    await share.focus()
    for (const width of [1680, 1920, 1200, 1199, 1000, 768, 767, 700, 900, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await expect(share).toBeFocused()
      await expect(page.getByTestId('flow-status')).toHaveCount(1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
    await expect(files).toContainText('第 2 页，共 3 页')
    await expect(pages).toHaveAttribute('data-kept', 'yes')
  })

  test('a narrower window has no list', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(column(page)).toBeVisible()
    await page.setViewportSize({ width: 1100, height: 800 })
    await expect(column(page)).toHaveCount(0)
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await page.setViewportSize({ width: 400, height: 800 })
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden()
    await page.getByRole('button', { name: '返回首页' }).click()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  })
})

test.describe('somebody who is waited for', { tag: '@pc' }, () => {
  test.use({ person: 'lisi' })

  test('reads whose turn it is in the line of what is next, also in English', async ({ page }) => {
    for (const language of ['中文', 'English'] as const) {
      await speak(page, language)
      for (const name of ['SIGNING', 'SEAL-APPROVAL']) {
        await page.goto(linkTo(name))
        await untilAlive(page)
        await expect(page.getByTestId('flow-lead')).toBeInViewport({ ratio: 1 })
        await expectLowHeader(page)
      }
    }
  })
})

test.describe('an administrator', { tag: '@pc' }, () => {
  test.use({ person: 'wangwu' })

  test('has the menu of the desk beside its pages, over their headers', async ({ page }) => {
    await page.goto('/admin?view=settings')
    const menu = page.getByRole('navigation', { name: '管理台' })
    await menu.getByRole('link', { name: '用时与趋势' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '用时与趋势' })).toBeVisible()
    await expect(page.getByTestId('flows-by-month').locator('canvas')).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('a window with room for the navigation alone', { tag: '@pc' }, () => {
  // An app of its own, which remembers the list.
  test.use({ viewport: { width: 900, height: 800 }, person: 'lisi', ownApp: 'navigation' })

  test('says on a contract how many wait for the person, as of the last return', async ({
    page,
    client,
    sandbox,
  }) => {
    await page.goto(linkTo('SIGNING'))
    const home = page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: /^合同/ })
    await expect(home).toContainText('1 份等您处理')
    await expect(column(page)).toHaveCount(0)
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    // The list knows of it a moment later than the contract.
    await expect(async () => {
      await client.resume(page)
      await expect(home).not.toContainText('份等您处理', { timeout: 3000 })
    }).toPass()
  })
})

test('without a session no space is kept for a list', { tag: '@browser' }, async ({ page }) => {
  await page.goto('/')
  const heading = page.getByRole('heading')
  await expect(heading).toBeVisible()
  const box = await heading.boundingBox()
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - 672)).toBeLessThan(2)
})
