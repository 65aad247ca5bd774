import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { operatorCorpsSchema } from '#shared/schemas/corp/operator.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import type { SandboxControl } from '#e2e/support/sandbox-control.ts'

// The desk of the operators, who run the app for many organisations.

test.use({
  person: 'wangwu',
  ownApp: 'operator',
  settings: {
    DINGTALK_APP_KIND: 'third-party',
    OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
  },
})

const customer = 'dingqingshan'

const dayMs = 24 * 60 * 60_000

/** Three organisations: one uses the app, one has stopped it, one has removed it. */
async function haveCustomers(page: Page, sandbox: SandboxControl) {
  const began = Date.now()
  await sandbox.addCorps(customer, '青山科技有限公司')
  await sandbox.addCorps('dingyuanshan', '远山贸易有限公司')
  await sandbox.addCorps('dingheliu', '河流物流有限公司')
  for (const corpId of [customer, 'dingyuanshan', 'dingheliu'])
    await sandbox.moveCorp(corpId, { what: 'authorise' })
  await sandbox.moveCorp(customer, { what: 'buy', until: Date.now() + 20 * dayMs })
  await sandbox.moveCorp('dingyuanshan', { what: 'stop' })
  await sandbox.moveCorp('dingheliu', { what: 'relieve' })
  await page.goto(`/me?corpId=${sandboxCorpId}`)
  await expect(page.getByRole('navigation')).toBeVisible()
  for (const [filter, corpId, lastEvent] of [
    ['relieved', 'dingheliu', 'org_suite_relieve'],
    ['stopped', 'dingyuanshan', 'org_micro_app_stop'],
    ['ending', customer, 'market_order'],
  ])
    await expect(async () => {
      const answer = await page.request.get(`/api/operator/corps?filter=${filter}`)
      const { corps } = operatorCorpsSchema.parse(await answer.json())
      const corp = corps.find((each) => each.corpId === corpId)
      expect(corp?.lastEvent).toBe(lastEvent)
      // The app remembers the events of the test before.
      expect(corp?.lastEventAt).toBeGreaterThanOrEqual(began)
    }).toPass()
}

test.describe('the desk', { tag: '@pc' }, () => {
  test.beforeEach(({ page, sandbox }) => haveCustomers(page, sandbox))

  test('finds an organisation, orders a package for it, and deletes the data of one that has left', async ({
    page,
    sandbox,
  }) => {
    test.slow()
    await page.goto('/admin')
    await page.getByRole('main').getByRole('link', { name: '运营台' }).click()
    const corps = page.getByTestId('corps')
    await expect(corps.getByTestId('corp')).not.toHaveCount(0)
    await page.getByRole('radio', { name: /^全部/ }).check()
    await page.getByRole('searchbox').fill('青山')
    await expect(corps.getByTestId('corp')).toHaveCount(1)
    await corps.getByRole('link', { name: '青山科技有限公司' }).click()
    await expect(page.getByRole('heading', { name: '青山科技有限公司' })).toBeVisible()
    await expect(page.getByTestId('corp-events')).toContainText('开通')

    await page.getByRole('button', { name: '初始化开发者账号' }).click()
    await page
      .getByRole('dialog', { name: '为这个组织初始化？' })
      .getByRole('button', { name: '初始化' })
      .click()
    await expect(page.getByText('已初始化').first()).toBeVisible()

    await sandbox.setCorp(customer, { esignAuthorised: true, margin: 5 })
    await page.goto(`/operator/${customer}`)
    await page.getByRole('button', { name: '刷新状态' }).click()
    await expect(page.getByTestId('corp-margin')).toContainText('剩 5 份')
    // With few contracts left, what is needed has the button too.
    await page.getByRole('button', { name: '新订单' }).last().click()
    const sheet = page.getByRole('dialog', { name: '新订单' })
    const [kinds, orderId] = [sheet.getByRole('radiogroup'), sheet.getByLabel('订单号')]
    const [left, right] = [await kinds.boundingBox(), await orderId.boundingBox()]
    const isBeside = (right?.x ?? 0) > (left?.x ?? 0) + (left?.width ?? Infinity)
    expect(isBeside).toBe((page.viewportSize()?.width ?? 0) >= 768)
    await orderId.fill('QS-100')
    await sheet.getByLabel('商品编码').fill('ITEM-100')
    await sheet.getByLabel('商品名称').fill('合同套餐')
    await sheet.getByLabel('金额（元）').fill('99.50')
    await sheet.getByLabel('份数', { exact: true }).fill('100')
    await sheet.getByLabel('再输入一次份数').fill('100')
    await sheet.getByRole('button', { name: '下单' }).click()
    const question = page.getByRole('dialog', { name: '确认下单？' })
    await expect(question).toContainText('为 青山科技有限公司 下单')
    await question.getByRole('button', { name: '确认下单' }).click()
    await expect(page.getByTestId('order').first()).toContainText('已下单')
    await page.getByRole('button', { name: '刷新状态' }).click()
    await expect(page.getByTestId('corp-margin')).toContainText('剩 105 份')

    await page.goto('/operator/dingheliu')
    await page.getByRole('button', { name: '删除数据…' }).click()
    const deletion = page.getByRole('dialog', { name: '删除这个组织的数据？' })
    await expect(deletion.getByRole('button', { name: '删除全部数据' })).toBeDisabled()
    await deletion.getByLabel('组织编号或名称').fill('河流物流有限公司')
    await deletion.getByRole('button', { name: '删除全部数据' }).click()
    await expect(page.getByText('数据已删除').first()).toBeVisible()
  })

  test('shows the organisations in trouble first, and has the text for an admin after two taps', async ({
    page,
    context,
    sandbox,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await sandbox.setCorp(customer, { esignAuthorised: false })
    await page.goto(`/operator/${customer}`)
    await page.getByRole('button', { name: '刷新状态' }).click()
    await expect(page.getByTestId('troubles')).toContainText('未授权')
    await page.goto('/operator')
    await expect(page.getByRole('radio', { name: /^有问题 \d+$/ })).toBeChecked()
    await page.getByTestId('corp').filter({ hasText: '青山科技有限公司' }).getByRole('link').click()
    await page.getByRole('button', { name: '复制给管理员' }).first().click()
    await expect(page.getByText('已复制').first()).toBeVisible()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    const link = /https:\/\/applink\.dingtalk\.com\/page\/link\?\S+(?=，点)/.exec(text)?.[0] ?? ''
    const linked = new URL(new URL(link).searchParams.get('url') ?? '')
    expect([linked.pathname, linked.search]).toEqual(['/admin', `?corpId=${customer}`])
    expect(text).toBe(
      `您好，青山科技有限公司 的 e签宝 未授权，员工暂时不能使用“合同进度”。请在钉钉中打开 ${link}，点“去授权”即可。`,
    )
    await page.goBack()
    await expect(page.getByTestId('corp').filter({ hasText: '青山科技有限公司' })).toBeVisible()
  })

  test('is a table from 768 pixels, with rows of 44 that its heads sort', async ({ page }) => {
    for (const width of [768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto('/operator?filter=all')
      const row = page.getByTestId('corp').filter({ hasText: '青山科技有限公司' })
      await expect(row).toBeVisible()
      expect((await row.boundingBox())?.height).toBeLessThanOrEqual(45)
      expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      const left = page.getByRole('columnheader', { name: '余量' })
      await left.getByRole('button').click()
      await expect(left).toHaveAttribute('aria-sort', 'ascending')
      await expect(page).toHaveURL(/sort=left&order=asc/)
    }
  })
})
