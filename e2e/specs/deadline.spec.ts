import type { Page } from '@playwright/test'
import { setRecord } from '../support/flow-answers.ts'
import { expect, test } from '../support/fixtures.ts'
import { linkTo } from '../support/seeds.ts'

// How long is left to sign, where the app knows it because the flow was started here.

const minute = 60_000
const hour = 60 * minute

/** Opens a flow with a deadline so many milliseconds from now. */
async function openWith(page: Page, left: number, name = 'SIGNING'): Promise<void> {
  await page.clock.install()
  await setRecord(page, { deadline: Date.now() + left })
  await page.goto(linkTo(name))
  await expect(page.getByTestId('flow-status')).toBeVisible()
}

test('counts days and hours down, and says until when in which zone', async ({ page }) => {
  await openWith(page, 51 * hour + 5 * minute)
  await expect(page.getByRole('timer')).toHaveText(
    /^剩 2 天 3 小时，截止 (\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d \(GMT\+8\)$/,
  )
  await page.clock.fastForward(2 * hour)
  await expect(page.getByRole('timer')).toHaveText(/^剩 2 天 1 小时，/)
})

test('counts seconds in the last hour, and then how long ago it was', async ({ page }) => {
  await openWith(page, hour + 30_000)
  await expect(page.getByRole('timer')).toHaveText(/^剩 1 小时，/)
  await page.clock.fastForward(20 * minute)
  const timer = page.getByRole('timer')
  await expect(timer).toHaveText(/^剩 40 分钟( \d+ 秒)?，/)
  await page.clock.pauseAt(Date.now() + 20 * minute + 5000)
  const before = await timer.textContent()
  await page.clock.runFor(1000)
  await expect(timer).not.toHaveText(before ?? '')
  await page.clock.fastForward(hour)
  await expect(timer).toHaveText(
    /^已过截止时间 \d+ 分钟，截止 (\d+年)?(今天|昨天|\d+月\d+日) \d\d:\d\d \(GMT\+8\)，e签宝尚未标为过期$/,
  )
})

test('is over where the flow has ended', async ({ page }) => {
  await openWith(page, -hour, 'EXPIRED')
  await expect(
    page.getByText(/^截止时间 (今天|昨天|\d+月\d+日) \d\d:\d\d \(GMT\+8\)$/),
  ).toBeVisible()
  await expect(page.getByRole('timer')).toHaveCount(0)
})

test('does not matter to who has completed it', async ({ page }) => {
  await openWith(page, hour, 'COMPLETED')
  await expect(page.getByText(/截止/)).toHaveCount(0)
})
