import { phoneClients } from '#e2e/client/platforms.ts'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// A person searches for a contract on the home page.

async function expectOpened(page: Page): Promise<void> {
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  await expect(page).toHaveURL(/\/flows\/PRO-SANDBOX-SIGNING$/)
}

const address = 'https://app.example.com/flows/PRO-SANDBOX-SIGNING?corpId=ding1&from=im'

const approval = encodeURIComponent(
  'https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm#/detail?procInstId=SANDBOX-INSTANCE-1',
)
const approvalLink = `dingtalk://dingtalkclient/page/link?url=${approval}&pc_slide=true`

const scanCall = 'biz.util.scan'

for (const tag of phoneClients)
  test.describe(`on a phone ${tag}`, () => {
    test('a QR code opens the flow, answered as text and as code', async ({ page, client }) => {
      await page.goto('/')
      for (const field of ['text', 'code'])
        await test.step(`as ${field}`, async () => {
          client.answer(scanCall, { ok: { [field]: address } })
          await page.getByRole('button', { name: '扫码' }).click()
          await expectOpened(page)
          await page.goBack()
        })
      expect(client.callsOf(scanCall)).toHaveLength(2)
    })
  })

test('a scan that is cancelled has no effect, one that fails says so, and the next may succeed', async ({
  page,
  client,
}) => {
  const scan = page.getByRole('button', { name: '扫码' })
  await page.goto('/')
  await test.step('cancelled', async () => {
    client.answer(scanCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
    await searchField(page).fill('half an id')
    await scan.click()
    await expect.poll(() => client.callsOf(scanCall)).toHaveLength(1)
    await untilDrawn(page)
    await expect(page.getByRole('alert')).toBeEmpty()
    await expect(searchField(page)).toHaveValue('half an id')
    await expect(page).not.toHaveURL(/\/flows\//)
  })
  await test.step('of another code', async () => {
    client.answer(scanCall, { ok: { text: 'https://example.com/menu' } })
    await scan.click()
    await expect(page.getByRole('alert')).toHaveText(/^二维码里没有任务编号。/)
  })
  await test.step('failed', async () => {
    client.answer(scanCall, { fail: { errorCode: '3', errorMessage: 'no camera' } })
    await scan.click()
    await expect(page.getByRole('alert')).toHaveText('扫码没有成功。请重试，或手动输入任务编号。')
  })
  await test.step('of a flow', async () => {
    client.answer(scanCall, { ok: { text: address } })
    await scan.click()
    await expectOpened(page)
    await page.goBack()
  })
  await test.step("of DingTalk's link to an approval", async () => {
    client.answer(scanCall, { ok: { text: approvalLink } })
    await scan.click()
    await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  })
})

test('scanning is not offered on PC', { tag: '@pc' }, async ({ page }) => {
  await page.goto('/')
  await expect(searchField(page)).toBeVisible()
  await expect(page.getByRole('button', { name: '扫码' })).toHaveCount(0)
})
