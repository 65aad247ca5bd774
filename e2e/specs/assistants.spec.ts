import { z } from 'zod'
import { askAssistant } from '#e2e/answers/ask-assistant.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// A person lets an assistant ask and propose; only the person can send a reminder.

test.use({ ownApp: 'assistants', settings: { ASSISTANTS: 'on', QUIET_HOURS: '0-0' } })

test('an assistant sees the contract and proposes a reminder, which I confirm', async ({
  page,
  app,
  sandbox,
}) => {
  await page.goto('/me')
  const card = page.getByTestId('assistants')
  await card.getByRole('button', { name: '新建访问令牌' }).click()
  const sheet = page.getByTestId('assistant-sheet')
  await sheet.getByRole('textbox', { name: '助手名称' }).fill('小助手')
  await sheet.getByRole('radio', { name: '也可提议催办' }).check()
  await sheet.getByRole('button', { name: '新建', exact: true }).click()
  const token = (await sheet.getByTestId('assistant-token').textContent()) ?? ''
  await sheet.getByRole('button', { name: '关闭' }).click()
  await expect(sheet).toHaveCount(0)

  const ask = (tool: string, args: object) => askAssistant(app.url, token, { tool, args })
  const taskId = 'PRO-SANDBOX-SIGNING'
  const status = await ask('contract_status', { taskId })
  expect(status.said).toMatchObject({
    contract: { taskId, writtenByOthers: { title: '办公设备采购合同', waitingFor: ['李四'] } },
  })
  const proposed = await ask('remind', { taskId })
  expect(proposed.said).toMatchObject({ state: 'proposed' })
  expect(await sandbox.messages()).toEqual([])

  const { confirmUrl } = z.object({ confirmUrl: z.string() }).parse(proposed.said)
  const { pathname, search } = new URL(confirmUrl)
  await page.goto(pathname + search)
  const proposal = page.getByRole('dialog', { name: '您的助手想催办 李四' })
  await expect(proposal).toContainText('助手“小助手”提议')
  await proposal.getByRole('button', { name: '确认催办' }).click()
  await expect(proposal).toHaveCount(0)
  expect((await sandbox.messages()).map(({ deliveredTo }) => deliveredTo)).toEqual([['lisi']])

  await page.goto('/me')
  await card.getByRole('button', { name: '撤销 小助手' }).click()
  await expect(card.getByTestId('assistant')).toHaveCount(0)
  expect((await ask('contract_status', { taskId })).status).toBe(401)
})
