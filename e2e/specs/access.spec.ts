import { expectAccessible } from '#e2e/support/everybody.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test, type Visitor } from '#e2e/support/visitors.ts'

// A stranger gets to see a contract: by asking for it, or by a signed link.

// An app of its own, because it remembers who was let in. Each test has a contract of its own.
test.use({ person: 'qianqi', ownApp: 'access' })

test('a person who was turned away asks, is let in, and sees the contract @android', async ({
  page,
  another,
  guard,
}) => {
  guard.allow(/Failed to load resource.*403.*\/api\//)
  const initiator = await another('android', 'zhangsan')
  const heard = initiator.page.waitForRequest(/\/api\/flows\/[^/]+\/events$/)
  await initiator.page.goto(linkTo('EXTERNAL'))
  await expect(initiator.page.getByTestId('flow-title')).toBeVisible()
  await heard
  await page.goto(linkTo('EXTERNAL'))
  const error = page.getByTestId('app-error')
  await error.getByRole('button', { name: '申请查看' }).click()
  await expect(page.getByTestId('access-asked')).toHaveText(
    '已提交。如果这份合同存在，发起人会收到申请；同意后钉钉会通知您。',
  )
  await error.getByRole('button', { name: '刷新' }).click()
  await expect(page.getByTestId('access-asked')).toContainText('还没有得到同意')

  // The request appears without a reload on the page that the initiator has open.
  const notice = initiator.page.getByTestId('access-requests')
  await expect(notice).toContainText('1 个查看申请')
  await notice.getByRole('button', { name: '处理' }).click()
  const sheet = initiator.page.getByRole('dialog', { name: '申请查看合同' })
  await expect(sheet.getByTestId('access-request')).toContainText('钱七')
  await expectAccessible(initiator.page)
  await sheet.getByRole('button', { name: '同意 钱七' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(notice).toHaveCount(0)

  await error.getByRole('button', { name: '刷新' }).click()
  await expect(page.getByTestId('flow-title')).toHaveText('货物运输服务合同')
})

/** The link that a person of the flow shares. */
async function sharedLink(another: AnotherOf, name: string): Promise<string> {
  const { page } = await another('android', 'zhangsan')
  await page.goto(linkTo(name))
  const answer = page.waitForResponse('**/share-link')
  await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
  const { url } = await (await answer).json()
  expect(url).toContain('&access=')
  return url
}

type AnotherOf = (platform: 'android', person: string) => Promise<Visitor>

test.describe('on the first visit', () => {
  test('the link lets the stranger in, and is removed from the address', async ({
    page,
    another,
  }) => {
    await page.goto(await sharedLink(another, 'SIGNING'))
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await expect.poll(() => page.url()).toMatch(/\/flows\/PRO-SANDBOX-SIGNING\?corpId=\w+$/)
    await page.reload()
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    // Only people of the flow may send reminders.
    const actions = page.getByTestId('action-bar')
    await expect(actions.getByRole('button', { name: '分享' })).toBeVisible()
    await expect(actions.getByRole('button', { name: '催办' })).toHaveCount(0)
  })
})
