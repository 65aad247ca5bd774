import type { Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import {
  addFiles,
  addOutsider,
  answerPicker,
  choose,
  expectReady,
  fileRow,
  forgetStarts,
  openSetting,
  openStart,
  part,
  pdf,
  start,
} from '#e2e/support/start-contract.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'

// The tasks that people come for, with the number of taps that each may take.

/** Counts the presses of a finger or a mouse on a page, also on those that it goes to. */
async function countTaps(page: Page): Promise<() => Promise<number>> {
  let taps = 0
  await page.exposeBinding('noteTap', () => {
    taps += 1
  })
  await page.addInitScript(() => {
    const note = ({ isTrusted, isPrimary }: PointerEvent) => {
      if (isTrusted && isPrimary) void window.noteTap()
    }
    addEventListener('pointerdown', note, true)
  })
  return async () => {
    // What the page has reported before arrives before the answer to this.
    await page.evaluate(() => {})
    return taps
  }
}

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    noteTap(): Promise<void>
  }
}

const action = (page: Page, name: string) =>
  page.getByTestId('action-bar').getByRole('button', { name })

const openLink = 'biz.util.openLink'

test('two taps from a message to the text and link for the outsider', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const taps = await countTaps(page)
  await page.goto(linkTo('EXTERNAL'))
  await action(page, '催办').click()
  const sheet = page.getByRole('dialog', { name: '提醒 孙八' })
  await sheet.getByRole('button', { name: '复制签署链接' }).click()
  await expect(sheet).toHaveCount(0)
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^请签署《货物运输服务合同》.*打开链接后由 e签宝 验证身份：https?:\S+\n/)
  expect(await taps()).toBe(2)
  // The signer's row says so without a refresh by hand.
  const signer = page.getByTestId('signer').filter({ hasText: '孙八' })
  await expect(signer).toContainText(/已取链接 \d+ 次/)
})

