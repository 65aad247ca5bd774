import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// The keys of wide windows.

const rows = (page: Page) => page.locator('.list-column a.row-target')

/** Opens a contract beside the list. @returns its place in the list */
async function openBesideList(page: Page): Promise<number> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(linkTo('SIGNING'))
  await untilAlive(page)
  await expect(page.locator('.list-column [aria-current="page"]')).toBeVisible()
  const place = await rows(page).evaluateAll((all) =>
    all.findIndex((row) => row.matches('[aria-current]')),
  )
  expect(place).toBeGreaterThan(0)
  return place
}

test('j, k and arrows go through the list, and Enter opens', { tag: '@pc' }, async ({ page }) => {
  const place = await openBesideList(page)
  await page.keyboard.press('j')
  await expect(rows(page).nth(place + 1)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('k')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('k')
  const before = rows(page).nth(place - 1)
  await expect(before).toBeFocused()
  const path = await before.getAttribute('href')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL((url) => url.pathname === path)
})

test('/ leads to the search, which takes the keys itself', { tag: '@pc' }, async ({ page }) => {
  await openBesideList(page)
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox')
  await expect(field).toBeFocused()
  await page.keyboard.type('a/b?jkr')
  await expect(field).toHaveValue('a/b?jkr')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('r asks whom to remind, where somebody can be', { tag: '@pc' }, async ({ page }) => {
  await openBesideList(page)
  await expect(page.getByTestId('action-bar').getByRole('button', { name: '催办' })).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: '催办' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(linkTo('COMPLETED'))
  await untilAlive(page)
  await page.keyboard.press('r')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('? lists them, and there they are turned off', { tag: '@pc' }, async ({ page }) => {
  await openBesideList(page)
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: '快捷键' })
  await expect(list.getByRole('listitem').filter({ hasText: '列表里的下一份' })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.locator('.list-column a.row-target:focus')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const navigation = page.getByRole('navigation', { name: '主导航' })
  await navigation.getByRole('button', { name: /张三/ }).click()
  await page.getByRole('button', { name: '快捷键' }).click()
  await list.getByRole('switch', { name: '使用快捷键' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await expect(page.locator('.list-column a.row-target:focus')).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
