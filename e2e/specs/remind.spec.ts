import { everyClient } from '#e2e/client/platforms.ts'
import type { Page } from '@playwright/test'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { announced } from '#e2e/support/announced.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerPicker, pickerCall } from '#e2e/support/start-contract.ts'
import { expect, test } from '#e2e/support/visitors.ts'

// Signers are reminded by the app, or by hand where the app does not know them.

const bar = (page: Page) => page.getByTestId('action-bar')
const reminderButton = (page: Page) => bar(page).getByRole('button', { name: '催办' })

async function openSheet(page: Page, name: string): Promise<void> {
  await page.goto(linkTo(name))
  await reminderButton(page).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** From the sheet with the outside signer's link to the one to reach colleagues. */
async function openReachSheet(page: Page): Promise<void> {
  const link = page.getByRole('dialog', { name: '提醒 孙八' })
  await link.getByRole('button', { name: '由同事跟进？发 DING 提醒同事' }).click()
  await expect(page.getByRole('dialog', { name: '提醒对方' })).toBeVisible()
  await expect(link).toHaveCount(0)
}

test('an outside signer is reminded by the signing link in two taps', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSheet(page, 'EXTERNAL')
  const sheet = page.getByRole('dialog', { name: '提醒 孙八' })
  await expect(sheet).toContainText('上海云帆贸易有限公司 · 139****0008')
  await sheet.getByRole('button', { name: '复制签署链接' }).click()
  await expect(sheet).toHaveCount(0)
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(
    /^请签署《货物运输服务合同》，杭州星河科技有限公司发起。打开链接后由 e签宝 验证身份：https?:\S+\nPlease sign “货物运输服务合同” from /,
  )
})

test.describe('a signer who is waited for', () => {
  // An app of its own, because it remembers who was reminded when.
  test.use({ ownApp: 'urge' })

  test('is reminded, everybody sees it, and the next reminder has to wait', async ({
    page,
    another,
    sandbox,
    guard,
  }) => {
    guard.allow(/Failed to load resource.*\/urge/)
    const other = await another('ios', 'wangwu')
    await other.page.goto(linkTo('SIGNING'))
    await expect(reminderButton(other.page)).toBeEnabled()
    const late = await another('android', 'wangwu')
    late.guard.allow(/Failed to load resource.*429.*\/urge/)
    await stopPolling(late.page.context())
    await openSheet(late.page, 'SIGNING')

    await openSheet(page, 'SIGNING')
    const sheet = page.getByRole('dialog', { name: '催办' })
    await expect(sheet).toContainText('将用钉钉工作通知提醒 李四。')
    // After a failure the reminder can be sent again.
    await sandbox.fault({ match: 'asyncsend_v2', status: 500, times: 9 })
    await sheet.getByRole('button', { name: '发送提醒' }).click()
    await expect(sheet.getByTestId('failure')).toContainText(/请求编号：\S+/)
    await sandbox.reset()
    const isReminded = announced(page, '已提醒 李四')
    await sheet.getByRole('button', { name: '发送提醒' }).click()
    await isReminded
    await expect(sheet).toHaveCount(0)
    const messages = await sandbox.messages()
    expect(messages.map(({ deliveredTo }) => deliveredTo)).toEqual([['lisi']])
    expect(JSON.stringify(messages)).toContain('办公设备采购合同')

    for (const viewer of [page, other.page]) {
      await expect(reminderButton(viewer)).toBeDisabled()
      await expect(viewer.getByTestId('urge-later')).toHaveText(
        /^刚催办过，(8|9|10) 分钟后（(今天|\d+月\d+日) \d\d:\d\d）可以再次催办。$/,
      )
      await expect(viewer.getByTestId('timeline-urge')).toHaveText(/催办 张三本应用.*已提醒 李四/)
    }

    // A page without the event still offers the reminder, and the proxy refuses it.
    const lateSheet = late.page.getByRole('dialog')
    await lateSheet.getByRole('button', { name: '发送提醒' }).click()
    await expect(lateSheet.getByTestId('failure')).toHaveAttribute('data-code', 'urge-too-soon')
    await expect(lateSheet).toContainText(/\d+ 秒后可重试/)
    await expect(lateSheet.getByRole('button', { name: '发送提醒' })).toHaveCount(0)
    await lateSheet.getByRole('button', { name: '关闭', exact: true }).click()
    await expect(reminderButton(late.page)).toBeDisabled()
    await expect(late.page.getByTestId('urge-later')).toContainText('可以再次催办')
  })
})

