import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test, type Viewer } from '#e2e/support/viewers.ts'

// A stranger opens a contract by a signed link, and later also without the link.
//
// These tests have their own app, because it remembers who was let in by links.
test.use({ person: 'qianqi', ownApp: 'signed link' })

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

type AnotherOf = (platform: 'android', person: string) => Promise<Viewer>

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
