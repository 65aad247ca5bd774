import { everyClient } from '#e2e/client/platforms.ts'
import type { Page } from '@playwright/test'
import { announced } from '#e2e/support/announced.ts'
import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// A link to the contract is sent to a chat by the client, or copied.

const shareCall = 'biz.util.share'

/** Opens the sheet, and returns the link that it shares. */
async function openSheet(page: Page): Promise<string> {
  await page.goto(linkTo('SIGNING'))
  const made = page.waitForResponse('**/share-link')
  await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
  const sheet = page.getByRole('dialog', { name: '分享进度' })
  await expect(sheet).toContainText(
    /组织内打开链接的人都能查看这份合同的进度，(\d+年)?\d+月\d+日 \d\d:\d\d 前有效。/,
  )
  const { url } = await (await made).json()
  return url
}

for (const tag of everyClient)
  test(`in every client, the link goes to a chat, or is left to be copied ${tag}`, async ({
    page,
    client,
    platform,
  }) => {
    client.answer(shareCall, { fail: { errorCode: '7', errorMessage: 'not supported' } })
    const link = await openSheet(page)
    const sheet = page.getByRole('dialog')
    await page.getByRole('button', { name: '分享到钉钉' }).click()
    await expect(sheet.getByRole('alert')).toHaveText('钉钉没有打开分享（7）。请复制链接发送。')
    await expect(sheet.getByRole('button', { name: '复制链接' })).toBeEnabled()
    // Opened again, the sheet does not tell of it any more.
    await sheet.getByRole('button', { name: '关闭', exact: true }).click()
    await expect(sheet).toHaveCount(0)
    await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
    await expect(sheet.getByRole('button', { name: '分享到钉钉' })).toBeEnabled()
    await expect(sheet.getByRole('alert')).toHaveCount(0)

    client.answer(shareCall, { ok: {} })
    await page.getByRole('button', { name: '分享到钉钉' }).click()
    await expect(sheet).toHaveCount(0)
    const [, sent, ...more] = client.callsOf(shareCall)
    expect(more).toEqual([])
    expect(sent).toMatchObject({
      type: 1,
      title: '办公设备采购合同',
      content: '点开查看签署进度 · Open to see the signing progress',
      url: `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(link)}&pc_slide=true`,
    })
    // The picture is served by the app.
    const picture = await page.request.get(String(sent?.['image']))
    expect(picture.headers()['content-type']).toBe('image/png')

    await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
    await expect(sheet.getByRole('heading')).toBeFocused()
    if (platform === 'pc')
      await test.step('the sheet closes on Escape, and returns the focus', async () => {
        // The focus stays in the sheet in both directions.
        await page.keyboard.press('Shift+Tab')
        await expect(sheet.getByRole('button', { name: '复制链接' })).toBeFocused()
        await page.keyboard.press('Tab')
        await expect(sheet.getByRole('button', { name: '关闭', exact: true })).toBeFocused()
        await page.keyboard.press('Tab')
        await expect(sheet.getByRole('button', { name: '分享到钉钉' })).toBeFocused()
        await page.keyboard.press('Escape')
        await expect(sheet).toHaveCount(0)
        await expect(page.getByRole('button', { name: '分享' })).toBeFocused()
      })
    else
      await test.step("the sheet closes on the client's back, which is the page's afterwards", async () => {
        const goBack = () => (platform === 'ios' ? client.goBack(page) : client.pressBack(page))
        expect(await goBack()).toBe(true)
        await expect(sheet).toHaveCount(0)
        await expect(page.getByTestId('flow-title')).toBeVisible()
        expect(await goBack()).toBe(false)
      })
  })

test.describe('outside of DingTalk', { tag: '@browser' }, () => {
  test('the link can be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/')
    await page.getByRole('button', { name: /^以员工身份继续/ }).click()
    await expect(page.getByText('沙箱 · 张三')).toBeVisible()
    const link = await openSheet(page)
    await expect(page.getByRole('button', { name: '分享到钉钉' })).toHaveCount(0)
    const isCopied = announced(page, '已复制')
    await page.getByRole('button', { name: '复制链接' }).click()
    await isCopied
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  })
})

test('the sheet is accessible, and without the clipboard API a selection is copied', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const link = await openSheet(page)
  await expectAccessible(page, '[role=dialog]')
  await page.evaluate(() => {
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('no')) })
    document.execCommand = (command: string) => {
      const field = document.activeElement
      const text = field instanceof HTMLTextAreaElement ? field.value : ''
      document.documentElement.dataset['copied'] = `${command} ${text}`
      return true
    }
  })
  await page.getByRole('button', { name: '复制链接' }).click()
  const copied = page.locator('html[data-copied]')
  await expect(copied).toHaveAttribute('data-copied', `copy ${link}`)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // The link was made before; the reopened sheet has it at once.
  await page.getByTestId('action-bar').getByRole('button', { name: '分享' }).click()
  await page.evaluate(() => {
    document.execCommand = () => false
  })
  await page.getByRole('button', { name: '复制链接' }).click()
  await expect(page.getByText('没有复制成功，请长按上面的内容复制。')).toBeVisible()
  await expect(page.getByTestId('share-link')).toHaveText(link)
})

test('the sheet closes on a tap outside it, and although back is pressed before it has moved', async ({
  page,
  client,
}) => {
  client.answer(shareCall, { fail: { errorCode: '-1', errorMessage: 'cancel' } })
  await openSheet(page)
  const share = page.getByTestId('action-bar').getByRole('button', { name: '分享' })
  const sheet = page.getByRole('dialog')
  await test.step('cancelling in the client shows no message', async () => {
    await page.getByRole('button', { name: '分享到钉钉' }).click()
    await expect.poll(() => client.callsOf(shareCall)).toHaveLength(1)
    await untilDrawn(page)
    await expect(sheet.getByRole('alert')).toHaveCount(0)
  })
  await page.touchscreen.tap(200, 60)
  await expect(sheet).toHaveCount(0)
  await share.click()
  await sheet.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(sheet).toHaveCount(0)
  await page.evaluate(() => {
    const pressBack = () => {
      const back = new Event('backbutton', { cancelable: true })
      document.dispatchEvent(back)
      if (back.defaultPrevented) document.body.dataset['back'] = 'taken'
      else setTimeout(pressBack)
    }
    pressBack()
  })
  await share.click()
  await expect(page.locator('[data-back=taken]')).toBeVisible()
  await expect(sheet).toHaveCount(0)
})
