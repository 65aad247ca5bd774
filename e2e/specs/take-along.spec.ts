import type { Locator, Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { announced } from '#e2e/support/announced.ts'
import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// Contracts chosen on the home page are downloaded as one zip, or their people are reminded
// together.
//
// These tests have their own app, because it remembers who was reminded when.
test.use({ ownApp: 'take-along' })

const saveCall = 'biz.cspace.saveFile'

const row = (page: Page, title: string) =>
  page.getByTestId('flow-row').filter({ hasText: title }).getByRole('checkbox')

async function choose(page: Page, ...titles: string[]): Promise<void> {
  await page.goto('/?scope=started')
  await page.getByRole('button', { name: '多选', exact: true }).click()
  for (const title of titles) await row(page, title).check()
  await expect(page.getByRole('status').filter({ hasText: /^已选/ })).toHaveText(
    `已选 ${titles.length} 份，最多 50 份`,
  )
}

const downloadButton = (page: Page) => page.getByRole('button', { name: '下载文件', exact: true })
const sheetOf = (page: Page) => page.getByTestId('archive-sheet')

/** Clicks, and returns what the client saved for that. */
async function saved(client: DingTalkClient, button: Locator) {
  const isSaved = announced(button.page(), '已保存到钉盘')
  await button.click()
  await isSaved
  const { name, url } = client.callsOf(saveCall).at(-1) ?? {}
  return { name: String(name), url: String(url) }
}

test.describe('chosen contracts', { tag: '@android' }, () => {
  test('are saved by the client, from an address that works without cookies', async ({
    page,
    client,
  }) => {
    await choose(page, '软件开发技术服务合同', '办公设备采购合同')
    await expectAccessible(page)
    const zip = await saved(client, downloadButton(page))
    await expect(sheetOf(page)).toHaveCount(0)
    expect(zip.name).toMatch(/^合同文件 .*\.zip$/)
    const answer = await fetch(zip.url)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const content = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    expect(content).toContain('PRO-SANDBOX-COMPLETED')
    expect(content).toContain('%PDF-')
    // The selection is cleared afterwards.
    await expect(page.getByRole('checkbox')).toHaveCount(0)

    await test.step('the client’s back key leaves the selection', async () => {
      await choose(page, '软件开发技术服务合同')
      expect(await client.pressBack(page)).toBe(true)
      await expect(page.getByRole('checkbox')).toHaveCount(0)
    })

    await test.step('so is the list as shown', async () => {
      await choose(page)
      const list = await saved(client, page.getByRole('link', { name: '导出列表' }))
      expect(list.name).toBe('flows.csv')
      const text = await (await fetch(list.url)).text()
      expect(text).toContain('PRO-SANDBOX-SIGNING,办公设备采购合同,签署中,张三')
    })
    await test.step('and all files of one contract, from its page', async () => {
      await page.goto(linkTo('SEAL-APPROVAL'))
      // The files are listed once the app knows them.
      const all = page.getByRole('button', { name: '全部下载（zip）' })
      await expect(async () => {
        await page.reload()
        await expect(all).toBeVisible({ timeout: 5000 })
      }).toPass()
      const files = await saved(client, all)
      expect(files.name).toMatch(/^战略合作框架协议 .*\.zip$/)
      expect((await fetch(files.url)).status).toBe(200)
    })
  })

  test('are a browser download where the client cannot save, with missing files listed', async ({
    page,
    client,
    sandbox,
  }) => {
    client.answer(saveCall, { fail: { errorCode: '7', errorMessage: 'no permission' } })
    const match = '/v2.0/esign/flowTasks/PRO-SANDBOX-SIGNING/docs'
    await sandbox.fault({ match, status: 500 })
    await choose(page, '软件开发技术服务合同', '办公设备采购合同')
    const download = page.waitForEvent('download')
    await downloadButton(page).click()
    expect((await download).suggestedFilename()).toMatch(/^合同文件 .*\.zip$/)
    await expect(sheetOf(page)).toContainText('有的文件没有取到')
    await expectAccessible(page)
    await sheetOf(page).getByRole('button', { name: '关闭' }).click()
    await expect(sheetOf(page)).toHaveCount(0)
  })

  test('show their progress, and can be cancelled', async ({ page, client, sandbox, app }) => {
    client.answer(saveCall, { fail: { errorCode: '7', errorMessage: 'no permission' } })
    // The app gives up on a contract after eight seconds, so several are needed to delay it longer.
    for (const name of ['COMPLETED', 'UNKNOWN', 'REVOKED'])
      await sandbox.fault({
        match: `/v2.0/esign/flowTasks/PRO-SANDBOX-${name}/docs`,
        delayMs: 60_000,
      })
    await choose(
      page,
      '办公设备采购合同',
      '软件开发技术服务合同',
      '数据处理补充协议',
      '仓储租赁合同',
    )
    await downloadButton(page).click()
    await expect(page.getByTestId('archive-progress')).toContainText('正在下载第 1 份，共 4 份')
    await expectAccessible(page)
    await sheetOf(page).getByRole('button', { name: '取消' }).click()
    await expect(sheetOf(page)).toHaveCount(0)
    // The contracts stay selected for a retry.
    await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(4)
    let output = ''
    await expect
      .poll(() => (output += app.takeOutput()))
      .toMatch(/"outcome":"cancelled".*"msg":"archive"/)
  })

  test('are reminded of together, with a preview before and results after', async ({
    page,
    sandbox,
  }) => {
    await choose(page, '办公设备采购合同', '软件开发技术服务合同', '货物运输服务合同')
    await page.getByRole('button', { name: '催办', exact: true }).click()
    const sheet = page.getByTestId('remind-sheet')
    await expect(sheet.getByRole('heading', { name: '可提醒 1 份' })).toBeVisible()
    const rows = sheet.getByTestId('reminded-flow')
    await expect(rows.filter({ hasText: '办公设备采购合同' })).toContainText('将提醒 李四')
    const ended = rows.filter({ hasText: '软件开发技术服务合同' })
    await expect(ended).toBeHidden()
    await sheet.getByText('现在不能提醒 1 份').click()
    await expect(ended).toContainText('合同已经结束')
    await expectAccessible(page)
    await test.step('outside signers are reminded by their links', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      const copied = () => page.evaluate(() => navigator.clipboard.readText())
      await expect(sheet.getByRole('heading', { name: '等外部签署人 1 份' })).toBeVisible()
      const outsider = sheet.getByTestId('outsiders').getByRole('listitem')
      await expect(outsider).toHaveText(
        /^货物运输服务合同孙八 · 上海云帆贸易有限公司 · 139\*\*\*\*0008复制签署链接$/,
      )
      const isCopied = announced(page, '已复制，去微信或短信粘贴')
      await outsider.getByRole('button', { name: '复制签署链接：孙八' }).click()
      await isCopied
      expect(await copied()).toMatch(/^请签署《货物运输服务合同》.*https?:\S+\nPlease sign /)
      // One alone needs no button for all.
      await expect(sheet.getByRole('button', { name: '全部复制' })).toHaveCount(0)
      await outsider.getByRole('button', { name: /^货物运输服务合同/ }).click()
      await expect(sheet.getByRole('img', { name: '孙八 的签署二维码' })).toBeVisible()
    })
    await sheet.getByRole('textbox', { name: '附言（可不填）' }).fill('今天要用')
    expect(await sandbox.messages()).toEqual([])
    await sheet.getByRole('button', { name: '发送提醒（1 份）' }).click()
    await expect(rows.filter({ hasText: '办公设备采购合同' })).toContainText('已提醒 李四')
    const messages = await sandbox.messages()
    expect(messages.map(({ deliveredTo }) => deliveredTo)).toEqual([['lisi']])
    expect(JSON.stringify(messages)).toContain('今天要用')
    await sheet.getByRole('button', { name: '关闭' }).click()

    await expect(page.getByRole('checkbox')).toHaveCount(0)

    await choose(page, '办公设备采购合同', '软件开发技术服务合同')
    await page.getByRole('button', { name: '催办', exact: true }).click()
    await sheet.getByText('现在不能提醒 2 份').click()
    await expect(rows.filter({ hasText: '办公设备采购合同' })).toContainText('刚提醒过')
  })
})
