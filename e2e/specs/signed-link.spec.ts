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
