import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/support/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// A person searches for a contract on the home page.

async function expectOpened(page: Page): Promise<void> {
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  await expect(page).toHaveURL(/\/flows\/PRO-SANDBOX-SIGNING$/)
}

const address = 'https://app.example.com/flows/PRO-SANDBOX-SIGNING?corpId=ding1&from=im'

test('a link that opens in DingTalk and the enter key open the flow', async ({ page }) => {
  await page.goto('/')
  await searchField(page).fill(
    `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(address)}&pc_slide=true`,
  )
  await searchField(page).press('Enter')
  await expectOpened(page)
})

const approval = encodeURIComponent(
  'https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm#/detail?procInstId=SANDBOX-INSTANCE-1',
)
const approvalLink = `dingtalk://dingtalkclient/page/link?url=${approval}&pc_slide=true`

test.describe('on a phone', { tag: ['@android', '@ios', '@harmony'] }, () => {
  const scanCall = 'biz.util.scan'

  for (const field of ['text', 'code']) {
    test(`a QR code, answered as ${field}, opens the flow`, async ({ page, client }) => {
      client.answer(scanCall, { ok: { [field]: address } })
      await page.goto('/')
      await page.getByRole('button', { name: '扫码' }).click()
      await expectOpened(page)
      expect(client.callsOf(scanCall)).toHaveLength(1)
    })
  }
})

test("a scanned link of DingTalk's leads to the approval's contracts", async ({ page, client }) => {
  client.answer('biz.util.scan', { ok: { text: approvalLink } })
  await page.goto('/')
  await page.getByRole('button', { name: '扫码' }).click()
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
})

test.describe('a scan', () => {
  const scanCall = 'biz.util.scan'

  test('that is cancelled has no effect', async ({ page, client }) => {
    client.answer(scanCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
    await page.goto('/')
    await searchField(page).fill('half an id')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect.poll(() => client.callsOf(scanCall)).toHaveLength(1)
    await untilDrawn(page)
    await expect(page.getByRole('alert')).toBeEmpty()
    await expect(searchField(page)).toHaveValue('half an id')
    await expect(page).not.toHaveURL(/\/flows\//)
  })

  test('that fails says so, and the next one may succeed', async ({ page, client }) => {
    client.answer(scanCall, { fail: { errorCode: '3', errorMessage: 'no camera' } })
    await page.goto('/')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect(page.getByRole('alert')).toHaveText('扫码没有成功。请重试，或手动输入任务编号。')
    client.answer(scanCall, { ok: { text: address } })
    await page.getByRole('button', { name: '扫码' }).click()
    await expectOpened(page)
  })

  test('of another code says so', async ({ page, client }) => {
    client.answer(scanCall, { ok: { text: 'https://example.com/menu' } })
    await page.goto('/')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect(page.getByRole('alert')).toHaveText(/^二维码里没有任务编号。/)
  })
})

test('scanning is not offered on PC', { tag: '@pc' }, async ({ page }) => {
  await page.goto('/')
  await expect(searchField(page)).toBeVisible()
  await expect(page.getByRole('button', { name: '扫码' })).toHaveCount(0)
})
