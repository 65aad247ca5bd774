import type { Page } from '@playwright/test'
import type { DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { searchField } from '#e2e/support/home-page.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'
import { everyClient, phoneClients, type Platform } from '#e2e/client/platforms.ts'

// Going back and forth, by the client's back and by the browser's.

/** Goes back as on this client; false when the app did not handle it and the page closes. */
function goBack(client: DingTalkClient, page: Page, platform: Platform): Promise<boolean> {
  return platform === 'ios' ? client.goBack(page) : client.pressBack(page)
}

async function openFromHome(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByTestId('sample-flows').getByRole('link', { name: '办公设备采购合同' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
}

async function expectHome(page: Page): Promise<void> {
  await expect(searchField(page)).toBeVisible()
  await expect(page.getByTestId('flow-timeline')).toHaveCount(0)
  await expect(page).toHaveURL('/')
}

for (const tag of everyClient)
  test(`the browser's back and forward and the client's back lead through the pages ${tag}`, async ({
    page,
    client,
    platform,
  }) => {
    const nativeTitle = () => client.callsOf('biz.navigation.setTitle').at(-1)
    await test.step('back and forward, each page with its own title', async () => {
      await openFromHome(page)
      await expect.poll(nativeTitle).toMatchObject({ title: '办公设备采购合同' })
      await page.goBack()
      await expectHome(page)
      await expect(page).toHaveTitle('合同进度')
      await expect.poll(nativeTitle).toMatchObject({ title: '合同进度' })
      await page.goForward()
      await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
      await expect(page).toHaveTitle('办公设备采购合同')
      await expect.poll(nativeTitle).toMatchObject({ title: '办公设备采购合同' })
    })
    if (platform === 'pc') return
    await test.step("the client's back leads to home, and from home out of the app", async () => {
      expect(await goBack(client, page, platform)).toBe(true)
      await expectHome(page)
      expect(await goBack(client, page, platform)).toBe(false)
      await expectHome(page)
    })
  })

for (const tag of phoneClients)
  test.describe(`the client's back ${tag}`, () => {
    test('still leads home after a reload, which keeps the page, and closes what was opened by a link', async ({
      page,
      context,
      client,
      platform,
    }) => {
      await openFromHome(page)
      const address = page.url()
      await page.reload()
      await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
      await expect(page.getByTestId('flow-status')).toHaveText('签署中')
      expect(page.url()).toBe(address)
      await untilAlive(page)
      expect(await goBack(client, page, platform)).toBe(true)
      await expectHome(page)
      expect(await goBack(client, page, platform)).toBe(false)

      const opened = await context.newPage()
      await test.step('a flow that was opened from a message', async () => {
        await opened.goto(linkTo('SIGNING'))
        await untilAlive(opened)
        expect(await goBack(client, opened, platform)).toBe(false)
        await expect(opened.getByTestId('flow-status')).toHaveText('签署中')
      })
      await test.step('the home that replaced it', async () => {
        await opened.getByRole('button', { name: '返回首页' }).click()
        await expectHome(opened)
        expect(await goBack(client, opened, platform)).toBe(false)
      })
    })
  })

test('a row can be opened in a new window', { tag: '@pc' }, async ({ page, context }) => {
  await page.goto('/')
  const opened = context.waitForEvent('page')
  await page
    .getByTestId('sample-flows')
    .getByRole('link', { name: '仓储租赁合同' })
    .click({ modifiers: ['ControlOrMeta'] })
  const other = await opened
  await expect(other.getByTestId('flow-title')).toHaveText('仓储租赁合同')
  await expectHome(page)
})
