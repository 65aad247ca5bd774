import type { Locator, Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerPicker, expectReady, forgetStarts, part, pdf } from '#e2e/support/start-contract.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// The main tasks with the keyboard alone: something always has the focus, and nothing covers it.

test.beforeEach(({ sandbox }) => sandbox.reset())
test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

/** What covers the focused element or keeps it off the screen; null when nothing does. */
function whatHidesFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (active === null || active === document.body) return null
    const { left, right, top, bottom } = active.getBoundingClientRect()
    const x = (left + right) / 2
    const middle = (top + bottom) / 2
    // The words of a choice lie over its field.
    const place = active.closest('label') ?? active
    // An element higher than a third of the screen may stick out; its middle must be visible.
    const isHigh = bottom - top > innerHeight / 3
    for (const y of isHigh ? [middle] : [top + 3, middle, bottom - 3]) {
      const found = document.elementFromPoint(x, y)
      if (found === null || !(place.contains(found) || found.contains(active)))
        return `${active.outerHTML.slice(0, 80)} at ${y} is behind ${found?.className}`
    }
    return null
  })
}

/** Presses Tab until the target has the focus; no stop on the way may be hidden. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < 80; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
    // A sheet may still be moving.
    await expect.poll(() => whatHidesFocus(page)).toBeNull()
  }
  throw new Error(`Tab never comes to ${String(target)}`)
}

/** Moves the focus to the target by Tab and presses Enter. */
async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test.describe('the keyboard alone', { tag: '@pc' }, () => {
  // An app of its own, because it remembers who was reminded when.
  test.use({ ownApp: 'keyboard' })

  test('finds a contract, opens it and goes home', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByTestId('flow-row').first()).toBeVisible()
    await tabTo(page, page.getByRole('tab', { selected: true }))
    await page.keyboard.press('End')
    await expect(page.getByRole('tab', { name: '全部' })).toBeFocused()
    await page.keyboard.press('Enter')
    const row = page.getByTestId('flow-row').getByRole('link', { name: /^办公设备采购合同/ })
    await enter(page, row)
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await expect(page.getByTestId('flow-title')).toBeFocused()
    await enter(page, page.getByRole('link', { name: '合同', exact: true }))
    await expect(page.getByRole('tab', { name: '全部' })).toHaveAttribute('aria-selected', 'true')
    await expect(row).toBeFocused()
  })

  test('comes to the contract by one Tab and Enter', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: '跳到合同' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('flow-title')).toBeFocused()
    await expect(skip).not.toBeInViewport()
  })

  test('shares, and gets the focus back', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    const share = button(page, '分享')
    const sheet = page.getByRole('dialog', { name: '分享进度' })
    await enter(page, share)
    await expect(sheet.getByRole('heading')).toBeFocused()
    // Tab stays inside the sheet.
    for (let stop = 0; stop < 8; stop += 1) {
      await page.keyboard.press('Tab')
      await expect(sheet.locator(':focus')).toHaveCount(1)
    }
    // A narrower window leaves an open sheet as it is.
    const size = page.viewportSize() ?? { width: 0, height: 0 }
    await sheet.getByRole('heading').focus()
    await page.setViewportSize({ ...size, width: 700 })
    await expect(page.getByTestId('action-bar')).toHaveCSS('position', 'fixed')
    await expect(sheet.getByRole('heading')).toBeFocused()
    await page.setViewportSize(size)
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(share).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(sheet.getByRole('heading')).toBeFocused()
    await enter(page, sheet.getByRole('button', { name: '关闭' }))
    await expect(sheet).toHaveCount(0)
    await expect(share).toBeFocused()
  })

  test('reminds', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await enter(page, button(page, '催办'))
    const sheet = page.getByRole('dialog', { name: '催办' })
    await expect(sheet.getByRole('heading')).toBeFocused()
    await enter(page, sheet.getByRole('button', { name: '发送提醒' }))
    await expect(sheet).toHaveCount(0)
    await expect(button(page, '催办')).toBeDisabled()
    // The reminder button is now disabled, so the focus moves to the button next to it.
    await expect(button(page, '分享')).toBeFocused()
  })

  test('filters the log, and clears the filter', async ({ page }) => {
    await page.goto(linkTo('COMPLETED'))
    const filter = page.getByRole('button', { name: '筛选', exact: true })
    await enter(page, filter)
    const sheet = page.getByRole('dialog', { name: '筛选' })
    await expect(sheet.getByRole('heading', { level: 2 })).toBeFocused()
    await tabTo(page, sheet.getByRole('radio', { name: '全部操作' }))
    await page.keyboard.press('ArrowDown')
    const chosen = sheet.getByRole('radiogroup').first().getByRole('radio', { checked: true })
    await expect(chosen).toBeFocused()
    await expect(sheet.getByRole('radio', { name: '全部操作' })).not.toBeChecked()
    await enter(page, sheet.getByRole('button', { name: '关闭' }))
    await expect(sheet).toHaveCount(0)
    await expect(filter).toBeFocused()
    const chip = button(page, /^取消筛选：/)
    await enter(page, chip)
    await expect(chip).toHaveCount(0)
    await expect(filter).toBeFocused()
    await enter(page, button(page, '审计记录'))
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  })

  test('starts a contract', async ({ page, client }) => {
    answerPicker(client, { lisi: '李四' })
    await page.goto('/start')
    await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
    const start = button(page, '发起签署')
    await enter(page, start)
    // The first missing field has the focus.
    const add = button(page, /^添加文件/)
    await expect(add).toBeFocused()
    await expect.poll(() => whatHidesFocus(page)).toBeNull()
    // On a busy machine Chromium sometimes opens no file chooser for the first key.
    await expect(async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser', { timeout: 3000 }),
        page.keyboard.press('Enter'),
      ])
      await chooser.setFiles([pdf('a.pdf')])
    }).toPass()
    await expectReady(page, 'a.pdf')
    await expect(add).toBeFocused()

    const signers = part(page, 'signers')
    const outsider = signers.getByRole('button', { name: '添加外部人员' })
    await enter(page, outsider)
    const sheet = page.getByRole('dialog', { name: '添加外部人员' })
    await expect(sheet.getByRole('heading')).toBeFocused()
    await tabTo(page, sheet.getByLabel('姓名'))
    await page.keyboard.type('周外')
    await tabTo(page, sheet.getByLabel('手机/邮箱'))
    await page.keyboard.type('zhou@example.com')
    await tabTo(page, sheet.getByRole('checkbox', { name: '企业章' }))
    await page.keyboard.press('Space')
    await expect(sheet.getByRole('checkbox', { name: '企业章' })).toBeChecked()
    await page.keyboard.press('Space')
    await enter(page, sheet.getByRole('button', { name: '完成' }))
    await expect(sheet).toHaveCount(0)
    await expect(outsider).toBeFocused()

    const colleague = signers.getByRole('button', { name: '添加同事' })
    await tabTo(page, colleague, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(signers.getByTestId('draft-signer')).toHaveCount(2)
    await expect(colleague).toBeFocused()
    const inOrder = page.getByRole('switch', { name: '按顺序签署' })
    await tabTo(page, inOrder)
    await page.keyboard.press('Space')
    await expect(inOrder).toBeChecked()

    const last = signers.getByTestId('draft-signer').last().getByRole('button')
    await tabTo(page, last, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('heading')).toBeFocused()
    await enter(page, page.getByRole('dialog').getByRole('button', { name: '移除' }))
    await expect(signers.getByTestId('draft-signer')).toHaveCount(1)
    await expect(colleague).toBeFocused()

    const deadline = button(page, /^签署截止时间/)
    await enter(page, deadline)
    const days = page.getByRole('dialog', { name: '签署截止时间' })
    await expect(days.getByRole('heading')).toBeFocused()
    await tabTo(page, days.getByRole('radio', { name: '不限' }))
    await page.keyboard.press('ArrowDown')
    await expect(days.getByRole('radio', { name: '3 天' })).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(days).toHaveCount(0)
    await expect(deadline).toBeFocused()
    await expect(deadline).toContainText('23:59')

    await enter(page, start)
    const review = page.getByRole('dialog', { name: '确认发起' })
    await expect(review.getByRole('heading', { name: '确认发起' })).toBeFocused()
    await enter(page, review.getByRole('button', { name: '确认发起' }))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByTestId('flow-title')).toBeFocused()
  })

  test('changes the language, and signs out', async ({ page }) => {
    await page.goto('/me')
    await tabTo(page, page.getByRole('radio', { name: '中文' }))
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('radio', { name: 'English' })).toBeFocused()
    const signOut = button(page, 'Sign out')
    await enter(page, signOut)
    const question = page.getByRole('dialog', { name: 'Sign out?' })
    // The dialog focuses its safe button.
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(signOut).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await enter(page, question.getByRole('button', { name: 'Sign out' }))
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeFocused()
    await enter(page, button(page, 'Sign in again'))
    await expect(page.getByRole('tab', { selected: true })).toBeVisible()
  })
})

