import { expect, test } from '#e2e/fixtures/fixtures.ts'

// This test has its own app, because the sandbox's chats must not contain messages of other tests.
test.use({ ownApp: 'robot' })

test(
  'the sandbox lets one write to the robot, whose answer opens the contract',
  { tag: '@browser' },
  async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: /李四/ }).click()
    await page.getByRole('link', { name: '钉钉待办与通知' }).click()
    const question = page.getByRole('textbox', { name: /^写给机器人/ })
    const answers = page.locator('section').filter({ hasText: '机器人' })
    await question.fill('办公设备采购')
    await page.getByRole('button', { name: '在群里 @ 机器人' }).click()
    const inGroup = answers.filter({ hasText: '群聊' })
    await expect(inGroup).toContainText('答案已发到您和我的单聊')
    await expect(inGroup).not.toContainText('办公设备采购合同')
    await question.fill('帮助')
    await page.getByRole('button', { name: '发给机器人' }).click()
    await expect(answers.filter({ hasText: '可以问我' })).toHaveCount(1)
    const card = answers.filter({ hasText: '《办公设备采购合同》' })
    await expect(card).toHaveCount(1)
    await card.getByRole('link', { name: '打开合同' }).click()
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
  },
)
