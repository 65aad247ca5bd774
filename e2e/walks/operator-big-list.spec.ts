import type { Page, Route } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// Twenty thousand organisations on the operators' desk, or a hundred thousand.

test.use({
  person: 'wangwu',
  ownApp: 'operator',
  settings: {
    DINGTALK_APP_KIND: 'third-party',
    OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
  },
})

const total = process.env['LONG'] === '1' ? 100_000 : 20_000

/** Larger than the app's pages, so that a test can load all of them in time. */
const pageSize = 2_000

const rows = (page: Page) => page.getByTestId('corp')

function generatedCorp(number: number, now: number) {
  const inTrouble = number % 7 === 0
  return {
    corpId: `dinggenerated${number}`,
    name: `第 ${number} 号组织`,
    state: 'active',
    install: 'installed',
    authorisation: 'authorised',
    realName: inTrouble ? 'not-verified' : 'verified',
    contractsLeft: number % 500,
    daysLeft: number % 3 === 0 ? null : number % 90,
    boughtItem: '标准版',
    boughtUntil: now + number * 60_000,
    flowsThisMonth: number % 40,
    lastEvent: 'org_suite_auth',
    lastEventAt: now - number * 60_000,
    lastSeenAt: now,
    since: number,
    troubles: inTrouble ? ['not-verified'] : [],
    condition: inTrouble ? 'not-verified' : 'active',
  }
}

/** @returns the cursors that were requested */
async function answerCorps(page: Page): Promise<(string | null)[]> {
  const now = Date.now()
  const cursors: (string | null)[] = []
  await page.route(/\/api\/operator\/corps\?/, async (route: Route) => {
    const cursor = new URL(route.request().url()).searchParams.get('cursor')
    cursors.push(cursor)
    // A cursor is the number of the last organisation on the page before.
    const from = Number(cursor ?? total + 1) - 1
    const length = Math.min(pageSize, from)
    const corps = Array.from({ length }, (_, index) => generatedCorp(from - index, now))
    const last = from - length + 1
    await route.fulfill({ json: { corps, nextCursor: last > 1 ? String(last) : null } })
  })
  return cursors
}

async function openBig(page: Page): Promise<(string | null)[]> {
  const cursors = await answerCorps(page)
  await page.goto(`/operator?corpId=${sandboxCorpId}`)
  await expect(rows(page).first()).toContainText(`第 ${total} 号组织`)
  return cursors
}

/** Scrolls to the end of the loaded rows, again and again, until this many are loaded. */
async function loadCorps(page: Page, count: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    // The first row of the table is its head.
    const reached = () => {
      const last = document.querySelector('.virtual-rows > :last-child')
      return Number(last?.getAttribute('aria-posinset') ?? Number(last?.ariaRowIndex) - 1)
    }
    while (reached() < wanted) {
      window.scrollTo(0, document.body.scrollHeight)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, count)
}

test(
  'all rows are reached, and only those near the screen are in the DOM',
  { tag: '@pc' },
  async ({ page }) => {
    test.setTimeout(600_000)
    await openBig(page)
    await loadCorps(page, total)
    const last = rows(page).last()
    await expect(last).toContainText('第 1 号组织')
    await expect(last).toHaveAttribute('aria-rowindex', String(total + 1))
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(total + 1))
    await expect(page.getByText(`共 ${total} 个组织`)).toBeVisible()
    expect(await rows(page).count()).toBeLessThan(40)
    expect(await page.locator('*').count()).toBeLessThan(1_200)
  },
)

test(
  'going back restores the place in the list, and reads again only the pages in view',
  { tag: '@pc' },
  async ({ page, guard }) => {
    guard.allow(/Failed to load resource/)
    // Where the list is the page itself.
    await page.setViewportSize({ width: 412, height: 815 })
    const cursors = await openBig(page)
    await loadCorps(page, 8 * pageSize)
    await page.evaluate(() => window.scrollBy(0, -document.body.scrollHeight / 2))
    // Rows are rendered after the page has been scrolled.
    const inTheMiddle = () =>
      page.evaluate(() => {
        const row = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2)
        return row?.closest('a')?.querySelector('.operator-name')?.textContent ?? null
      })
    let name: string | null = null
    await expect.poll(async () => (name = await inTheMiddle())).toMatch(/^第 \d+ 号组织$/)
    const link = page.getByRole('link', { name: String(name) })
    await link.click()
    await expect(page).toHaveURL(/\/operator\/dinggenerated/)
    const number = Number(/\d+/.exec(String(name))?.[0])
    const inView = String(total + 1 - Math.floor((total - number) / pageSize) * pageSize)
    cursors.length = 0
    await page.goBack()
    await expect(link).toBeInViewport()
    await expect.poll(() => cursors).toContain(inView)
    cursors.length = 0
    // While the list is still being read because of the return, this has no effect.
    await expect(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('resume')))
      await expect.poll(() => cursors, { timeout: 3_000 }).toContain(inView)
    }).toPass()
    await expect(link).toBeInViewport()
    expect(cursors.length).toBeLessThan(5)
  },
)
