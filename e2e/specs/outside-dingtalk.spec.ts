import { expect, test } from '../support/fixtures.ts'
import { stopPolling } from '../support/no-polling.ts'
import { linkTo } from '../support/seeds.ts'

// In an ordinary browser, in sandbox mode, one chooses who to be.

test.describe('the choice of person', { tag: '@browser' }, () => {
  const people = [
    { button: '以员工身份继续（张三）', name: '张三' },
    { button: '以审批人身份继续（李四）', name: '李四' },
    { button: '以管理员身份继续（王五）', name: '王五' },
  ]

  for (const { button, name } of people) {
    test(`lets one be ${name}`, async ({ page }) => {
      await page.goto('/')
      await expect(page.getByRole('heading')).toHaveText('沙箱模式')
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByText(`沙箱 · ${name}`)).toBeVisible()
      await page.getByTestId('sample-flows').getByRole('link').first().click()
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    })
  }

  test('leads to the flow that was asked for', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await page.getByRole('button', { name: '以员工身份继续（张三）' }).click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page).toHaveURL(linkTo('SIGNING'))
  })

  test('holds for later visits', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: '以管理员身份继续（王五）' }).click()
    await expect(page.getByText('沙箱 · 王五')).toBeVisible()
    await page.goto(linkTo('COMPLETED'))
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  })

  test('can be made anew', async ({ page, guard }) => {
    await page.goto('/')
    await page.getByRole('button', { name: '以员工身份继续（张三）' }).click()
    await page.getByRole('button', { name: '切换身份' }).click()
    await page.getByRole('button', { name: '以审批人身份继续（李四）' }).click()
    await expect(page.getByText('沙箱 · 李四')).toBeVisible()
    expect(await guard.take()).toEqual([])
  })

  test('comes back when the session is over', async ({ page, context, guard }) => {
    guard.allow(/Failed to load resource.*401.*\/api\/(flows|access-requests)/)
    await stopPolling(context)
    await page.goto(linkTo('SIGNING'))
    await page.getByRole('button', { name: '以员工身份继续（张三）' }).click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await context.clearCookies()
    await page.getByRole('button', { name: '刷新' }).click()
    await page.getByRole('button', { name: '以审批人身份继续（李四）' }).click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })
})

test.describe('the choice of person in English', { tag: '@browser' }, () => {
  test.use({ locale: 'en-GB' })

  test('names the roles', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading')).toHaveText('Sandbox mode')
    await expect(page.getByRole('button', { name: 'Continue as' })).toHaveText([
      /^Continue as employee \(张三\)started \d+$/,
      /^Continue as approver \(李四\)\d+ to sign/,
      /^Continue as admin \(王五\)admin desk and all contracts/,
    ])
    await page.getByRole('button', { name: 'Continue as admin (王五)' }).click()
    await expect(page.getByText('Sandbox · 王五')).toBeVisible()
  })
})
