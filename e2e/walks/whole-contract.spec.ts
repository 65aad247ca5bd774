import type { Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { announced } from '#e2e/support/announced.ts'
import {
  addFiles,
  addOutsider,
  answerPicker,
  expectReady,
  forgetStarts,
  part,
  pdf,
  start,
} from '#e2e/support/start-contract.ts'
import { expect, test } from '#e2e/support/visitors.ts'

// One contract from the first file to the last signature, each person on their own device.
//
// The steps of four people take longer than the default timeout.
test.slow()
test.use({ hasSettableClock: true })

test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

const openLink = 'biz.util.openLink'
const openPanel = 'biz.util.openSlidePanel'

/** Reminders are possible half an hour after a flow's start. */
const untilReminder = 31 * 60_000

/** Signs on e签宝's page, opened as the client would. */
async function sign(page: Page, client: DingTalkClient, openCall: string): Promise<void> {
  await page.getByTestId('action-bar').getByRole('button', { name: '去签署' }).click()
  const address = () => client.callsOf(openCall)[0]?.['url']
  await expect.poll(address).toBeDefined()
  const launched = await page.context().newPage()
  await launched.goto(String(address()))
  await agree(launched)
}

async function agree(launched: Page): Promise<void> {
  await launched.getByRole('button', { name: '同意并签署' }).click()
  await expect(launched.getByText('签署完成。')).toBeVisible()
  await launched.close()
}

const name =
  'a contract is started, signed by its initiator, a colleague who is urged and an outsider, and read'

test(name, async ({ page, platform, client, app, browser, sandbox, another }) => {
  await page.clock.install()
  answerPicker(client, { zhangsan: '张三', lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('框架协议.pdf'), pdf('价格表.pdf'))
  await expectReady(page, '框架协议.pdf')
  await expectReady(page, '价格表.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toHaveCount(2)
  await addOutsider(page, '周外', '13800000000')
  await part(page, 'signers').getByLabel('按顺序签署').check()
  await start(page)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const taskId = String(new URL(page.url()).pathname.split('/').at(-1))

  // The initiator signs first.
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 张三 签署')
  await sign(page, client, platform === 'pc' ? openPanel : openLink)
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 李四 签署')

  // The colleague does not sign, and is reminded after half an hour.
  const urge = page.getByTestId('action-bar').getByRole('button', { name: '催办' })
  await expect(urge).toBeDisabled()
  await app.setForward(untilReminder)
  await page.clock.fastForward(untilReminder)
  await urge.click()
  const sheet = page.getByRole('dialog', { name: '催办' })
  const isReminded = announced(page, '已提醒 李四')
  await sheet.getByRole('button', { name: '发送提醒' }).click()
  await isReminded
  await expect(sheet).toHaveCount(0)
  const notifying = '/topapi/message/corpconversation/asyncsend_v2'
  expect((await sandbox.calls()).filter(({ path }) => path.startsWith(notifying))).toHaveLength(1)
  const [message, ...more] = await sandbox.messages()
  expect(more).toEqual([])
  expect(message).toMatchObject({
    deliveredTo: ['lisi'],
    msg: { oa: { body: { form: [{ value: '框架协议' }, { value: '张三' }, {}] } } },
  })

  // The colleague opens the notification's link, and signs.
  const colleague = await another('pc', 'lisi')
  await colleague.page.clock.install({ time: Date.now() + untilReminder })
  await colleague.page.goto(addressIn(message?.msg))
  await expect(colleague.page.getByTestId('timeline-urge')).toContainText('已提醒 李四')
  await sign(colleague.page, colleague.client, openPanel)
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 周外 签署')

  // The outside signer gets e签宝's own message, and never sees the app.
  const outside = await browser.newPage()
  await outside.goto(`${app.url}/_sandbox/pages/sign/${taskId}`)
  await expect(outside.getByRole('heading', { name: '以 周外 的身份' })).toBeVisible()
  await agree(outside)

  // The initiator's open page shows the end by itself.
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  await expect(page.getByTestId('signer')).toContainText([
    /张三.*已签署/,
    /李四.*已签署/,
    /周外.*已签署/,
  ])

  await page.getByRole('button', { name: '查看文件' }).click()
  const viewer = page.getByTestId('viewer')
  await expect(viewer.getByRole('heading')).toContainText('框架协议')
  await expect(viewer).toContainText('第 1 页，共')
  await viewer.getByRole('button', { name: '下一个' }).click()
  await expect(viewer.getByRole('heading')).toContainText('价格表')
  await expect(viewer).toContainText('第 1 页，共')
})

/** The address that a work notification opens on a computer. */
function addressIn(msg: unknown): string {
  const [, address = ''] = /page\/link\?url=([^&"]+)/.exec(JSON.stringify(msg)) ?? []
  return decodeURIComponent(address)
}
