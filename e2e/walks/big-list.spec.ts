import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { answerLists } from '#e2e/answers/flow-list-answers.ts'
import { maxWhileScrolled, placeOf } from '#e2e/support/scrolling.ts'

// A list of two thousand contracts on a phone, or of ten thousand. Its app is shared with no other test.
test.use({ ownApp: 'big list' })

const total = process.env['LONG'] === '1' ? 10_000 : 2_000
const rows = (page: Page) => page.getByTestId('flow-row')

async function openBig(page: Page): Promise<(count: number) => void> {
  test.info().annotations.push({ type: 'size', description: `${total} contracts` })
  const change = await answerLists(page, total)
  await page.goto('/?scope=all')
  await expect(rows(page).first()).toContainText(`第 ${total} 号`)
  return change
}

/** Scrolls down, frame by frame, until this flow is in the DOM. */
async function scrollToFlow(page: Page, number: number): Promise<void> {
  await page.evaluate(async (taskId) => {
    while (document.querySelector(`[data-row-id="${taskId}"]`) === null) {
      window.scrollBy(0, 600)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, `PRO-GENERATED-${number}`)
}

/** Scrolls to the end of the loaded rows, again and again, until this many flows are loaded. */
async function loadFlows(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const reached = () =>
      Number(document.querySelector('.virtual-rows > li:last-child')?.getAttribute('aria-posinset'))
    while (reached() < wanted) {
      window.scrollTo(0, document.body.scrollHeight)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, count)
}

test('all rows are reached, and only those near the screen are in the DOM', async ({ page }) => {
  test.setTimeout(600_000)
  await openBig(page)
  await expect(rows(page).first()).toHaveAttribute('aria-setsize', '-1')
  await loadFlows(page, total)
  await expect(page.getByText(`共 ${total} 份`)).toBeVisible()
  const last = rows(page).last()
  await expect(last).toContainText('第 1 号')
  await expect(last).toHaveAttribute('aria-posinset', String(total))
  await expect(last).toHaveAttribute('aria-setsize', String(total))
  expect(await rows(page).count()).toBeLessThan(40)
  expect(await page.locator('*').count()).toBeLessThan(800)

  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(rows(page).first()).toContainText(`第 ${total} 号`)
  await test.step('while it is scrolled fast', async () => {
    const most = await maxWhileScrolled(page, 'flow-row')
    expect(most).toBeGreaterThan(5)
    expect(most).toBeLessThan(40)
  })
})

test('going back from a contract restores the place in the list', async ({ page, guard }) => {
  guard.allow(/Failed to load resource.*PRO-GENERATED/)
  await openBig(page)
  await scrollToFlow(page, total - 420)
  const row = rows(page).filter({ hasText: `第 ${total - 410} 号` })
  // A click scrolls a row that is behind the bar, which would move it after it was measured.
  await row.getByRole('link').click({ trial: true })
  const before = await placeOf(row)
  await page.route(/\/api\/flows\/PRO-GENERATED/, (route) => route.abort())
  await row.getByRole('link').click()
  await expect(page).toHaveURL(`/flows/PRO-GENERATED-${total - 410}`)
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
  await page.goBack()
  await expect(row).toBeInViewport()
  const after = await placeOf(row)
  expect(Math.abs(after - before)).toBeLessThan(2)
})

test('a refresh reads again only the pages of the list that are in view', async ({ page }) => {
  await openBig(page)
  await scrollToFlow(page, total - 1020)
  await expect(rows(page).filter({ hasText: `第 ${total - 1020} 号` })).toBeVisible()
  const cursors: (string | null)[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === '/api/flows' && searchParams.get('scope') === 'all')
      cursors.push(searchParams.get('cursor'))
  })
  await page.evaluate(() => document.dispatchEvent(new Event('resume')))
  await expect.poll(() => cursors).toContain(String(total - 999))
  expect(cursors[0]).toBeNull()
  expect(cursors.length).toBeLessThan(5)
})

test('rows stay in place when others come in above them', { tag: '@pc' }, async ({ page }) => {
  const change = await openBig(page)
  await scrollToFlow(page, total - 120)
  const row = rows(page).filter({ hasText: `第 ${total - 110} 号` })
  await row.scrollIntoViewIfNeeded()
  const before = await placeOf(row)
  change(total + 3)
  await page.getByRole('button', { name: '刷新' }).dispatchEvent('click')
  await expect(row).toHaveAttribute('aria-posinset', '114')
  const after = await placeOf(row)
  expect(Math.abs(after - before)).toBeLessThan(2)
  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(rows(page).first()).toContainText(`第 ${total + 3} 号`)
  change(total + 4)
  await page.getByRole('button', { name: '刷新' }).click()
  await expect(rows(page).first()).toContainText(`第 ${total + 4} 号`)
  await expect(rows(page).first()).toBeInViewport()
})
