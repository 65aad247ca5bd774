import type { Locator, Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import {
  addFiles,
  answerPicker,
  expectReady,
  forgetStarts,
  part,
  pdf,
  start,
} from '#e2e/support/start-contract.ts'

// The tasks that people come for, with the number of taps that each may take.

/** Taps, and counts the taps. */
class Hand {
  taps = 0

  async tap(target: Locator): Promise<void> {
    await target.click()
    this.taps += 1
  }
}

const action = (page: Page, name: string) =>
  page.getByTestId('action-bar').getByRole('button', { name })

const openLink = 'biz.util.openLink'

test('two taps from a message to the text and link for the outsider', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const hand = new Hand()
  await page.goto(linkTo('EXTERNAL'))
  await hand.tap(action(page, '催办'))
  const sheet = page.getByRole('dialog', { name: '提醒 孙八' })
  await hand.tap(sheet.getByRole('button', { name: '复制签署链接' }))
  await expect(sheet).toHaveCount(0)
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^请签署《货物运输服务合同》.*打开链接后由 e签宝 验证身份：https?:\S+\n/)
  expect(hand.taps).toBe(2)
  // The signer's row says so without a refresh by hand.
  const signer = page.getByTestId('signer').filter({ hasText: '孙八' })
  await expect(signer).toContainText(/已取链接 \d+ 次/)
})

test('one tap from a refused contract to the form filled in', async ({ page }) => {
  const hand = new Hand()
  await page.goto(linkTo('REFUSED'))
  await hand.tap(action(page, '重新发起'))
  await expect(page.getByLabel('合同名称')).toHaveValue('广告投放合作协议')
  await expect(page.getByTestId('draft-signer')).toHaveCount(2)
  expect(hand.taps).toBe(1)
})

test.describe('an approver', () => {
  test.use({ person: 'lisi' })

  test("needs two taps from 待我处理 to DingTalk's approval", async ({ page, client }) => {
    const hand = new Hand()
    await page.goto('/?scope=waiting')
    const row = page.getByTestId('flow-row').filter({ hasText: '战略合作框架协议' })
    await hand.tap(row.getByRole('link'))
    await hand.tap(action(page, '去审批'))
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    const [call] = client.callsOf(openLink)
    expect(call?.['url']).toMatch(/^https:\/\/aflow\.dingtalk\.com\/.*#\/upcoming$/)
    await expect(page.getByTestId('approve-notice')).toContainText('战略合作框架协议用印审批')
    expect(hand.taps).toBe(2)
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
    const hand = new Hand()
    const notice = page.getByTestId('return-note')
    await expect(notice).toContainText(/^下一份：《.*》/)
    await hand.tap(notice.getByRole('button', { name: '去处理' }))
    await expect(page.getByTestId('flow-lead')).toContainText('轮到您签署')
    await expect(page).not.toHaveURL(new RegExp(`${first}$`))
    expect(hand.taps).toBe(1)
  })
})
