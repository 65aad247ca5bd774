import type { Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { TouchPoint } from '#e2e/client/touch.ts'
import { announced } from '#e2e/support/announced.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import {
  addFiles,
  addOutsider,
  answerPicker,
  choose,
  docx,
  expectReady,
  fileRow,
  finish,
  forgetStarts,
  goOnByPage,
  openSheet,
  part,
  pdf,
  pickerCall,
  start,
  startCalls,
} from '#e2e/support/start-contract.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// Starting a contract, directly or by e签宝's page.

const openLink = 'biz.util.openLink'
const openPanel = 'biz.util.openSlidePanel'

test.beforeEach(({ sandbox }) => sandbox.reset())
test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

/** Opens the page that the client was asked to open, as the client would. */
async function openLaunched(page: Page, client: DingTalkClient): Promise<Page> {
  const calls = () => [...client.callsOf(openLink), ...client.callsOf(openPanel)]
  await expect.poll(() => calls().length).toBe(1)
  const launched = await page.context().newPage()
  await launched.goto(String(calls()[0]?.['url']))
  return launched
}

test('starts a contract directly, with two files, a colleague and an outside signer', async ({
  page,
  client,
  sandbox,
}) => {
  answerPicker(client, { lisi: '李四' })
  await page.goto('/')
  await page.getByRole('link', { name: '发起', exact: true }).click()
  await expect(page).toHaveURL(/\/start$/)
  await expect(page.getByTestId('readiness')).toContainText('准备就绪，剩余 100 份')

  // The upload of one file is cancelled, and then retried.
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', delayMs: 30_000 })
  await addFiles(page, pdf('采购合同.pdf'))
  await fileRow(page, '采购合同.pdf').getByRole('button', { name: '取消上传' }).click()
  await expect(fileRow(page, '采购合同.pdf')).toContainText('已取消上传')
  // The retry must not be delayed even if the first call has already reached the sandbox.
  await sandbox.reset()
  const cancelled = await openSheet(fileRow(page, '采购合同.pdf'))
  await cancelled.getByRole('button', { name: '重试' }).click()
  await expect(cancelled).toHaveCount(0)
  await expectReady(page, '采购合同.pdf')
  await expect(fileRow(page, '采购合同.pdf')).toContainText('1 页')
  const release = await holdBack(page, /\/api\/files\/[^/?]+$/)
  await addFiles(page, docx('附件一.docx'))
  await expect(fileRow(page, '附件一.docx')).toContainText('正在处理')
  release()
  const attachment = await openSheet(fileRow(page, '附件一.docx'))
  await attachment.getByRole('radio', { name: /^附件/ }).click()
  await expect(attachment).toHaveCount(0)
  await expect(fileRow(page, '附件一.docx').getByText('附件', { exact: true })).toBeVisible()
  await expectReady(page, '附件一.docx')
  await expect(page.getByLabel('合同名称')).toHaveValue('采购合同')

  const signers = part(page, 'signers')
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(signers.getByTestId('draft-signer')).toContainText(['李四'])
  expect(client.callsOf(pickerCall)).toMatchObject([{ multiple: true, pickedUsers: [] }])
  await addOutsider(page, '周外', '138 0000 0000')
  await signers.getByRole('switch', { name: '按顺序签署' }).check()
  const lisi = await openSheet(signers.getByTestId('draft-signer').filter({ hasText: '李四' }))
  await lisi.getByRole('button', { name: '下移' }).click()
  await finish(lisi)
  await expect(signers.getByTestId('draft-signer')).toContainText([
    /第 1 步.*周外 外部138\*\*\*\*0000 · 个人章/,
    /第 2 步.*李四 ?个人章/,
  ])
  const isStarted = announced(page, '合同已发起')
  await start(page)

  await expect(page).toHaveURL(/\/flows\/PRO-/)
  await isStarted
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('flow-title')).toHaveText('采购合同')
  await expect(page.getByTestId('flow-initiator')).toHaveText('张三')
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 周外 签署')
  await expect(page.getByTestId('signer')).toContainText([/周外.*个人章/, /李四.*个人章/])
  expect(await startCalls(sandbox)).toBe(1)

  // The contract is listed as started, and the form is empty again.
  await page.goto('/?scope=started')
  await expect(
    page
      .getByTestId('flow-row')
      .filter({ hasText: /^采购合同/ })
      .first(),
  ).toBeVisible()
  await page.goto('/start')
  await expect(page.getByTestId('readiness')).toBeVisible()
  await expect(page.getByTestId('draft-file')).toHaveCount(0)
})

