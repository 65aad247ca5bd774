import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { operatorCorpsSchema } from '#shared/schemas/corp/operator.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopEvents } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// A person stays on a page, which is read again, and then does what they came for; and does it once
// more after the next reading.

// Others start contracts, which its lists would count.
test.use({ ownApp: 'time passes' })

const taskId = 'PRO-SANDBOX-SIGNING'

/** Waits until the page receives events. */
async function openAndListen(page: Page, address: string, events: RegExp): Promise<void> {
  const listening = page.waitForResponse(events)
  await page.goto(address)
  await listening
}

/** Filters the list by a status of which there are `count`, and takes the filter away again. */
async function filterBy(page: Page, status: string, count: number): Promise<void> {
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  await expect(sheet.getByRole('radio', { name: '张三' })).toBeAttached()
  await expect(sheet.getByRole('button', { name: '查看 12 份' })).toBeVisible()
  const box = page.getByRole('checkbox', { name: status })
  await expect(box).toHaveAccessibleName(`${status} ${count}`)
  await sheet.locator('label').filter({ has: box }).click()
  await sheet.getByRole('button', { name: `查看 ${count} 份` }).click()
  await expect(page.getByTestId('flow-row')).toHaveCount(count)
  await page.getByRole('button', { name: `取消 ${status}` }).click()
  await expect(page.getByText('共 12 份')).toBeVisible()
}

const rowOf = (page: Page) => page.getByTestId('flow-row').filter({ hasText: '办公设备采购合同' })

test('the home page filters its list after live changes', async ({ page, sandbox }) => {
  await openAndListen(page, '/?scope=all', /\/api\/events$/)
  await expect(page.getByText('共 12 份')).toBeVisible()
  await sandbox.advance(taskId)
  await expect(rowOf(page)).toContainText('等 孙八 签署')
  await filterBy(page, '签署中', 4)
  await sandbox.advance(taskId)
  await expect(rowOf(page)).toContainText('已完成')
  await filterBy(page, '签署中', 3)
})

/** Lets the page poll until it shows this: the app takes up a notice after it has answered it. */
async function pollUntil(page: Page, text: string): Promise<void> {
  await expect(async () => {
    const read = page.waitForResponse(/\/api\/flows\?/)
    await page.clock.fastForward('01:01')
    await read
    await expect(rowOf(page)).toContainText(text, { timeout: 1000 })
  }).toPass()
}

test('the home page filters its list after polls', async ({ page, context, sandbox, client }) => {
  await stopEvents(context)
  await page.clock.install()
  await page.goto('/?scope=all')
  await expect(page.getByText('共 12 份')).toBeVisible()
  // Not `untilAlive`, because its marks belong to the clock that is replaced here.
  await expect.poll(() => client.callsOf('biz.navigation.setTitle')).not.toEqual([])
  await sandbox.advance(taskId)
  await pollUntil(page, '等 孙八 签署')
  await filterBy(page, '签署中', 4)
  await sandbox.advance(taskId)
  await pollUntil(page, '已完成')
  await filterBy(page, '签署中', 3)
})

/** Opens the sheet to remind, and closes it again. */
async function lookAtReminder(page: Page, sheetName: string): Promise<void> {
  await page.getByTestId('action-bar').getByRole('button', { name: '催办' }).click()
  const sheet = page.getByRole('dialog', { name: sheetName })
  await expect(sheet).toBeVisible()
  await sheet.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(sheet).toHaveCount(0)
}

test('a contract offers what its present state needs after a live change and a poll', async ({
  page,
  sandbox,
}) => {
  await page.clock.install()
  await openAndListen(page, linkTo('SIGNING'), /\/api\/flows\/[^/]+\/events$/)
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await lookAtReminder(page, '催办')
  await sandbox.advance(taskId)
  await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
  await lookAtReminder(page, '提醒 孙八')
  const polled = page.waitForResponse(/\/api\/flows\/[^/]+$/)
  await page.clock.fastForward('02:01')
  await polled
  await lookAtReminder(page, '提醒 孙八')
  await sandbox.advance(taskId)
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  await expect(page.getByTestId('action-bar').getByRole('button', { name: '催办' })).toHaveCount(0)
})

test.describe('the desk', { tag: '@pc' }, () => {
  test.use({
    person: 'wangwu',
    ownApp: 'operator',
    settings: {
      DINGTALK_APP_KIND: 'third-party',
      OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
    },
  })

  test('sorts and opens its rows after they have been read again', async ({ page, sandbox }) => {
    const corpId = 'dingstaying'
    await sandbox.addCorps(corpId, '常青科技有限公司')
    await sandbox.moveCorp(corpId, { what: 'authorise' })
    await page.goto(`/me?corpId=${sandboxCorpId}`)
    await expect(page.getByRole('navigation')).toBeVisible()
    /** Waits until the app has taken up what DingTalk reported. */
    const untilReported = (event: string) =>
      expect(async () => {
        const answer = await page.request.get('/api/operator/corps?filter=all')
        const { corps } = operatorCorpsSchema.parse(await answer.json())
        expect(corps.find((each) => each.corpId === corpId)?.lastEvent).toBe(event)
      }).toPass()
    await untilReported('org_suite_auth')
    await page.goto('/operator?filter=all')
    const row = page.getByTestId('corp').filter({ hasText: '常青科技有限公司' })
    await expect(row).toBeVisible()
    const left = page.getByRole('columnheader', { name: '余量' })
    for (const [what, event, isStopped] of [
      ['stop', 'org_micro_app_stop', true],
      ['restore', 'org_micro_app_restore', false],
    ] as const) {
      await sandbox.moveCorp(corpId, { what })
      await untilReported(event)
      const read = page.waitForResponse(/\/api\/operator\/corps\?/)
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      await read
      await expect(row.filter({ hasText: '已停用' })).toHaveCount(isStopped ? 1 : 0)
      await left.getByRole('button').click()
      await expect(left).toHaveAttribute('aria-sort', /^(ascending|descending)$/)
      await row.getByRole('link').click()
      await expect(page.getByRole('heading', { name: '常青科技有限公司' })).toBeVisible()
      await page.goBack()
      await expect(row).toBeVisible()
    }
  })
})
