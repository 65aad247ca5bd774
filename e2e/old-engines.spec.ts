import { expect, test } from './fixtures.ts'
import { searchField } from './home-page.ts'
import { becomeSafari13 } from './old-engine.ts'
import { linkTo } from './seeds.ts'
import { speak } from './speak.ts'

// DingTalk on iPhones with iOS 13: the newer built-ins are missing there. Playwright's clock needs
// some of them, so time is left alone here.

test.describe('an old engine', { tag: '@ios' }, () => {
  test.beforeEach(({ page }) => page.addInitScript(becomeSafari13))

  test('gets what the app may use', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    // The status is painted before the app has come, which brings them along.
    await expect(page.getByTestId('flow-timeline')).toBeVisible()
    const types = await page.evaluate(() => [
      typeof globalThis,
      typeof queueMicrotask,
      typeof Array.prototype.at,
      typeof Object.fromEntries,
      typeof Object.hasOwn,
      typeof Promise.allSettled,
      typeof String.prototype.at,
      typeof String.prototype.matchAll,
      typeof String.prototype.replaceAll,
    ])
    expect(types).toEqual(['object', ...Array.from({ length: 8 }, () => 'function')])
  })

  test('opens a flow, follows it and goes home', async ({ page, sandbox }) => {
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('timeline-item')).toHaveCount(11)
    await expect(page.getByTestId('flow-signers')).toBeVisible()
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await page.getByRole('button', { name: '刷新' }).click()
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await page.getByRole('button', { name: '复制' }).click()
    await expect(page.getByText('已复制', { exact: true }).last()).toBeVisible()
    await speak(page, 'English')
    await expect(page.getByTestId('flow-status')).toHaveText('Signing')
    await page.getByRole('button', { name: 'Back to home' }).click()
    const row = page.getByTestId('flow-row').filter({ hasText: '办公设备采购合同' })
    await expect(row).toContainText('Waiting for 孙八')
  })

  test('lists flows, searches them and opens one', async ({ page }) => {
    await page.goto('/?scope=started')
    await expect(page.getByText('共 12 份')).toBeVisible()
    const places = await page.getByTestId('flow-row').evaluateAll((rows) =>
      rows.map((row) => {
        const { top, height } = row.getBoundingClientRect()
        return { top, height }
      }),
    )
    expect(new Set(places.map(({ height }) => height)).size).toBeGreaterThan(1)
    for (const [index, { top }] of places.slice(1).entries()) {
      const above = places[index]
      // Rows have places of whole pixels.
      expect(Math.abs(top - (above?.top ?? 0) - (above?.height ?? 0))).toBeLessThan(1)
    }
    await searchField(page).fill('仓储')
    await expect(page.getByTestId('flow-row')).toHaveText([/^仓储租赁合同已撤销/])
    await page.getByTestId('flow-row').getByRole('link').click()
    await expect(page.getByTestId('flow-title')).toHaveText('仓储租赁合同')
  })

  test('finds a flow and shows its long log', async ({ page }) => {
    await page.goto('/')
    await searchField(page).fill('PRO-SANDBOX-LONG')
    await page.getByRole('link', { name: '打开 PRO-SANDBOX-LONG' }).click()
    await expect(page.getByTestId('timeline-item').first()).toBeVisible()
  })

  test('shows failures', async ({ page }) => {
    await page.goto('/flows/PRO-SANDBOX-NOTHING')
    await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'flow-forbidden')
    await page.getByRole('button', { name: '返回首页' }).click()
    await expect(searchField(page)).toBeVisible()
  })
})

test('a current engine does not load what it has already', async ({ page }) => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toBeVisible()
  expect(addresses.filter((address) => address.includes('polyfills'))).toEqual([])
})