for (const tag of ['@android', '@pc'])
  test(`continues a contract on e签宝's page, beside the app on PC, and comes back ${tag}`, async ({
    page,
    platform,
    client,
    sandbox,
  }) => {
    await page.goto('/start')
    await goOnByPage(page)
    // Fields of e签宝's own page are not shown here.
    await expect(page.getByRole('button', { name: /截止时间/ })).toHaveCount(0)
    await addFiles(page, pdf('租赁合同.pdf'))
    await expectReady(page, '租赁合同.pdf')
    const sheet = await openSheet(fileRow(page, '租赁合同.pdf'))
    await expect(sheet.getByRole('radio')).toHaveCount(0)
    await sheet.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '去 e签宝页面继续' }).click()

    await expect(page).toHaveURL(/\/flows\/PRO-/)
    await expect(page.getByTestId('flow-status')).toHaveText('草稿')
    await expect(page.getByTestId('flow-notice')).toHaveText('请在 e签宝页面完成设置并发出。')
    const launched = await openLaunched(page, client)
    if (platform === 'pc') {
      expect(client.callsOf(openLink)).toEqual([])
      expect(client.callsOf(openPanel)).toMatchObject([{ title: '发起合同', url: /client=pc/ }])
    }
    await expect(launched.getByRole('link', { name: '租赁合同.pdf' })).toBeVisible()
    await launched.getByRole('checkbox', { name: '李四' }).check()
    await launched.getByRole('button', { name: '发送' }).click()
    await expect(launched.getByTestId('return-note')).toContainText('已从 e签宝返回')
    await expect(launched).not.toHaveURL(/returned/)
    await launched.close()

    await client.resume(page)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByTestId('flow-notice')).toHaveCount(0)
    await expect(page.getByTestId('signer')).toContainText(['李四'])
    expect(await startCalls(sandbox)).toBe(1)
  })

/** Starts a contract on e签宝's page, which the client does not open. */
async function startUnopened(page: Page, client: DingTalkClient): Promise<void> {
  client.answer(openLink, { fail: { errorCode: '3', errorMessage: 'refused' } })
  await page.goto('/start')
  await goOnByPage(page)
  // Shows what is missing.
  await page.getByRole('button', { name: '去 e签宝页面继续' }).click()
  await expect(page.locator('[data-rule]')).not.toHaveCount(0)
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await page.getByRole('button', { name: '去 e签宝页面继续' }).click()
}

