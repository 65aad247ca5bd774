import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// In a third-party sandbox, people choose an organisation first, and the state it is in.

test.use({ ownApp: 'chooser', settings: { DINGTALK_APP_KIND: 'third-party' } })

const own = /杭州星河科技有限公司/
const fresh = /武汉晨光印务有限公司/
const stopped = /青岛海石贸易有限公司/

const samplesSchema = z.object({
  corps: z.array(z.object({ corpId: z.string(), name: z.string() })),
})

async function choose(page: Page, corp: RegExp, role: RegExp): Promise<void> {
  await page.getByRole('button', { name: corp }).click()
  await page.getByRole('button', { name: role }).click()
}

test.describe('the third-party chooser', { tag: '@browser' }, () => {
  test('is clicked through to a customer’s desk', async ({ page }) => {
    await page.goto('/operator')
    await test.step('the operator by default is 王五 of the first organisation', async () => {
      await choose(page, own, /管理员.*王五/)
      await expect(page.getByTestId('corp')).not.toHaveCount(0)
      // The app may not have heard of it yet, as its line to DingTalk opens seconds after its start,
      // nor read its state.
      const customer = page.getByRole('link', { name: fresh })
      await expect(async () => {
        await page.reload()
        await expect(customer).toContainText('未授权', { timeout: 3000 })
      }).toPass()
      await customer.click()
      await expect(page.getByText('未授权').first()).toBeVisible()
    })
    await test.step('initialises for the customer, and sells it a package', async () => {
      await page.getByRole('button', { name: '初始化开发者账号' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '初始化' }).click()
      await expect(page.getByText('已初始化').first()).toBeVisible()
      await page.getByRole('button', { name: '新订单' }).click()
      const sheet = page.getByRole('dialog', { name: '新订单' })
      await sheet.getByLabel('订单号').fill('CHOOSER-1')
      await sheet.getByLabel('商品编码').fill('ITEM-100')
      await sheet.getByLabel('商品名称').fill('合同套餐')
      await sheet.getByLabel('金额（元）').fill('99.50')
      await sheet.getByLabel('份数', { exact: true }).fill('100')
      await sheet.getByLabel('再输入一次份数').fill('100')
      await sheet.getByRole('button', { name: '下单' }).click()
      const question = page.getByRole('dialog', { name: '确认下单？' })
      await question.getByRole('button', { name: '确认下单' }).click()
      await expect(page.getByTestId('order').first()).toContainText('已下单')
    })
    await test.step('the customer’s administrator authorises the app on its desk', async () => {
      await page.goto('/')
      await page.getByRole('button', { name: '切换身份' }).click()
      await page.getByRole('button', { name: '选择其他组织' }).click()
      await choose(page, fresh, /管理员/)
      await page.getByRole('link', { name: '管理台' }).click()
      const launched = page.waitForEvent('popup')
      await page.getByTestId('needs').getByRole('button', { name: '去授权' }).click()
      const authorising = await launched
      await authorising.getByRole('button', { name: '同意授权' }).click()
      await expect(authorising.getByRole('link', { name: '合同余量 100' })).toBeVisible()
    })
  })

  test('gets a stopped organisation going again', async ({ page, request, sandbox, guard }) => {
    guard.allow(/Failed to load resource.*403/)
    await page.goto('/')
    await test.step('the app has heard that it is stopped', async () => {
      const { corps } = samplesSchema.parse(await (await request.get('/_sandbox/samples')).json())
      const corpId = corps.find(({ name }) => stopped.test(name))?.corpId
      const headers = { origin: new URL(page.url()).origin }
      await expect(async () => {
        const data = { authCode: await sandbox.authCode('songyi', corpId), corpId }
        expect((await request.post('/api/session', { data, headers })).status()).toBe(403)
      }).toPass()
    })
    await choose(page, stopped, /员工/)
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'corp-stopped')
    await error.getByRole('button', { name: '刷新' }).click()
    await page.getByRole('button', { name: /改变这个组织的状态/ }).click()
    await page.getByRole('button', { name: '启用应用' }).click()
    await page.getByRole('link', { name: '返回应用' }).click()
    await expect(page.getByText(/（使用中）/)).toBeVisible()
    // The app may hear of it only now.
    await expect(async () => {
      await page.reload()
      await page.getByRole('button', { name: /员工/ }).click()
      await expect(page.getByText('沙箱 · 宋一')).toBeVisible({ timeout: 2000 })
    }).toPass()
  })

  test('is accessible, and fits with text of twice its size', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('button', { name: own })).toBeVisible()
    await expectAccessible(page)
    await expectLargeTextFits(page)
    await page.getByRole('button', { name: stopped }).click()
    await expect(page.getByRole('button', { name: '选择其他组织' })).toBeVisible()
    await expectAccessible(page)
    await expectLargeTextFits(page)
  })
})
