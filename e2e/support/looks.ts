import type { Page } from '@playwright/test'
import { contexts } from '#e2e/client/platforms.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import type { SandboxControl } from './sandbox-control.ts'
import {
  expectAccessible,
  expectAccessibleWords,
  expectLargeTextFits,
  expectTypeScale,
} from './everybody.ts'

export const smallPhone = { width: 320, height: 640 }

/** Looks at the page as it is now, which has this name in the report. */
type LookAt = (name: string) => Promise<void>

/** A visit whose buttons are found by their names in both languages. */
export type Visit = {
  of: string
  see: (page: Page, lookAt: LookAt, sandbox: SandboxControl) => Promise<void>
}

/**
 * Tests that all that the visits look at is accessible in light and dark and in both languages, and
 * fits a small phone with text of twice its size.
 */
export function testLooks(visits: readonly Visit[]): void {
  for (const { of, see } of visits)
    test(`${of}: is accessible, and fits a small phone with text of twice its size`, async ({
      page,
      sandbox,
      viewport,
    }) => {
      test.slow()
      const lookAt: LookAt = (name) =>
        test.step(name, async () => {
          await expectTypeScale(page)
          await expectAccessible(page)
          await page.setViewportSize(smallPhone)
          await expectLargeTextFits(page)
          await page.setViewportSize(viewport ?? smallPhone)
        })
      await see(page, lookAt, sandbox)
    })

  test.describe('in English, on a small phone', () => {
    test.use({
      viewport: smallPhone,
      userAgent: contexts.android.userAgent.replace('zh-CN abi', 'en-US abi'),
    })

    for (const { of, see } of visits)
      test(`${of}: is accessible, and fits with text of twice its size`, async ({
        page,
        sandbox,
      }) => {
        test.slow()
        const lookAt: LookAt = (name) =>
          test.step(name, async () => {
            await expectAccessibleWords(page)
            await expectLargeTextFits(page)
          })
        await see(page, lookAt, sandbox)
      })
  })
}

/** Opens a sheet or dialog by the button with this name. */
export async function openSheet(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
