import { phoneClients } from '#e2e/client/platforms.ts'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// The print record: everything that is known of a flow, on paper.

/** Opens a flow and, from its log, its print record. */
async function openTrail(page: Page, name: string): Promise<void> {
  await page.goto(linkTo(name))
  await page.getByRole('button', { name: '审计记录' }).click()
  await expect(page.getByTestId('audit-trail')).toBeVisible()
}

/** Presses the button, and returns what it copied. */
async function copied(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByText('已复制', { exact: true }).last()).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Number of sheets of a PDF, and the size of each in points. */
function sheetsOf(pdf: Buffer): { count: number; sizes: string[] } {
  const text = pdf.toString('latin1')
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  const sizes = boxes.map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  )
  return { count: boxes.length, sizes: [...new Set(sizes)] }
}

test('on a phone all values stand in one column', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await openTrail(page, 'SIGNING')
  const facts = page.locator('.print-record-facts td')
  await expect(facts.last()).toContainText('杭州星河科技有限公司')
  const lefts = await facts.evaluateAll((cells) =>
    cells.map((cell) => cell.getBoundingClientRect().left),
  )
  expect(new Set(lefts).size).toBe(1)
})

test.describe('on a computer', { tag: '@pc' }, () => {
  test.use({ colorScheme: 'dark' })

  test("prints on A4, dark text on white, without the app's controls", async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { print: () => document.body.setAttribute('data-printed', 'yes') })
    })
    await openTrail(page, 'SIGNING')
    await page.getByRole('button', { name: '打印', exact: true }).click()
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes')
    await expect(page.getByRole('button', { name: '打印', exact: true })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('button', { name: '打印', exact: true })).toBeHidden()
    await expect(page.getByRole('contentinfo')).toBeHidden()
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    // In the dark colour scheme the browser would print dark margins.
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'light only')
    await expect(page.getByTestId('audit-trail')).toHaveCSS('color', 'rgb(29, 33, 41)')
    await expect(page.locator('.print-record thead').first()).toHaveCSS(
      'display',
      'table-header-group',
    )
    await expect(page.locator('.print-record tbody tr').first()).toHaveCSS('break-inside', 'avoid')
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const { count, sizes } = sheetsOf(pdf)
    expect(sizes).toEqual(['595x842'])
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(4)
    expect(pdf.toString('latin1')).toContain('/ToUnicode')
  })

  test('a record opened by its address has the whole log, on as many sheets as it needs', async ({
    page,
  }) => {
    test.slow()
    await page.goto(`${linkTo('LONG')}&view=audit`)
    await expect(page.getByTestId('audit-trail')).toBeVisible()
    await expect(page.getByTestId('audit-trail').getByText('创建了签署流程')).toBeAttached()
    expect(await page.locator('.print-record tbody tr').count()).toBeGreaterThan(5000)
    const { count, sizes } = sheetsOf(await page.pdf({ preferCSSPageSize: true }))
    expect(sizes).toEqual(['595x842'])
    expect(count).toBeGreaterThan(80)
  })
})

for (const tag of phoneClients)
  test.describe(`in a phone client ${tag}`, () => {
    test('says that it cannot print, offers the text instead, and leads back to the flow', async ({
      page,
      context,
      client,
      platform,
    }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await openTrail(page, 'SIGNING')
      await expect(page.getByText(/^手机钉钉不能直接打印。/)).toBeVisible()
      await expect(page.getByRole('button', { name: '打印', exact: true })).toHaveCount(0)
      const text = await copied(page, '复制全文')
      expect(text).toContain('PRO-SANDBOX-SIGNING')
      expect(text).toMatch(/创建流程\t张三\t创建了签署流程/)
      expect(await (platform === 'ios' ? client.goBack(page) : client.pressBack(page))).toBe(true)
      await expect(page.getByTestId('flow-status')).toBeVisible()
      await expect(page.getByTestId('audit-trail')).toHaveCount(0)
    })
  })
