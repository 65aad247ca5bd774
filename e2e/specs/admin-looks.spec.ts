import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { closeSheet, openSheet, testLooks } from '#e2e/support/looks.ts'
import { layoutShift, watchLayoutShift } from '#e2e/support/layout-shift.ts'

// Accessibility and large text on the administrators' and operators' desks and on the own page, and
// whether the desk stands still.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` } })

/** What each page behind a row of the desk shows. */
const views = {
  times: 'finished-stages',
  packages: 'margin',
  state: 'corp-state',
  access: 'audit',
  messages: 'messages',
  import: 'import',
  developer: 'developer',
  settings: 'time-zone',
  withdraw: 'withdraw',
}

testLooks([
  {
    of: 'the desk',
    see: async (page, lookAt) => {
      await page.goto('/admin')
      for (const part of ['statistics', 'longest', 'waited-for', 'desk-pages'])
        await expect(page.getByTestId(part)).toBeVisible()
      await lookAt('the desk')
    },
  },
  {
    of: 'the pages behind the desk',
    see: async (page, lookAt) => {
      for (const [view, part] of Object.entries(views)) {
        await page.goto(`/admin?view=${view}`)
        await expect(page.getByTestId(part)).toBeVisible()
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        for (const numbers of await page.locator('.numbers > summary').all()) await numbers.click()
        await lookAt(view)
      }
      await page.goto('/admin?view=orders')
      await openSheet(page, /^(新订单|New order)$/)
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('button', { name: /^(下单|Place the order)$/ }).click()
      await expect(sheet.locator('[aria-invalid="true"]').first()).toBeVisible()
      await lookAt('an order')
      await closeSheet(page)
    },
  },
  {
    of: 'the own page',
    see: async (page, lookAt) => {
      await page.goto('/me')
      await expect(page.getByTestId('my-real-name')).toHaveAttribute('data-status', 'verified')
      await lookAt('the page')
      await openSheet(page, /^(退出登录|Sign out)$/)
      await lookAt('signing out')
    },
  },
  {
    of: 'the desk of an organisation that misses everything',
    see: async (page, lookAt, sandbox) => {
      await sandbox.setCorp(sandboxCorpId, { realNameVerified: false, esignAuthorised: false })
      await page.goto('/admin')
      await expect(page.getByTestId('needs')).toBeVisible()
      await lookAt('the desk')
      await sandbox.reset()
    },
  },
])

for (const width of [375, 768, 1440])
  test(`the desk stands still at ${width} pixels, however late its parts come`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    await watchLayoutShift(page)
    const late = ['/api/corp/statistics', '/api/corp', '/api/corp/outbox']
    const held: (() => void)[] = []
    let answered = 0
    await page.route(
      ({ pathname }) => late.includes(pathname),
      async (route) => {
        await new Promise<void>((done) => held.push(done))
        await route.continue()
      },
    )
    await page.goto('/admin')
    await expect(page.getByTestId('figures')).toBeVisible()
    while (answered < late.length) {
      await expect.poll(() => held.length).toBeGreaterThan(answered)
      held[answered]?.()
      answered += 1
    }
    await expect(page.getByTestId('desk-pages')).toContainText('通知与待办')
    await expect(page.getByRole('link', { name: '通知与待办' })).toContainText(/正常|未送达/)
    if (width >= 768) await expect(page.locator('.chart-box > canvas')).toHaveCount(2)
    expect(await layoutShift(page)).toBeLessThan(0.005)
  })
