import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { searchField } from '../support/home-page.ts'

// Somebody comes to the home page and looks for a contract.

async function expectOpened(page: Page): Promise<void> {
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  await expect(page).toHaveURL(/\/flows\/PRO-SANDBOX-SIGNING$/)
}

const address = 'https://app.example.com/flows/PRO-SANDBOX-SIGNING?corpId=ding1&from=im'

const findable = [
  { what: 'a task id', text: 'PRO-SANDBOX-SIGNING' },
  { what: 'a task id with blanks around it', text: '  PRO-SANDBOX-SIGNING\n' },
  { what: 'a link to a flow', text: address },
  { what: 'a link inside a message', text: `请看这份合同：${address} 谢谢` },
  {
    what: 'a link that opens in DingTalk',
    text: `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(address)}&pc_slide=true`,
  },
  {
    what: 'a link with the task id as a parameter',
    text: 'https://x.cn/?taskId=PRO-SANDBOX-SIGNING',
  },
]

for (const { what, text } of findable) {
  test(`${what} opens the flow`, async ({ page }) => {
    await page.goto('/')
    await searchField(page).fill(text)
    await page.getByRole('link', { name: '打开 PRO-SANDBOX-SIGNING' }).click()
    await expectOpened(page)
  })

  test(`${what} and the enter key open the flow`, async ({ page }) => {
    await page.goto('/')
    await searchField(page).fill(text)
    await searchField(page).press('Enter')
    await expectOpened(page)
  })
}

test('what may be an id or a word is searched for by the enter key, and can be opened', async ({
  page,
  guard,
}) => {
  guard.allow(/Failed to load resource.*403.*\/api\/flows\//)
  await page.goto('/?scope=all')
  await searchField(page).fill('HT-2026-001')
  await searchField(page).press('Enter')
  await expect(page).toHaveURL('/?scope=all&q=HT-2026-001')
  await expect(page.getByTestId('flow-row')).toHaveCount(0)
  await expect(page.getByText(/没有找到/)).toHaveCount(0)
  await page.getByRole('link', { name: '打开 HT-2026-001' }).click()
  // Not one that this person may see, whether there is one or not.
  await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'flow-forbidden')
})

const approval = encodeURIComponent(
  'https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm#/detail?procInstId=SANDBOX-INSTANCE-1',
)
const approvalLink = `dingtalk://dingtalkclient/page/link?url=${approval}&pc_slide=true`

test("a pasted link of DingTalk's leads to the approval's contracts", async ({ page }) => {
  await page.goto('/')
  await searchField(page).fill(approvalLink)
  const offer = page.getByRole('link', { name: '打开这个审批的合同' })
  await expect(offer).toHaveAttribute('href', '/approvals/SANDBOX-INSTANCE-1')
  await searchField(page).press('Enter')
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  await page.goBack()
  await expect(searchField(page)).toBeVisible()
})

test('words are no id, and nothing is offered to be opened', async ({ page }) => {
  await page.goto('/')
  for (const text of ['采购合同', 'Zhang San', 'https://app.example.com/flows/']) {
    await searchField(page).fill(text)
    await expect(page).toHaveURL(/[?&]q=/)
    await expect(page.getByRole('link', { name: /^打开/ })).toHaveCount(0)
  }
})

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

  test('that is cancelled changes nothing', async ({ page, client }) => {
    client.answer(scanCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
    await page.goto('/')
    await searchField(page).fill('half an id')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect.poll(() => client.callsOf(scanCall)).toHaveLength(1)
    await expect(page.getByRole('alert')).toBeEmpty()
    await expect(searchField(page)).toHaveValue('half an id')
    await expect(page).not.toHaveURL(/\/flows\//)
  })

  test('that fails says so, until another succeeds', async ({ page, client }) => {
    client.answer(scanCall, { fail: { errorCode: '3', errorMessage: 'no camera' } })
    await page.goto('/')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect(page.getByRole('alert')).toHaveText('扫码没有成功。请重试，或手动输入任务编号。')
    client.answer(scanCall, { ok: { text: address } })
    await page.getByRole('button', { name: '扫码' }).click()
    await expectOpened(page)
  })

  test('of something else says so', async ({ page, client }) => {
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
