import { expect } from '@playwright/test'
import { test } from '#e2e/fixtures/browser-fixtures.ts'

// Tests the guard itself: it must find each kind of error that it is meant for.

const address = 'http://guard.test/'

test.beforeEach(async ({ page }) => {
  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "script-src 'self'" },
      body: '<!doctype html><title>Guarded</title><link rel="icon" href="data:," />',
    }),
  )
  await page.route(`${address}missing`, (route) => route.fulfill({ status: 404 }))
  await page.goto(address)
})

test('finds what goes wrong, and ignores only what a test allows', async ({ page, guard }) => {
  await test.step('an uncaught exception', async () => {
    await page.evaluate(() => {
      setTimeout(() => {
        document.title = 'thrown'
        throw new Error('lost')
      })
    })
    await expect(page).toHaveTitle('thrown')
    expect(await guard.take()).toEqual(['uncaught: lost'])
  })
  await test.step('an unhandled rejection', async () => {
    await page.evaluate(() => {
      window.addEventListener('unhandledrejection', () => (document.title = 'unhandled'))
      void Promise.reject(new Error('lost'))
    })
    await expect(page).toHaveTitle('unhandled')
    expect(await guard.take()).toEqual(['uncaught: lost'])
  })
  await test.step('an error on the console, but no warning', async () => {
    await page.evaluate(`console.warn('careful'), console.error('broken')`)
    expect(await guard.take()).toEqual([expect.stringContaining('console: broken')])
  })
  await test.step('a violation of the policy even where the page catches the error', async () => {
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', () => (document.title = 'violated'))
      const script = document.createElement('script')
      script.src = 'http://elsewhere.test/x.js'
      script.addEventListener('error', (event) => event.preventDefault())
      document.head.append(script)
    })
    await expect(page).toHaveTitle('violated')
    expect(await guard.take()).toContainEqual(
      expect.stringContaining('policy: script-src-elem forbids http://elsewhere.test/x.js'),
    )
  })
  await test.step('ignores only the errors that a test allows', async () => {
    guard.allow(/Failed to load resource.*404.*guard\.test\/missing/)
    await page.evaluate(() => fetch('/missing'))
    await page.evaluate(`console.error('broken')`)
    expect(await guard.take()).toEqual([expect.stringContaining('console: broken')])
  })
})

test.fail('fails a test whose page had an error', async ({ page }) => {
  await page.evaluate(`console.error('broken')`)
})
