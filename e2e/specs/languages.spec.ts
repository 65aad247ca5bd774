import { contexts } from '#e2e/client/platforms.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { speak } from '#e2e/support/speak.ts'

// Chinese and English: the client's language by default, then the person's own choice.

const english = contexts.android.userAgent.replace('language/zh-CN', 'language/en-US')

test.describe('a client in English', () => {
  test.use({ userAgent: english, person: 'wangwu' })

  test('has the app in English', async ({ page, guard }) => {
    guard.allow(/Failed to load resource.*404.*\/api\/flows\//)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('Signing')
    await expect(page.getByTestId('flow-next-step')).toContainText(/^Waiting for 李四/)
    await expect(page.getByRole('button', { name: 'More' })).toBeVisible()
    await expect(page.getByTestId('flow-initiator')).toHaveText('张三')
    await expect(page.getByText('Started by 张三')).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.goto('/')
    await expect(searchField(page)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Scan' })).toBeVisible()
    await page.goto('/flows/PRO-SANDBOX-NOTHING')
    await expect(page.getByTestId('app-error').getByRole('heading')).toHaveText(
      'This contract was not found',
    )
  })
})

test.describe('a PC client in Chinese on an English system', { tag: '@pc' }, () => {
  test.use({ locale: 'en-US' })

  test('has the app in Chinese', async ({ page }) => {
    await page.goto('/')
    await expect(searchField(page)).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  })
})

test.describe('an English browser', { tag: '@browser' }, () => {
  test.use({ locale: 'en-US' })

  test('has the app in English', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading')).toHaveText('Sandbox mode')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
})

test('the language can be switched, and the choice is kept', async ({ page, client }) => {
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await speak(page, 'English')
  await expect(page.getByRole('tab', { name: 'For me' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect
    .poll(() => client.callsOf('biz.navigation.setTitle').at(-1))
    .toMatchObject({ title: 'Contract progress' })
  await page.reload()
  await expect(page.getByRole('tab', { name: 'For me' })).toBeVisible()
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('Signing')
  await speak(page, '中文')
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('timeline-item').first()).toContainText('查看流程')
})
