import { expect, test } from '#e2e/fixtures/fixtures.ts'
import {
  addFiles,
  expectReady,
  finish,
  goOnByPage,
  part,
  pdf,
} from '#e2e/support/start-contract.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// This test has its own app, because the sandbox's inbox must not contain to-dos of other tests.
test.use({ ownApp: 'inbox' })

test(
  "the sandbox shows a person's DingTalk inbox, from which a to-do opens its contract",
  { tag: '@browser' },
  async ({ page }) => {
    await page.goto('/start')
    await page.getByRole('button', { name: /张三/ }).click()
    await goOnByPage(page)
    await addFiles(page, pdf('会议室租用合同.pdf'))
    await expectReady(page, '会议室租用合同.pdf')
    await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
    const people = page.getByRole('dialog', { name: '添加同事' })
    await people.getByRole('checkbox', { name: '李四' }).check()
    await finish(people)
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: '去 e签宝页面继续' }).click(),
    ])
    await tab.getByRole('button', { name: '发送' }).click()
    await expect(tab.getByTestId('return-note')).toBeVisible()
    await page.bringToFront()
    await readAgain(page)
    await expect(page.getByTestId('flow-next-step')).toContainText('等待 李四 签署')
    await page.goto('/')
    await page.getByRole('link', { name: '钉钉待办与通知' }).click()
    await page.getByRole('link', { name: /^李四/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('李四在钉钉里收到的')
    const todo = page.locator('section').filter({ hasText: '会议室租用合同' })
    // The to-do is created in the background.
    await expect(async () => {
      await page.reload()
      await expect(todo).toHaveCount(1, { timeout: 1000 })
    }).toPass()
    await todo.getByRole('link', { name: '打开' }).click()
    await expect(page.getByTestId('flow-title')).toHaveText('会议室租用合同')
  },
)
