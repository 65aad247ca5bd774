import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// On a first visit the proxy renders the flow's page, and the app hydrates it.

/** Until the app's files arrive, the boot script waits for the drawing without a time limit. */
const appFiles = /\/assets\/(react|app)-[^/]*\.js$/

/** Counts the marked elements that hydration has not replaced, when the page comes alive. */
async function markedWhenAlive(page: Page): Promise<() => Promise<number>> {
  // A reading that follows at once replaces the icon of 刷新.
  await page.evaluate(() => {
    const original = performance.mark.bind(performance)
    performance.mark = (name, options) => {
      if (name === 'alive') {
        const { length } = document.querySelectorAll('.page [data-marked]')
        document.documentElement.dataset['marked'] = String(length)
      }
      return original(name, options)
    }
  })
  return async () => Number(await page.locator('html').getAttribute('data-marked'))
}

async function mark(page: Page): Promise<number> {
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  return page.locator('.page *').evaluateAll((elements) => {
    for (const element of elements) element.setAttribute('data-marked', '')
    return elements.length
  })
}

for (const { language, zone, locale } of [
  { language: 'Chinese', zone: 'Asia/Shanghai', locale: 'zh-CN' },
  { language: 'English', zone: 'America/St_Johns', locale: 'en-US' },
])
  test.describe(`in ${language}, in the zone ${zone}`, () => {
    test.use({ timezoneId: zone, locale })

    test('is complete without the app, and is not replaced by hydration', async ({ page }) => {
      const release = await holdBack(page, appFiles)
      await page.goto(linkTo('SIGNING'))
      const before = await mark(page)
      const text = await page.locator('#root').innerText()
      const marked = await markedWhenAlive(page)
      release()
      await untilAlive(page)
      expect(await marked()).toBe(before)
      expect(await page.locator('#root').innerText()).toContain(text.split('\n')[0])
    })
  })

test('replays the last tap on a button after hydration', async ({ page }) => {
  const release = await holdBack(page, appFiles)
  await page.goto(linkTo('SIGNING'))
  await mark(page)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '分享' }).click()
  release()
  await expect(page.getByRole('dialog', { name: '分享进度' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('is rendered by the app where the proxy has not drawn it', async ({ page }) => {
  await page.route('**/api/session', async (route) => {
    const headers = { ...route.request().headers() }
    expect(headers['x-viewer']).toContain('"app":"app-')
    delete headers['x-viewer']
    await route.continue({ headers })
  })
  const release = await holdBack(page, appFiles)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await expect(page.getByTestId('timeline-item')).toHaveCount(0)
  release()
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
})

test('is not asked for when the device has kept the flow', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).join()))
    .toContain('kept-banners')
  const asked = page.waitForRequest('**/api/flows/PRO-SANDBOX-SIGNING')
  await page.reload()
  expect((await asked).headers()['x-viewer']).toBeUndefined()
})