test('a page that the client does not open can be opened with a link', async ({ page, client }) => {
  await startUnopened(page, client)
  const started = page.getByTestId('started')
  await expect(started.getByRole('heading')).toHaveText('还差一步')
  const link = started.getByRole('link', { name: '打开 e签宝页面' })
  await expect(link).toHaveAttribute('href', /\/pages\/start\/PRO-/)
  await started.getByRole('button', { name: '查看合同' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('草稿')
})

test('after a start with something left to do, another contract can be started', async ({
  page,
  client,
}) => {
  await startUnopened(page, client)
  await page.getByRole('button', { name: '再发起一份' }).click()
  await expect(page.getByTestId('started')).toHaveCount(0)
  await expect(page.getByLabel('合同名称')).toHaveValue('')
  await expect(fileRow(page, 'a.pdf')).toHaveCount(0)
  await expect(page.locator('[data-rule]')).toHaveCount(0)
})

test(
  "an ordinary browser chooses among the sandbox's people, and opens e签宝’s page in a tab",
  { tag: '@browser' },
  async ({ page, context, guard, sandbox }) => {
    guard.allow(/Failed to load resource.*\/api\/flows/)
    await page.goto('/start')
    await page.getByRole('button', { name: /张三/ }).click()
    await goOnByPage(page)
    await addFiles(page, pdf('a.pdf'))
    await expectReady(page, 'a.pdf')
    const signers = part(page, 'signers')
    await signers.getByRole('button', { name: '添加同事' }).click()
    const people = page.getByRole('dialog', { name: '添加同事' })
    await people.getByRole('checkbox', { name: '王五' }).check()
    await finish(people)
    await expect(signers.getByTestId('draft-signer')).toContainText(['王五'])
    await signers.getByRole('button', { name: '添加同事' }).click()
    await people.getByRole('checkbox', { name: '王五' }).uncheck()
    await people.getByRole('checkbox', { name: '李四' }).check()
    await finish(people)
    await expect(signers.getByTestId('draft-signer')).toContainText(['李四'])
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: '去 e签宝页面继续' }).click(),
    ])
    await expect(tab.getByRole('heading', { name: '发起签署' })).toBeVisible()
    expect(await tab.evaluate(() => window.opener)).toBeNull()
    await expect(page.getByTestId('flow-status')).toHaveText('草稿')
    await tab.getByRole('button', { name: '发送' }).click()
    await expect(tab.getByTestId('return-note')).toBeVisible()
    await page.bringToFront()
    await readAgain(page)
    await expect(page.getByTestId('flow-next-step')).toContainText('等待 李四 签署')
    await tab.close()

    await test.step('the tab is closed again when e签宝 gives no page', async () => {
      await page.goto('/start')
      await sandbox.fault({ match: 'POST /v2.0/esign/processes/startUrls', status: 500 })
      await goOnByPage(page)
      await addFiles(page, pdf('a.pdf'))
      await expectReady(page, 'a.pdf')
      await page.getByRole('button', { name: '去 e签宝页面继续' }).click()
      await expect(page.getByTestId('failure')).toBeVisible()
      await expect.poll(() => context.pages()).toHaveLength(1)
    })
  },
)

test('files can be retried, refused, put in order, replaced and removed', async ({
  page,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/files/)
  await page.goto('/start')
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', status: 500 })
  await addFiles(page, pdf('a.pdf'), { ...pdf('b.txt'), mimeType: 'text/plain' })
  const refused = page.getByRole('alert')
  await expect(refused).toContainText('没有添加“b.txt”：不支持这种文件')
  const row = fileRow(page, 'a.pdf')
  await expect(row).toHaveAttribute('data-stage', 'not-sent')
  await expect(row).toContainText('没有上传成功：暂时连不上钉钉或 e签宝')
  await expect(row).not.toContainText('请求编号')
  await sandbox.reset()
  const fileSheet = await openSheet(row)
  await expect(fileSheet).toContainText(/详情请求编号：\S+/)
  await fileSheet.getByRole('button', { name: '重试' }).click()
  await expectReady(page, 'a.pdf')
  await expect(page.getByTestId('draft-file')).toHaveCount(1)
  await refused.getByRole('button', { name: '知道了' }).click()
  await expect(refused).toHaveCount(0)

  await addFiles(page, pdf('b.pdf'))
  await expectReady(page, 'b.pdf')
  const second = await openSheet(fileRow(page, 'b.pdf'))
  await second.getByRole('button', { name: '上移' }).click()
  await expect(page.getByTestId('draft-file')).toContainText(['b.pdf', 'a.pdf'])
  await second.getByRole('button', { name: '关闭' }).click()
  await expect(second).toHaveCount(0)
  await (await openSheet(fileRow(page, 'a.pdf'))).getByRole('button', { name: '移除' }).click()
  await expect(page.getByTestId('draft-file')).toHaveCount(1)
  await expect(page.getByTestId('draft-file')).toContainText(['b.pdf'])
  await expect(page.getByRole('button', { name: /^添加文件/ })).toBeFocused()
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', delayMs: 30_000 })
  await addFiles(page, pdf('c.pdf'))
  await fileRow(page, 'c.pdf').getByRole('button', { name: '取消上传' }).click()
  await sandbox.reset()
  const sheet = await openSheet(fileRow(page, 'c.pdf'))
  await choose(sheet.getByRole('button', { name: '重新选择' }), pdf('d.pdf'))
  await expectReady(page, 'd.pdf')
  await expect(page.getByTestId('draft-file')).toContainText(['b.pdf', 'd.pdf'])
})

