import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { watchApiCalls } from '#e2e/answers/api-calls.ts'
import { ReverseProxy } from '#e2e/servers/reverse-proxy.ts'
import { stopDate } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'
import { expect, test } from '#e2e/support/visitors.ts'

// An open page updates itself after a notice from e签宝. `advance` resolves after the app has
// received the notice. With a live connection, the page polls only every two minutes.

const taskId = 'PRO-SANDBOX-SIGNING'

/** A change within a second of another one is announced at the end of that second. */
const quietMs = 1100

// One test signs on the sandbox's page, which the fixture does not undo.
test.afterEach(({ sandbox }) => sandbox.reset())

/** Opens the flow, and waits until the page receives events. */
async function openAndListen(page: Page, origin = ''): Promise<void> {
  const listening = page.waitForResponse(/\/api\/flows\/[^/]+\/events$/)
  await page.goto(`${origin}${linkTo('SIGNING')}`)
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await listening
}

/**
 * From now on, what is highlighted also has `data-was-fresh`, with the name of its animation: the
 * highlight itself is gone after four seconds.
 */
async function noteHighlights(page: Page): Promise<void> {
  await page.evaluate(() => {
    const note = () => {
      for (const element of document.querySelectorAll<HTMLElement>('.is-fresh'))
        element.dataset['wasFresh'] ??= getComputedStyle(element).animationName
    }
    const options = { subtree: true, childList: true, attributeFilter: ['class'] }
    new MutationObserver(note).observe(document.body, options)
  })
}

test.describe('a signature', () => {
  test('appears without touching the page, and is highlighted', async ({ page, sandbox }) => {
    await openAndListen(page)
    const news = page.getByTestId('flow-news')
    await expect(news).toBeEmpty()
    await noteHighlights(page)
    await sandbox.advance(taskId)
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await expect(news).toHaveText(/^有新进展：等待 孙八 签署/)
    await expect(page.locator('.status-banner')).toHaveAttribute('data-was-fresh')
    const signers = page.getByTestId('signer')
    await expect(signers.nth(1)).toHaveAttribute('data-was-fresh')
    await expect(signers.nth(0)).not.toHaveAttribute('data-was-fresh')
    const latest = page.getByTestId('timeline-item')
    await expect(latest.first()).toHaveAttribute('data-was-fresh')
    await expect(latest.last()).not.toHaveAttribute('data-was-fresh')
    // The highlight fades.
    await expect(page.locator('.is-fresh')).toHaveCount(0)
  })
})

test("by one person appears on another person's page", async ({ page, another }) => {
  await openAndListen(page)
  const signer = await another('pc', 'lisi')
  await openAndListen(signer.page)
  const action = signer.page.getByTestId('action-bar')
  await action.getByRole('button', { name: '去签署' }).click()
  const panel = () => signer.client.callsOf('biz.util.openSlidePanel')[0]?.['url']
  await expect.poll(panel).toBeDefined()
  const launched = await signer.page.context().newPage()
  await launched.goto(String(panel()))
  await launched.getByRole('button', { name: '同意并签署' }).click()
  await expect(launched.getByText('签署完成。')).toBeVisible()
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  await expect(signer.page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
})

test('what happens without a network appears when the network is back', async ({
  page,
  context,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource: net::ERR_/)
  await openAndListen(page)
  await context.setOffline(true)
  await sandbox.advance(taskId)
  await context.setOffline(false)
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
})

test('a session that ends is renewed, and the page keeps receiving events', async ({
  app,
  page,
  context,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*(401|ERR_)/)
  const proxy = await ReverseProxy.start(app.url)
  // This call must be made with the cookie: without it, the call would renew the session first.
  const asked = page.waitForResponse(/\/api\/access-requests/)
  await openAndListen(page, proxy.url)
  await asked
  const calls = watchApiCalls(context)
  const answered = (status: number) =>
    page.waitForResponse(
      (response) => response.url().endsWith('/events') && response.status() === status,
    )
  const refused = answered(401)
  const accepted = answered(200)
  await context.clearCookies()
  // Reconnecting without a session is answered with 401.
  proxy.breakConnections()
  await refused
  await accepted
  expect(calls.filter((call) => call === 'POST /api/session')).toHaveLength(1)
  await sandbox.advance(taskId)
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  await page.close()
  await proxy.stop()
})

test.describe('a change', () => {
  for (const isReturn of [false, true]) {
    const visit = isReturn ? 'later visit' : 'first visit'
    test(`is read once on a ${visit}, not again for an event from before it`, async ({
      page,
      context,
      sandbox,
    }) => {
      if (isReturn) {
        await openAndListen(page)
        await page.goto('about:blank')
      }
      // The test before may have changed the flow within the last second.
      await delay(quietMs)
      // A page that connects receives the events of the last minute, this one included.
      await sandbox.advance(taskId)
      // On a busy machine the event may be published only after the page has connected.
      await delay(3 * quietMs)
      const calls = watchApiCalls(context)
      // On a busy machine the first reading would be old before the app shows it.
      await stopDate(page)
      const listening = page.waitForResponse(/\/api\/flows\/[^/]+\/events$/)
      await page.goto(linkTo('SIGNING'))
      await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
      await listening
      await sandbox.advance(taskId)
      await expect(page.getByTestId('flow-status')).toHaveText('已完成')
      const reads = calls.filter((call) => call === `GET /api/flows/${taskId}`)
      expect(reads).toHaveLength(isReturn ? 2 : 1)
    })
  }
})

test.describe('a person who decides about no access requests', () => {
  test.use({ person: 'lisi' })

  test('receives no events of a flow that has ended', async ({ page, context, sandbox }) => {
    await openAndListen(page)
    const closed = page.waitForEvent('requestfinished', (request) =>
      request.url().endsWith('/events'),
    )
    const failed = page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/events'),
    )
    await sandbox.advance(taskId)
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await sandbox.advance(taskId)
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    await Promise.any([closed, failed])
    const calls = watchApiCalls(context)
    await page.goto(linkTo('COMPLETED'))
    await expect(page.getByTestId('flow-timeline')).toBeVisible()
    await untilAlive(page)
    // The icon comes two seconds after all else; a page that listens has connected by then.
    await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', /^data:image\/svg/)
    expect(calls.filter((call) => call.endsWith('/events'))).toEqual([])
  })
})

test.describe('a person who prefers reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('sees a change highlighted without animation', async ({ page, sandbox }) => {
    await openAndListen(page)
    await noteHighlights(page)
    await sandbox.advance(taskId)
    const banner = page.locator('.status-banner')
    await expect(banner).toHaveAttribute('data-was-fresh', 'none')
    await expect(banner).not.toHaveClass(/is-fresh/)
  })
})