test.describe('text of twice the size on a small phone', { tag: '@android' }, () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('the focus is never covered', async ({ page }) => {
    test.slow()
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = '200%'
      }),
    )
    for (const address of [linkTo('SIGNING'), '/start', '/?scope=all'])
      await test.step(address, async () => {
        await page.goto(address)
        await untilAlive(page)
        await expect(page.locator('.skeleton, [aria-busy="true"], .adm-skeleton')).toHaveCount(0)
        let focused = 0
        for (let stop = 0; stop < 30; stop += 1) {
          await page.keyboard.press('Tab')
          await expect.poll(() => whatHidesFocus(page)).toBeNull()
          focused += await page.locator(':focus').count()
        }
        expect(focused).toBeGreaterThan(10)
      })
  })
})

test('the focus is never covered on the way back up, while several contracts are chosen', async ({
  page,
}) => {
  await page.goto('/?scope=started')
  await untilAlive(page)
  const samples = page.getByTestId('sample-flows').getByRole('link')
  await expect(samples.first()).toBeAttached()
  await button(page, '多选').click()
  const boxes = page.getByTestId('flow-row').getByRole('checkbox')
  await expect(boxes.first()).toBeVisible()
  // The last row of the page first, and from there on upwards.
  await samples.last().focus()
  await tabTo(page, boxes.first(), 'Shift+Tab')
  // Its bar takes two lines where the text is large.
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '300%'
    dispatchEvent(new Event('resize'))
  })
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  const bar = page.locator('.choose-bar')
  await expect
    .poll(async () => {
      const end = await samples.last().evaluate((element) => element.getBoundingClientRect().bottom)
      return ((await bar.boundingBox())?.y ?? 0) - end
    })
    .toBeGreaterThan(0)
})

test.describe('an administrator', { tag: '@pc' }, () => {
  test.use({ person: 'wangwu' })

  test('reaches every part of the desk', async ({ page }) => {
    await page.goto('/admin')
    await expect(page.getByTestId('desk-pages')).toContainText('正常')
    await enter(page, page.getByTestId('figures').getByRole('link', { name: /^通常用时/ }))
    await expect(page).toHaveURL('/admin?view=times')
    await expect(page.getByRole('heading', { level: 1, name: '用时与趋势' })).toBeFocused()
    const numbers = page.getByTestId('flows-by-month').locator('summary')
    await enter(page, numbers)
    await expect(page.getByTestId('flows-by-month').getByRole('table')).toBeVisible()
    await page.goBack()
    await enter(page, page.getByRole('link', { name: '取消授权' }))
    await expect(page.getByRole('heading', { level: 1, name: '取消授权' })).toBeFocused()
    await tabTo(page, page.getByLabel('输入“取消授权”'))
    await page.keyboard.type('取消授权')
    await expect(button(page, '确认取消授权')).toBeEnabled()
  })
})