test.describe('a busy page', () => {
  test.use({ ownApp: 'urge twice' })

  test('sends one reminder for two taps', async ({ page, context }) => {
    const asked: string[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/urge')) asked.push(request.method())
    })
    await openSheet(page, 'SIGNING')
    const button = page.getByRole('dialog').getByRole('button', { name: '发送提醒' })
    await button.click({ trial: true })
    const box = await button.boundingBox()
    if (box === null) throw new Error('the button has no place')
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const devtools = await context.newCDPSession(page)
    const press = (type: 'mousePressed' | 'mouseReleased') =>
      devtools.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 })
    const isReminded = announced(page, '已提醒 李四')
    // Both taps wait for one long task, which says that it has begun.
    const isBusy = page.waitForEvent('console', (message) => message.text() === 'busy')
    const busy = page.evaluate(() => {
      // oxlint-disable-next-line no-console
      console.info('busy')
      const until = performance.now() + 2000
      while (performance.now() < until);
    })
    await isBusy
    const types = ['mousePressed', 'mouseReleased', 'mousePressed', 'mouseReleased'] as const
    await Promise.all([busy, ...types.map(press)])
    await isReminded
    expect(asked).toEqual(['POST'])
  })
})

/** The native calls that configure JSAPI for a page: on phones, and on PC. */
const configCalls = ['runtime.permission.requestJsApis', 'config']
const dingCall = 'biz.ding.create'

test.describe('a signer whom the app does not know', () => {
  for (const tag of everyClient)
    test(`is chosen from the address book, and gets a DING ${tag}`, async ({ page, client }) => {
      await openSheet(page, 'EXTERNAL')
      await openReachSheet(page)
      const sheet = page.getByRole('dialog', { name: '提醒对方' })
      await expect(sheet).toContainText('不知道对方的钉钉账号，无法直接提醒。')
      const address = page.url()
      const button = sheet.getByRole('button', { name: '选择同事，发 DING 提醒' })
      await test.step('closing the address book has no consequence', async () => {
        client.answer(pickerCall, { fail: { errorCode: '-1', errorMessage: 'cancel' } })
        await button.click()
        await expect.poll(() => client.callsOf(pickerCall)).toHaveLength(1)
        await expect(button).toBeEnabled()
        await expect(sheet.getByRole('alert')).toHaveCount(0)
        expect(client.callsOf(dingCall)).toEqual([])
      })
      answerPicker(client, { lisi: '李四', wangwu: '王五' })
      await button.click()
      await expect(sheet).toContainText('已打开 DING，请在钉钉里确认发送。')

      const [config, ...more] = client.calls.filter(({ method }) => configCalls.includes(method))
      expect(more).toEqual([])
      expect(config?.params).toMatchObject({
        agentId: internalApp.agentId,
        corpId: sandboxCorpId,
        jsApiList: [pickerCall, dingCall, 'biz.cspace.saveFile'],
      })
      if (config?.method === 'config') expect(config.params).toMatchObject({ url: address })
      const picked = { corpId: sandboxCorpId, multiple: true }
      expect(client.callsOf(pickerCall)).toMatchObject([picked, picked])
      const [ding] = client.callsOf(dingCall)
      expect(ding).toMatchObject({
        users: ['lisi', 'wangwu'],
        corpId: sandboxCorpId,
        text: '请签署合同《货物运输服务合同》。 Please sign the contract “货物运输服务合同”.',
      })
      expect(JSON.stringify(ding)).toContain('dingtalk://dingtalkclient/page/link?url=http')
      expect(JSON.stringify(ding)).toContain(encodeURIComponent('&access='))

      // `dd.config` is called once per page, not once per DING.
      await button.click()
      await expect.poll(() => client.callsOf(dingCall)).toHaveLength(2)
      expect(client.calls.filter(({ method }) => configCalls.includes(method))).toHaveLength(1)
    })

  test("can be reached by copied text where the client rejects the page's signature", async ({
    page,
    client,
  }) => {
    const refusal = { errorCode: '52013', errorMessage: '签名校验失败' }
    for (const call of configCalls) client.answer(call, { fail: refusal })
    await openSheet(page, 'EXTERNAL')
    await openReachSheet(page)
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: '选择同事，发 DING 提醒' }).click()
    await expect(sheet.getByRole('alert')).toHaveText(
      '钉钉没有打开（52013）。请复制提醒文字，发给对方。',
    )
    expect(client.callsOf(pickerCall)).toEqual([])
    await expect(sheet.getByRole('button', { name: '复制提醒文字' })).toBeEnabled()
    // Reopened, the sheet no longer shows it.
    await sheet.getByRole('button', { name: '关闭', exact: true }).click()
    await expect(sheet).toHaveCount(0)
    await reminderButton(page).click()
    await openReachSheet(page)
    await expect(sheet.getByRole('button', { name: '复制提醒文字' })).toBeEnabled()
    await expect(sheet.getByRole('alert')).toHaveCount(0)
  })
})
