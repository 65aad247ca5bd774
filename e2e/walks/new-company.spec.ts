import type { Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import {
  addFiles,
  answerPicker,
  expectReady,
  forgetStarts,
  part,
  pdf,
  start,
} from '#e2e/support/start-contract.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/support/visitors.ts'

// A company that has never used the app: its admin and two employees, each on their own phone, from
// the empty home to the first completed contract.

test.slow()
test.use({ person: 'xinyuan', hasSettableClock: true })

test.afterEach(async ({ context, sandbox }) => {
  await forgetStarts(context, sandbox)
  await sandbox.reset('samples')
})

/** Reminders are possible half an hour after a flow's start. */
const untilReminder = 31 * 60_000

/** Presses a button that opens a page of e签宝, and one there. */
async function doAtEsign(page: Page, client: DingTalkClient, button: string, there: string) {
  const opened = () => client.callsOf('biz.util.openLink')
  const before = opened().length
  await page.getByRole('button', { name: button }).click()
  await expect.poll(() => opened().length).toBe(before + 1)
  const launched = await page.context().newPage()
  await launched.goto(String(opened().at(-1)?.['url']))
  await launched.getByRole('button', { name: there }).click()
  await expect(launched.getByRole('button', { name: there })).toHaveCount(0)
  await launched.close()
  await client.resume(page)
}

test('three people get from an empty home to the first completed contract', async ({
  page,
  client,
  app,
  sandbox,
  another,
}) => {
  await sandbox.reset('new-company')
  const initiator = await another('android', 'maoyi')
  const signer = await another('ios', 'youer')
  const home = initiator.page

  await test.step('an employee can only ask', async () => {
    await home.clock.install()
    await home.goto('/')
    await expect(home.getByRole('heading', { name: '贵公司还没有开通 e签宝' })).toBeVisible()
    await home.getByRole('button', { name: '通知管理员' }).click()
    await expect(home.getByRole('button', { name: '已通知 新员' })).toBeDisabled()
  })

  await test.step('the admin installs, authorises and verifies', async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: '开始使用，还差 2 步' })).toBeVisible()
    // In DingTalk's application centre.
    await sandbox.setCorp(sandboxCorpId, { esignInstalled: true })
    await client.resume(page)
    await expect(page.getByRole('heading', { name: '开始使用，还差 1 步' })).toBeVisible()
    await doAtEsign(page, client, '去授权', '同意授权')
    await doAtEsign(page, client, '去实名认证', '确认认证')
    await expect(page.getByRole('button', { name: '发起合同' })).toBeVisible()
  })

  await test.step('the employee, whose open page knows, starts the first contract', async () => {
    answerPicker(initiator.client, { youer: '尤二' })
    await home.getByRole('button', { name: '发起合同' }).click()
    await addFiles(home, pdf('劳动合同.pdf'))
    await expectReady(home, '劳动合同.pdf')
    await part(home, 'signers').getByRole('button', { name: '添加同事' }).click()
    await expect(home.getByTestId('draft-signer')).toHaveCount(1)
    await start(home)
    await expect(home.getByTestId('flow-next-step')).toContainText('等待 尤二 签署')
  })

  await test.step('and sends the first reminder', async () => {
    await app.setForward(untilReminder)
    await home.clock.fastForward(untilReminder)
    await home.getByRole('button', { name: '催办' }).click()
    await home.getByRole('button', { name: '发送提醒' }).click()
    await expect
      .poll(async () => (await sandbox.messages()).map(({ deliveredTo }) => deliveredTo))
      .toContainEqual(['youer'])
  })

  await test.step('the signer finds it and signs, and everybody sees its end', async () => {
    await signer.page.goto('/')
    await signer.page.getByTestId('flow-row').getByRole('link').click()
    await doAtEsign(signer.page, signer.client, '去签署', '同意并签署')
    await expect(signer.page.getByTestId('flow-status')).toHaveText('已完成')
    await expect(home.getByTestId('flow-status')).toHaveText('已完成')
    await page.getByRole('tab', { name: '全部' }).click()
    await client.resume(page)
    await expect(page.getByTestId('flow-row')).toContainText('劳动合同')
  })
})