test('nine taps besides the fields start a file with a colleague, an outsider and seven days', async ({
  page,
  client,
  sandbox,
  context,
}) => {
  answerPicker(client, { lisi: '李四' })
  const taps = await countTaps(page)
  await page.goto('/')
  await page.getByRole('link', { name: '发起', exact: true }).click()
  await addFiles(page, pdf('采购合同.pdf'))
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await addOutsider(page, '周外', '13800000000')
  await expectReady(page, '采购合同.pdf')
  const deadline = await openSetting(page, '签署截止时间')
  await deadline.getByRole('radio', { name: /^7 天/ }).click()
  await expect(deadline).toHaveCount(0)
  await page.getByRole('button', { name: '发起签署' }).click()
  const review = page.getByRole('dialog', { name: '确认发起' })
  await expect(review.getByTestId('review-signer')).toContainText(['李四', '周外'])
  await review.getByRole('button', { name: '确认发起' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  expect(await taps()).toBe(9)
  await forgetStarts(context, sandbox)
})

test.describe('a refused contract is filled in again', () => {
  test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

  test('with its file by one tap, if nobody had signed it', async ({ page, client }) => {
    answerPicker(client, { zhangsan: '张三' })
    await openStart(page)
    await addFiles(page, pdf('采购合同.pdf'))
    await expectReady(page, '采购合同.pdf')
    await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
    await start(page)
    await action(page, '去签署').click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    const launched = await page.context().newPage()
    await launched.goto(String(client.callsOf(openLink)[0]?.['url']))
    await launched.getByLabel('拒签原因').fill('金额不对')
    await launched.getByRole('button', { name: '拒绝签署' }).click()
    await launched.close()
    await client.resume(page)
    await expect(page.getByTestId('flow-status')).toHaveText('已拒签')

    const taps = await countTaps(page)
    await page.reload()
    await action(page, '重新发起').click()
    await expectReady(page, '采购合同.pdf')
    await expect(page.getByTestId('draft-signer')).toHaveCount(1)
    await expect(page.getByRole('button', { name: '发起签署' })).toBeEnabled()
    expect(await taps()).toBe(1)
  })

  test('with another file by two, if somebody had', async ({ page }) => {
    const taps = await countTaps(page)
    await page.goto(linkTo('REFUSED'))
    await expect(page.getByTestId('flow-documents')).toContainText('.pdf')
    await action(page, '重新发起').click()
    await expect(page.getByLabel('合同名称')).toHaveValue('广告投放合作协议')
    await expect(page.getByTestId('draft-signer')).toHaveCount(2)
    const file = fileRow(page, '请重新选择')
    await choose(file.getByRole('button').first(), pdf('广告投放合作协议（新）.pdf'))
    await expectReady(page, '广告投放合作协议（新）.pdf')
    await expect(fileRow(page, '请重新选择')).toHaveCount(0)
    expect(await taps()).toBe(2)
  })
})

test.describe('contracts of a list', () => {
  // An app of its own, because it remembers who was reminded when.
  test.use({ ownApp: 'taps on a list' })

  async function chooseTwo(page: Page, ...titles: [string, string]): Promise<void> {
    await page.goto('/?scope=started')
    await page.getByRole('button', { name: '多选', exact: true }).click()
    for (const title of titles)
      await page.getByTestId('flow-row').filter({ hasText: title }).getByRole('checkbox').check()
  }

  test('are reminded of by three taps besides their choice', async ({ page, sandbox }) => {
    const taps = await countTaps(page)
    await chooseTwo(page, '办公设备采购合同', '货物运输服务合同')
    await page.getByRole('button', { name: '催办', exact: true }).click()
    await page.getByRole('button', { name: '发送提醒（1 份）' }).click()
    await expect.poll(() => sandbox.messages()).toHaveLength(1)
    expect((await taps()) - 2).toBe(3)
  })

  test('are one zip by two taps besides their choice', async ({ page, client }) => {
    const taps = await countTaps(page)
    await chooseTwo(page, '办公设备采购合同', '软件开发技术服务合同')
    await page.getByRole('button', { name: '下载文件', exact: true }).click()
    await expect.poll(() => client.callsOf('biz.cspace.saveFile')).toHaveLength(1)
    await expect(page.getByRole('checkbox')).toHaveCount(0)
    expect((await taps()) - 2).toBe(2)
  })
})

test.describe('an operator', { tag: '@pc' }, () => {
  test.use({
    person: 'wangwu',
    ownApp: 'taps of an operator',
    viewport: { width: 1280, height: 800 },
    settings: {
      DINGTALK_APP_KIND: 'third-party',
      OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
    },
  })

  test("has the text for a customer's admin three taps from home", async ({
    page,
    context,
    sandbox,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await sandbox.addCorps('dingqingshan', '青山科技有限公司')
    await sandbox.moveCorp('dingqingshan', { what: 'authorise' })
    await sandbox.setCorp('dingqingshan', { esignAuthorised: false })
    await page.goto(`/operator?corpId=${sandboxCorpId}`)
    await expect(page.getByTestId('corps')).toBeVisible()
    await expect
      .poll(async () => (await page.request.get('/api/operator/corps/dingqingshan')).status())
      .toBe(200)
    await page.goto(`/operator/dingqingshan?corpId=${sandboxCorpId}`)
    await page.getByRole('button', { name: '刷新状态' }).click()
    await expect(page.getByTestId('troubles')).toContainText('未授权')
    const taps = await countTaps(page)
    await page.goto(`/?corpId=${sandboxCorpId}`)
    const home = page.getByRole('navigation', { name: '主导航' })
    await home.getByRole('link', { name: '运营台' }).click()
    const customer = page.getByTestId('corp').filter({ hasText: '西安大河建筑有限公司' })
    await customer.getByRole('link').click()
    await page.getByRole('button', { name: '复制给管理员' }).first().click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^您好，西安大河建筑有限公司/)
    expect(await taps()).toBe(3)
  })
})

test.describe('the admin of a company that has never used the app', () => {
  test.use({ person: 'xinyuan', ownApp: 'taps of a new company' })

  test('is one tap from authorising it', async ({ page, client, sandbox }) => {
    await sandbox.reset('new-company')
    await sandbox.setCorp(sandboxCorpId, { esignInstalled: true })
    const taps = await countTaps(page)
    await page.goto('/')
    await page.getByRole('button', { name: '去授权' }).click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    expect(await taps()).toBe(1)
  })
})

test.describe('an approver', () => {
  test.use({ person: 'lisi' })

  test("needs two taps from 待我处理 to DingTalk's approval", async ({ page, client }) => {
    const taps = await countTaps(page)
    await page.goto('/?scope=waiting')
    const row = page.getByTestId('flow-row').filter({ hasText: '战略合作框架协议' })
    await row.getByRole('link').click()
    await action(page, '去审批').click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    const [call] = client.callsOf(openLink)
    expect(call?.['url']).toMatch(/^https:\/\/aflow\.dingtalk\.com\/.*#\/upcoming$/)
    await expect(page.getByTestId('approve-notice')).toContainText('战略合作框架协议用印审批')
    expect(await taps()).toBe(2)
  })
})

test.describe('a signer of two contracts', () => {
  // An app of its own, as both must wait for nobody else.
  test.use({ ownApp: 'two to sign' })
  test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

  async function startFor(page: Page, client: DingTalkClient, title: string): Promise<string> {
    answerPicker(client, { zhangsan: '张三' })
    await page.goto('/start')
    await addFiles(page, pdf(`${title}.pdf`))
    await expectReady(page, `${title}.pdf`)
    await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
    await expect(page.getByTestId('draft-signer')).toHaveCount(1)
    await start(page)
    await expect(page.getByTestId('flow-title')).toHaveText(title)
    return new URL(page.url()).pathname
  }

  test('needs one tap from the one that is signed to the next', async ({ page, client }) => {
    const taps = await countTaps(page)
    const first = await startFor(page, client, '保密协议')
    await startFor(page, client, '会议室租用合同')
    await page.goto(first)
    await action(page, '去签署').click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    const launched = await page.context().newPage()
    await launched.goto(String(client.callsOf(openLink)[0]?.['url']))
    await launched.getByRole('button', { name: '同意并签署' }).click()
    await expect(launched).toHaveURL(/\/flows\/PRO-/)
    await launched.close()
    await client.resume(page)
    const before = await taps()
    const notice = page.getByTestId('return-note')
    await expect(notice).toContainText(/^下一份：《.*》/)
    await notice.getByRole('button', { name: '去处理' }).click()
    await expect(page.getByTestId('flow-lead')).toContainText('轮到您签署')
    await expect(page).not.toHaveURL(new RegExp(`${first}$`))
    expect((await taps()) - before).toBe(1)
  })
})
