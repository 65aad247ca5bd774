import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

// Somebody comes to the home page and looks for a contract.

async function enter(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '任务编号或链接' }).fill(text)
  await page.getByRole('button', { name: '查看' }).click()
}

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
    await enter(page, text)
    await expectOpened(page)
  })
}

test('the enter key opens the flow', async ({ page }) => {
  await page.goto('/')
  const field = page.getByRole('textbox', { name: '任务编号或链接' })
  await field.fill('PRO-SANDBOX-SIGNING')
  await field.press('Enter')
  await expectOpened(page)
})

test('text without a task id is explained and kept until it is changed', async ({ page }) => {
  await page.goto('/')
  const field = page.getByRole('textbox', { name: '任务编号或链接' })
  for (const text of ['', '合同 123', 'https://app.example.com/flows/']) {
    await enter(page, text)
    await expect(page.getByRole('alert')).toHaveText(/^没有识别到任务编号。/)
    await expect(field).toHaveValue(text)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(/^没有识别到任务编号。/)
    await field.fill('P')
    await expect(page.getByRole('alert')).toBeEmpty()
  }
  await expect(page).toHaveURL('/')
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

test.describe('a scan', () => {
  const scanCall = 'biz.util.scan'

  test('that is cancelled changes nothing', async ({ page, client }) => {
    client.answer(scanCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
    await page.goto('/')
    await page.getByRole('textbox', { name: '任务编号或链接' }).fill('half an id')
    await page.getByRole('button', { name: '扫码' }).click()
    await expect.poll(() => client.callsOf(scanCall)).toHaveLength(1)
    await expect(page.getByRole('alert')).toBeEmpty()
    await expect(page.getByRole('textbox')).toHaveValue('half an id')
    await expect(page).toHaveURL('/')
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
  await expect(page.getByRole('button', { name: '查看' })).toBeVisible()
  await expect(page.getByRole('button', { name: '扫码' })).toHaveCount(0)
})
