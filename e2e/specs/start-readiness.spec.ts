import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopEvents } from '#e2e/support/no-polling.ts'

// What must be in order before a contract can be started, and how people fix it.

const openLink = 'biz.util.openLink'

test.afterEach(({ sandbox }) => sandbox.reset())

function check(page: Page, item: string) {
  return page.locator(`[data-testid=readiness-item][data-item=${item}]`)
}

/** Opens the page that the client was asked to open last, as the client would. */
async function openLaunched(page: Page, client: DingTalkClient, asked = 1): Promise<Page> {
  await expect.poll(() => client.callsOf(openLink)).toHaveLength(asked)
  const launched = await page.context().newPage()
  await launched.goto(String(client.callsOf(openLink).at(-1)?.['url']))
  return launched
}

test('is one quiet line that stays when all is in order', async ({ page, sandbox }) => {
  await page.goto('/start')
  const readiness = page.getByTestId('readiness')
  await expect(readiness).toContainText('准备就绪，剩余 100 份')
  await expect(readiness).toHaveAttribute('data-state', 'ok')
  const line = readiness.getByRole('status')
  await expect(line).toHaveClass(/tone-quiet/)
  await expect(line).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  expect((await line.boundingBox())?.height).toBe(44)
  await sandbox.setCorp(sandboxCorpId, { margin: 10 })
  await page.reload()
  await expect(readiness).toContainText('仅剩 10 份')
  await expect(line).toHaveClass(/tone-warn/)
})

test.describe('a person who is not verified', () => {
  test.use({ person: 'zhaoliu' })

  test('verifies on e签宝’s page, and sees it on coming back', async ({ page, client }) => {
    await page.goto('/start')
    await expect(check(page, 'person-verified')).toHaveAttribute('data-state', 'missing')
    await page.getByRole('button', { name: '合同名称' }).click()
    await page.getByLabel('合同名称', { exact: true }).fill('年度采购')
    await check(page, 'person-verified').getByRole('button', { name: '去实名认证' }).click()
    await expect(check(page, 'person-verified')).toContainText('完成后回到这里会自动更新')
    const launched = await openLaunched(page, client)
    await launched.getByRole('button', { name: '确认认证' }).click()
    await expect(launched).toHaveURL(/\/start/)
    await expect(launched.getByTestId('return-note')).toContainText('已从实名认证页面返回')
    await launched.close()
    await client.resume(page)
    await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
    await expect(page.getByLabel('合同名称', { exact: true })).toHaveValue('年度采购')
  })

  test('is told when e签宝 or the client gives no page, and can confirm it by hand', async ({
    page,
    context,
    sandbox,
    guard,
    client,
  }) => {
    guard.allow(/Failed to load resource.*realname-url/)
    // An event about an earlier test's organisation would repeat the check before the button does.
    await stopEvents(context)
    await page.goto('/start')
    const item = check(page, 'person-verified')
    const button = item.getByRole('button', { name: '去实名认证' })
    await test.step('e签宝 gives no page', async () => {
      await sandbox.fault({ match: '/v2.0/esign/users/realnames', status: 500 })
      await button.click()
      await expect(item.getByTestId('failure')).toContainText(/暂时连不上钉钉或 e签宝.*请求编号/)
      expect(client.callsOf(openLink)).toEqual([])
      await sandbox.reset()
    })
    await test.step('a link when the client does not open the page', async () => {
      client.answer(openLink, { fail: { errorCode: '3', errorMessage: 'no' } })
      await button.click()
      await expect(item.getByRole('link', { name: '打开 e签宝页面' })).toHaveAttribute(
        'href',
        /\/pages\/real-name\//,
      )
    })
    await test.step('by hand where the client reports no return', async () => {
      client.answer(openLink, { ok: {} })
      await button.click()
      const launched = await openLaunched(page, client, 2)
      await launched.getByRole('button', { name: '确认认证' }).click()
      await expect(launched.getByTestId('return-note')).toContainText('已从实名认证页面返回')
      await item.getByRole('button', { name: '已完成，刷新' }).click()
      await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
    })
  })
})

test.describe('an administrator', () => {
  test.use({ person: 'wangwu' })

  test('authorises the app, and has the company verified', async ({ page, client, sandbox }) => {
    await sandbox.setCorp(sandboxCorpId, { esignAuthorised: false, realNameVerified: false })
    const items = [
      { item: 'app-authorised', button: '去授权', action: '同意授权' },
      { item: 'corp-verified', button: '去企业认证', action: '确认认证' },
    ]
    await page.goto('/start')
    for (const { item, button, action } of items)
      await test.step(item, async () => {
        const asked = client.callsOf(openLink).length
        await expect(check(page, item)).toHaveAttribute('data-state', 'missing')
        await check(page, item).getByRole('button', { name: button }).click()
        const launched = await openLaunched(page, client, asked + 1)
        await launched.getByRole('button', { name: action }).click()
        await expect(launched.getByTestId('return-note')).toBeVisible()
        const state = item === 'app-authorised' ? 'missing' : 'ok'
        await expect(launched.getByTestId('readiness')).toHaveAttribute('data-state', state)
        await launched.close()
        await client.resume(page)
        await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', state)
      })
  })

  test('is told how to install e签宝, and on a phone that its console is for computers', async ({
    page,
    client,
    sandbox,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { esignInstalled: false })
    await page.goto('/start')
    await expect(check(page, 'app-installed')).toContainText('应用中心搜索“e签宝”')
    await page.getByRole('button', { name: '重新检查' }).click()
    await expect(page.getByRole('button', { name: '重新检查' })).toBeEnabled()
    await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'missing')
    // The check succeeds when the person comes back from DingTalk's application centre.
    await sandbox.setCorp(sandboxCorpId, { esignInstalled: true })
    await client.resume(page)
    await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
    await test.step('on a phone that the console is for computers', async () => {
      await sandbox.setCorp(sandboxCorpId, { margin: 0 })
      await client.resume(page)
      await expect(check(page, 'contracts-left')).toContainText('请在电脑版钉钉中打开本页')
      await expect(check(page, 'contracts-left').getByRole('button')).toHaveCount(0)
    })
  })

  test(
    'is sent to the console when no contracts are left, and comes back after buying some',
    { tag: '@pc' },
    async ({ page, sandbox, client }) => {
      await sandbox.setCorp(sandboxCorpId, { margin: 0 })
      let closePanel = () => {}
      const closed = new Promise<void>((resolve) => {
        closePanel = resolve
      })
      client.answer('biz.util.openSlidePanel', async () => {
        await closed
        return { ok: {} }
      })
      await page.goto('/start')
      await check(page, 'contracts-left')
        .getByRole('button', { name: '打开 e签宝管理后台' })
        .click()
      await expect
        .poll(() => client.callsOf('biz.util.openSlidePanel'))
        .toMatchObject([{ url: /\/pages\/console\// }])
      await expect(check(page, 'contracts-left')).toContainText('完成后回到这里')
      await sandbox.setCorp(sandboxCorpId, { margin: 20 })
      closePanel()
      await expect(page.getByTestId('readiness')).toContainText('准备就绪，剩余 20 份')
    },
  )
})