test('on PC, files are dropped, and dragged into order', { tag: '@pc' }, async ({ page }) => {
  await page.goto('/start')
  await expect(page.getByText('把文件拖到这里，或')).toBeVisible()
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['%PDF-1.4 a'], 'a.pdf'))
    transfer.items.add(new File(['%PDF-1.4 b'], 'b.pdf'))
    return transfer
  })
  const card = page.getByTestId('draft-files')
  await card.dispatchEvent('dragover', { dataTransfer: dropped })
  await expect(page.getByText('松开即可添加')).toBeVisible()
  await card.dispatchEvent('drop', { dataTransfer: dropped })
  await expectReady(page, 'a.pdf')
  await expectReady(page, 'b.pdf')
  await page.getByTitle('拖动“b.pdf”调整顺序').dragTo(fileRow(page, 'a.pdf'))
  await expect(page.getByTestId('draft-file')).toContainText(['b.pdf', 'a.pdf'])
})

for (const tag of ['@android', '@pc'])
  test(`signers are reordered by dragging, with a mouse and with a finger ${tag}`, async ({
    page,
    platform,
    client,
    sandbox,
  }) => {
    answerPicker(client, { lisi: '李四', wangwu: '王五', qianqi: '钱七' })
    await page.goto('/start')
    await addFiles(page, pdf('a.pdf'))
    await expectReady(page, 'a.pdf')
    const signers = part(page, 'signers')
    const rows = signers.getByTestId('draft-signer')
    await signers.getByRole('button', { name: '添加同事' }).click()
    await expect(rows).toHaveCount(3)
    // When all sign at once, there is no order to change.
    await expect(page.getByTitle(/^拖动/)).toHaveCount(0)
    await signers.getByRole('switch', { name: '按顺序签署' }).check()
    await expect(rows).toContainText([/第 1 步.*李四/, /第 2 步.*王五/, /第 3 步.*钱七/])

    const isMoved = announced(page, '“钱七”已移到第 1 位')
    const handle = page.getByTitle('拖动“钱七”调整顺序')
    if (platform === 'pc') await handle.dragTo(rows.first())
    else {
      await handle.scrollIntoViewIfNeeded()
      const from = await handle.boundingBox()
      const to = await rows.first().boundingBox()
      if (from === null || to === null) throw new Error('there are no rows')
      const touch = await TouchPoint.of(page)
      await touch.drag(from.y + from.height / 2, to.y + 10, from.x + from.width / 2)
      await expect(rows.first()).toHaveAttribute('data-drop', 'before')
      await touch.lift()
    }
    await expect(rows).toContainText([/第 1 步.*钱七/, /第 2 步.*李四/, /第 3 步.*王五/])
    await isMoved
    await expect(rows.first()).not.toHaveAttribute('data-drop')

    await start(page)
    await expect(page.getByTestId('flow-next-step')).toContainText('等待 钱七 签署')
    expect(await startCalls(sandbox)).toBe(1)
  })
