import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { liveSettings } from '#e2e/support/live-settings.ts'

// The app without a sandbox, in an ordinary browser, where no DingTalk client can identify anybody.

test.use({ settings: liveSettings })

test.describe('an ordinary browser', { tag: '@browser' }, () => {
  test('is told to open the same page in DingTalk', async ({ page, baseURL }) => {
    await page.goto('/flows/PRO-1?corpId=ding1&from=mail')
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'outside-dingtalk')
    await expect(error.getByRole('heading')).toHaveText('请在钉钉中打开')
    const link = error.getByRole('link', { name: '在钉钉中打开' })
    const address = encodeURIComponent(`${baseURL}/flows/PRO-1?corpId=ding1&from=mail`)
    await expect(link).toHaveAttribute(
      'href',
      `dingtalk://dingtalkclient/page/link?url=${address}&pc_slide=true`,
    )
    await expect(error).toContainText('没有反应？请先安装并登录钉钉。')
    await expectAccessible(page)
  })

  test('is offered no sandbox persons and no samples, and is told so in English', async ({
    page,
    request,
  }) => {
    await page.goto('/')
    await expect(page.getByTestId('app-error')).toBeVisible()
    await expect(page.getByRole('button', { name: /身份继续/ })).toHaveCount(0)
    expect((await request.get('/_sandbox/samples')).status()).toBe(404)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading')).toHaveText('Open this in DingTalk')
    await expect(page.getByRole('link', { name: 'Open in DingTalk' })).toBeVisible()
  })
})
