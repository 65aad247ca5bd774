import { expectAccessible } from '#e2e/support/everybody.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test } from '#e2e/support/viewers.ts'

// A person who was turned away asks to see a contract; its initiator lets them in or refuses.

test.use({ person: 'qianqi', ownApp: 'asking' })

test('a person who was turned away asks, is let in, and sees the contract @android', async ({
  page,
  another,
  guard,
}) => {
  guard.allow(/Failed to load resource.*403.*\/api\//)
  const initiator = await another('android', 'zhangsan')
  const heard = initiator.page.waitForRequest(/\/api\/flows\/[^/]+\/events$/)
  await initiator.page.goto(linkTo('SIGNING'))
  await expect(initiator.page.getByTestId('flow-title')).toBeVisible()
  await heard
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await error.getByRole('button', { name: '申请查看' }).click()
  await expect(page.getByTestId('access-asked')).toContainText('申请已提交')
  await error.getByRole('button', { name: '重新打开' }).click()
  await expect(page.getByTestId('access-asked')).toBeVisible()

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

  await error.getByRole('button', { name: '重新打开' }).click()
  await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
})
