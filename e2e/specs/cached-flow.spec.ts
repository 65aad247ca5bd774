import type { BrowserContext, Page } from '@playwright/test'
import { authCodeCall, type DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { cachedFlows, cachedText } from '#e2e/client/device.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { stopDate, stopPolling } from '#e2e/support/no-polling.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// The device shows a flow as it was last seen until it has been read again, but to nobody else.

const taskId = 'PRO-SANDBOX-SIGNING'

/** The proxy's answers about flows and sessions. */
const answers = /\/api\/(flows|session)/

async function visit(page: Page, name = 'SIGNING'): Promise<void> {
  await page.goto(linkTo(name))
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await expect.poll(() => cachedFlows(page)).toContain(`PRO-SANDBOX-${name}`)
}

/** From now on another person is signed in to the client, without the session of the one before. */
async function handOver(
  context: BrowserContext,
  client: DingTalkClient,
  authCode: () => Promise<string | undefined>,
): Promise<void> {
  client.answer(authCodeCall, async () => ({ ok: { code: await authCode() } }))
  await context.clearCookies()
}

for (const tag of ['@android', '@pc'])
  test(`on the next visit a flow is shown at once, with its age, and what has happened since ${tag}`, async ({
    page,
    sandbox,
  }) => {
    const comeBack = async () => {
      await page.goto('about:blank')
      await page.clock.fastForward('03:00:00')
      const release = await holdBack(page, answers)
      await page.goto(linkTo('SIGNING'))
      return release
    }
    const freshness = page.getByTestId('freshness')
    await page.clock.install()
    await visit(page)
    await test.step('nothing moves when it has been read', async () => {
      const release = await comeBack()
      await expect(freshness).toContainText('3 小时前的内容，正在更新…')
      await expect(page.getByTestId('timeline-item')).toHaveCount(11)
      // The code of this button is a file of its own and is loaded last.
      await expect(page.getByRole('button', { name: '孙八 的签署链接' })).toBeVisible()
      const places = () =>
        page.evaluate(() => {
          const cards = [...document.querySelectorAll('.adm-card, .adm-list')]
          const age = document.querySelector('[data-testid=freshness]')?.textContent ?? ''
          // The device keeps neither the files nor the notification setting; both are read later.
          const isKept = (card: Element) => !/^(合同文件|.*通知与提醒)/.test(card.textContent ?? '')
          return cards.map((card) => [
            isKept(card) ? card.textContent?.replace(age, '') : null,
            card.getBoundingClientRect().top,
          ])
        })
      const before = await places()
      release()
      await expect(freshness).toHaveText('')
      await expect.poll(places).toEqual(before)
      await expect(page.getByTestId('flow-news')).toBeEmpty()
    })
    await test.step('what has happened since is pointed out', async () => {
      await page.goto('about:blank')
      await sandbox.advance(taskId)
      const release = await comeBack()
      await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)
      release()
      await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
      await expect(page.getByTestId('flow-news')).toHaveText(/^有新进展：等待 孙八 签署/)
    })
  })

test('status and title are shown before the app has loaded', async ({ page }) => {
  await visit(page)
  const release = await holdBack(page, /\/assets\/|\/api\//)
  await page.goto(linkTo('SIGNING'), { waitUntil: 'commit' })
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  release()
  await expect(page.getByTestId('flow-next-step')).toBeVisible()
})

test('the next person on the same device sees nothing of the one before', async ({
  page,
  context,
  client,
  sandbox,
}) => {
  await visit(page)
  await visit(page, 'COMPLETED')
  // An open page would keep sending calls without a session, which would be refused.
  await page.goto('about:blank')
  await handOver(context, client, () => sandbox.authCode('lisi'))
  const release = await holdBack(page, answers)
  await page.goto(linkTo('SIGNING'))
  // Until it is known who is looking, no flow is shown.
  await expect(page.getByRole('status', { name: '正在加载…' })).toBeVisible()
  await expect(page.getByTestId('flow-title')).toHaveCount(0)
  release()
  await expect(page.getByTestId('flow-title')).toBeVisible()
  await expect.poll(() => cachedFlows(page)).toEqual([taskId])

  // The session is Li Si's now, who has not opened this flow here, so it is read before it is shown.
  const letGoOther = await holdBack(page, answers)
  await page.goto(linkTo('COMPLETED'))
  await expect(page.getByRole('status', { name: '正在加载…' })).toBeVisible()
  await expect(page.getByTestId('flow-title')).toHaveCount(0)
  letGoOther()
  await expect(page.getByTestId('flow-title')).toBeVisible()
})

test('what the boot script reads is shown although the cached view is young', async ({
  page,
  context,
  sandbox,
}) => {
  await stopPolling(context)
  await stopDate(page)
  await visit(page)
  await sandbox.advance(taskId)
  const release = await holdBack(page, answers)
  await page.reload()
  await untilAlive(page)
  release()
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 孙八 签署')
})

test('an open page removes the flow when another person turns out to be signed in', async ({
  page,
  context,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*(401|403).*\/api\//)
  await stopPolling(context)
  await visit(page)
  await handOver(context, client, () => sandbox.authCode('qianqi'))
  // Pending calls of the page may be refused first, which removes the button.
  await readAgain(page, 5_000).catch(() => {})
  await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'flow-forbidden')
  await expect(page.getByTestId('flow-title')).toHaveCount(0)
  await expect.poll(() => cachedFlows(page)).toEqual([])
  await page.goto('/me')
  await expect(page.getByRole('heading', { name: '钱七' })).toBeVisible()
  await expect(page.getByText('张三')).toHaveCount(0)
})

test('a flow that no longer exists is removed from the device', async ({
  page,
  context,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*404.*\/api\/flows\//)
  await stopPolling(context)
  await visit(page)
  const body = { code: 'flowNotExists', message: '流程信息不存在', requestid: 'R' }
  await sandbox.fault({ match: flowReads, status: 400, body })
  await readAgain(page)
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'flow-not-found')
  await expect.poll(() => cachedFlows(page)).toEqual([])
})

test('no address of a document or seal is kept on the device, and nothing after signing out', async ({
  page,
}) => {
  await visit(page, 'SEAL-APPROVAL')
  await page.getByRole('button', { name: '查看文件' }).click()
  await expect(page.getByTestId('viewer')).toContainText('第 1 页，共 3 页')
  const text = await cachedText(page)
  expect(text).toContain('PRO-SANDBOX-SEAL-APPROVAL')
  expect(text).not.toMatch(/https?:/)

  await page.goto('/me')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click()
  await expect.poll(() => cachedFlows(page)).toEqual([])
  expect(await page.evaluate(() => localStorage.getItem('kept-banners'))).toBeNull()
})
