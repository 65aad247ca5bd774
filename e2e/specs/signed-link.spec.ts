import type { Page } from '@playwright/test'
import { linkTo } from '../support/seeds.ts'
import { expect, test, type Viewer } from '../support/viewers.ts'

// Who has nothing to do with a contract sees it by a signed link alone, and from then on without.

// An app of its own, since whom links let in stays known.
test.use({ person: 'qianqi', ownApp: 'signed link' })

/** The link that somebody of the flow shares. */
async function sharedLink(another: AnotherOf, name: string): Promise<string> {
  const { page } = await another('android', 'zhangsan')
  await page.goto(linkTo(name))
  const answer = page.waitForResponse('**/share-link')
  await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
  const { url } = await (await answer).json()
  expect(url).toContain('&access=')
  return url
}

type AnotherOf = (platform: 'android', person: string) => Promise<Viewer>

async function expectForbidden(page: Page): Promise<void> {
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'flow-forbidden')
  await expect(error.getByRole('heading')).toHaveText('您没有权限查看这份合同')
  await expect(error).toContainText('请联系合同发起人，请对方分享链接给您')
  await expect(error).toContainText(/请求编号：\S+/)
  await expect(page.getByTestId('flow-title')).toHaveCount(0)
}

test.describe('on the first visit', { tag: ['@android', '@pc'] }, () => {
  test('the link lets in, and leaves the address', async ({ page, another }) => {
    await page.goto(await sharedLink(another, 'SIGNING'))
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await expect.poll(() => page.url()).toMatch(/\/flows\/PRO-SANDBOX-SIGNING\?corpId=\w+$/)
    await page.reload()
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    // Only people of the flow may have others reminded.
    const actions = page.getByTestId('action-bar')
    await expect(actions.getByRole('button', { name: '分享' })).toBeVisible()
    await expect(actions.getByRole('button', { name: '催办' })).toHaveCount(0)
  })
})

test('who was refused before is let in by the link, and from then on without it', async ({
  page,
  another,
  guard,
}) => {
  guard.allow(/Failed to load resource.*403.*\/api\/flows\//)
  await page.goto(linkTo('COMPLETED'))
  await expectForbidden(page)
  await page.goto(await sharedLink(another, 'COMPLETED'))
  await expect(page.getByTestId('flow-title')).toHaveText('软件开发技术服务合同')
  await page.goto(linkTo('COMPLETED'))
  await expect(page.getByTestId('flow-title')).toHaveText('软件开发技术服务合同')
})

test('a link lets nobody see another flow', async ({ page, another, guard }) => {
  guard.allow(/Failed to load resource.*403.*\/api\/flows\//)
  const link = await sharedLink(another, 'REVOKED')
  await page.goto(link.replace('REVOKED', 'EXPIRED'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'link-invalid')
  await expect(error.getByRole('heading')).toHaveText('这个分享链接已失效')
  await expect(error).toContainText('请让分享的人重新发一个链接')
})

for (const [what, access] of [
  ['was tampered with', '1.99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['is broken', '分享'],
  ['is endless', 'x'.repeat(2000)],
] as const) {
  test(`a link that ${what} is refused, and harms nobody who may see the flow`, async ({
    page,
    another,
    guard,
  }) => {
    guard.allow(/Failed to load resource.*403.*\/api\//)
    const address = `${linkTo('TERMINATED')}&access=${encodeURIComponent(access)}`
    await page.goto(address)
    await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'link-invalid')
    const { page: own } = await another('android', 'zhangsan')
    await own.goto(address)
    await expect(own.getByTestId('flow-status')).toHaveText('已终止')
    await expect.poll(() => own.url()).not.toContain('access')
  })
}
