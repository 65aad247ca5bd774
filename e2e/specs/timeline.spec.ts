import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// A file that the worker asks for cannot be refused.
test.use({ serviceWorkers: 'block' })

test('when the code of a long log does not load, the rest of the page stays', async ({
  page,
  guard,
}) => {
  guard.allow(/Failed to load resource/)
  await page.route(/long-timeline-[^/]*\.js/, (route) => route.abort())
  await page.goto(linkTo('LONG'))
  await expect(page.getByTestId('flow-next-step')).toBeVisible()
  const notice = page.getByRole('alert').filter({ hasText: '页面没有加载完整' })
  await expect(notice).toBeVisible()
  await page.unroute(/long-timeline-[^/]*\.js/)
  await notice.getByRole('button', { name: '重新加载' }).click()
  await expect(page.getByTestId('timeline-item').first()).toBeVisible()
  await expect(notice).toHaveCount(0)
})
