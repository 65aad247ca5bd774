import { readFile } from 'node:fs/promises'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// What admins see and do. 王五 is the admin of the sandbox's organisation.

const openLink = 'biz.util.openLink'

test.describe('an administrator', () => {
  test.use({ person: 'wangwu' })

  test('authorises and has the company verified on e签宝’s pages, and reads that the console is for computers', async ({
    page,
    sandbox,
    client,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { esignAuthorised: false, realNameVerified: false })
    await page.goto('/admin')
    const state = page.getByTestId('corp-state')
    await expect(state).toContainText('只能在电脑上打开')
    await expect(page.getByRole('button', { name: '打开 e签宝管理后台' })).toHaveCount(0)
    for (const { before, button, action, after, note } of [
      {
        before: '未授权',
        button: '去授权',
        action: '同意授权',
        after: '已授权',
        note: '授权已完成',
      },
      { before: '未认证', button: '去认证', action: '确认认证', after: '已认证', note: '' },
    ])
      // oxlint-disable-next-line no-await-in-loop
      await test.step(button, async () => {
        await expect(state).toContainText(before)
        const asked = client.callsOf(openLink).length
        await page.getByTestId('needs').getByRole('button', { name: button }).click()
        await expect.poll(() => client.callsOf(openLink).length).toBe(asked + 1)
        const notice = page.getByTestId('needs').locator('.launch').getByRole('status')
        await expect(notice).toHaveCSS('margin-top', '12px')
        const launched = await page.context().newPage()
        await launched.goto(String(client.callsOf(openLink).at(-1)?.['url']))
        await launched.getByRole('button', { name: action }).click()
        // Both the page that e签宝 returns to and the page behind it show the new state.
        await expect(launched.getByTestId('corp-state')).toContainText(after)
        if (note !== '') await expect(launched.getByTestId('return-note')).toContainText(note)
        await launched.close()
        await client.resume(page)
        await expect(state).toContainText(after)
      })
  })

  test('sees who opened what, and saves it as a file', async ({ page, client }) => {
    const refusal = { errorCode: '7', errorMessage: 'no permission' }
    client.answer('biz.cspace.saveFile', { fail: refusal })
    await page.goto(linkTo('COMPLETED'))
    const title = await page.getByTestId('flow-title').textContent()
    // The opening is recorded in the background, and once for all openings within half an hour.
    const entry = page.getByTestId('audit-entry').filter({ hasText: String(title) })
    await expect(async () => {
      await page.goto('/admin')
      await expect(entry.filter({ hasText: '王五' }).first()).toBeVisible({ timeout: 5_000 })
    }).toPass()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 CSV' }).click()
    const path = await (await download).path()
    const text = await readFile(path, 'utf8')
    expect(text).toContain('王五')
    expect(text).toContain(String(title))
  })

  test('opens the console on a computer, and sees the parts in two columns on a wide screen @pc', async ({
    page,
    client,
  }) => {
    await page.goto('/admin')
    await page.getByRole('button', { name: '打开 e签宝管理后台' }).click()
    const panel = 'biz.util.openSlidePanel'
    const opened = () => [...client.callsOf(panel), ...client.callsOf(openLink)]
    await expect.poll(() => opened().length).toBeGreaterThan(0)
    const left = async (testId: string) => (await page.getByTestId(testId).boundingBox())?.x
    await expect(page.getByTestId('audit')).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    await expect.poll(async () => (await left('margin')) !== (await left('audit'))).toBe(true)
    expect(await left('longest')).toBe(await left('audit'))
    expect(await left('margin')).toBe(await left('statistics'))
    await page.setViewportSize({ width: 1000, height: 800 })
    await expect.poll(async () => (await left('margin')) === (await left('audit'))).toBe(true)
  })
})
