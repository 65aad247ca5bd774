import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { linkTo } from '../support/seeds.ts'

// How long each stage took, and where it waits now.

/** On phones they are folded. */
async function openStages(page: Page, name: string): Promise<Locator> {
  await page.goto(linkTo(name))
  const stages = page.getByTestId('flow-stages')
  await stages.locator('summary').click()
  return stages
}

test('tells each stage with its time, and since when it waits', async ({ page }) => {
  const stages = await openStages(page, 'SIGNING')
  await expect(stages.getByRole('listitem')).toHaveText([
    '准备 · 张三5 分钟',
    '签署 · 张三3 小时 54 分钟',
    /^等待签署 · 李四2 天 3 小时，自 \d+月\d+日 \d\d:\d\d$/,
  ])
  await expect(stages.getByText('至今 2 天 7 小时')).toBeVisible()
})

test('counts the seal approval apart', async ({ page }) => {
  const stages = await openStages(page, 'SEAL-APPROVAL')
  await expect(stages.getByRole('listitem')).toHaveText([
    '准备 · 张三5 分钟',
    '申请用印 · 张三1 小时 55 分钟',
    /^等待用印审批 · 李四5 小时，自 /,
  ])
})

test('ends with the flow', async ({ page }) => {
  const stages = await openStages(page, 'COMPLETED')
  await expect(stages.getByRole('listitem').last()).toHaveText('签署 · 王五23 小时 55 分钟')
  await expect(stages.getByText(/^共 2 天/)).toBeVisible()
})

test('does not invent when a flow ended', async ({ page }) => {
  const stages = await openStages(page, 'TERMINATED')
  await expect(stages.getByRole('listitem').last()).toHaveText('之后（结束时间未知）用时未知')
})

test('draws each stage where it lies in the time of all', async ({ page }) => {
  const bars = (await openStages(page, 'COMPLETED')).locator('.stage-track > i')
  await expect(bars).toHaveCount(3)
  const spans = await bars.evaluateAll((elements) =>
    elements.map((element) => {
      const bar = element.getBoundingClientRect()
      const track = element.parentElement?.getBoundingClientRect() ?? bar
      return [(bar.left - track.left) / track.width, (bar.right - track.left) / track.width]
    }),
  )
  const [, first, second] = spans
  expect(first?.[0]).toBeCloseTo(0, 1)
  expect(first?.[1]).toBeCloseTo(0.5, 1)
  expect(second?.[0]).toBeCloseTo(0.5, 1)
  expect(second?.[1]).toBeCloseTo(1, 1)
})
