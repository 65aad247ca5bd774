import { writeFile } from 'node:fs/promises'
import { expect, test as base, type Page } from '@playwright/test'
import { withWindows } from '#scripts/chromium.mjs'
import { PageGuard } from '#e2e/fixtures/page-guard.ts'
import {
  expectAccessible,
  expectAccessibleWords,
  expectLargeTextFits,
  expectTypeScale,
} from '#e2e/support/everybody.ts'
import { type GalleryFixture, galleryFixture } from './gallery-fixture.ts'
import {
  comparePictures,
  keepSheet,
  movedBoxes,
  readFacts,
  readTree,
  themes,
  treesOf,
  type Shots,
} from './kept-sheet.ts'
import { settle } from './in-page.ts'
import { devices, openState, seeState, type DeviceName } from './look-at.ts'
import type { PlayedApp } from './played-app.ts'
import { sheets } from './sheets.ts'
import { isLoading, type Sheet, type State } from './state.ts'

// Every page in every state looks, and reads to a screen reader, as was accepted: see
// docs/gallery.md. `npm run gallery:accept` accepts what is seen.

const program = withWindows(process.env['CHROMIUM_PATH'] ?? '')

/** Whether it draws as the Chromium of the kept pictures of its version. */
const hasWindows = !program.endsWith('-headless-shell')

const test = base.extend<object, GalleryFixture>({
  gallery: galleryFixture,
  launchOptions: [
    async ({ launchOptions }, provide) => provide({ ...launchOptions, executablePath: program }),
    { scope: 'worker' },
  ],
})

// Each page is a test of its own, so that both workers share the work.
test.describe.configure({ mode: 'parallel' })

const names: DeviceName[] = ['phone', 'pc']

for (const sheet of sheets)
  for (const name of names)
    test(`${sheet.page} on ${name}`, async ({ browser, gallery }, testInfo) => {
      test.setTimeout(600_000)
      const { language, width, height, isTouch, userAgent } = devices[name]
      const context = await browser.newContext({
        viewport: { width, height },
        isMobile: isTouch,
        hasTouch: isTouch,
        deviceScaleFactor: 1,
        userAgent,
        locale: language === 'zh' ? 'zh-CN' : 'en-US',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      })
      const guard = await PageGuard.watch(context)
      // What the state plays.
      guard.allow(/Failed to load resource/)
      const shots = await seeSheet(await context.newPage(), gallery, sheet, name)
      expect(await guard.take(), 'went wrong on a page unseen').toEqual([])
      const canvas = await context.newPage()
      const file = `${sheet.page}-${name}`
      if (testInfo.config.updateSnapshots === 'all') {
        await keepSheet(canvas, file, devices[name], shots)
        await context.close()
        return
      }
      const facts = await readFacts(file)
      if (facts === null) throw new Error('nothing is kept yet: npm run gallery:accept')
      const here = browser.version()
      if (facts.chromium === here && hasWindows)
        for (const theme of themes) {
          const device = devices[name]
          // One picture is in memory at a time.
          const found = await comparePictures(canvas, file, theme, { device, shots, facts })
          if (found.sideBySide !== null) {
            const path = testInfo.outputPath(`${file}-${theme}.png`)
            await writeFile(path, found.sideBySide)
            await testInfo.attach(`${file}-${theme}`, { path, contentType: 'image/png' })
          }
          expect.soft(found.states, `these look otherwise in ${theme}`).toEqual([])
        }
      else {
        const description = `drawn by Chromium ${facts.chromium}; in ${here}, places are compared`
        testInfo.annotations.push({ type: 'pictures', description })
        process.stdout.write(`${file}: ${description}\n`)
        expect.soft(movedBoxes(shots, facts), 'these parts are elsewhere').toEqual([])
      }
      expect.soft(Object.keys(facts.states), 'the states').toEqual(shots.map((shot) => shot.name))
      expect.soft(treesOf(shots), 'names, roles, order, announcements').toBe(await readTree(file))
      await context.close()
    })

/**
 * What is open is accessible and fits a small phone with text of twice its size: in Chinese on the
 * phone, in light and dark, and in English on the PC, whose words alone are others.
 */
async function expectForEverybody(page: Page, state: State, name: DeviceName): Promise<void> {
  // What has not come yet has no heading.
  if (!isLoading(state)) {
    if (name === 'phone') await expectTypeScale(page)
    await (name === 'phone' ? expectAccessible(page) : expectAccessibleWords(page))
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(settle, isLoading(state))
  await expectLargeTextFits(page)
}

async function seeSheet(
  page: Page,
  gallery: PlayedApp,
  sheet: Sheet,
  name: DeviceName,
): Promise<Shots> {
  const shots: Shots = []
  const { width, height } = devices[name]
  const unfit: string[] = []
  for (const state of sheet.states) {
    if (name === 'pc' && state.isPhoneOnly === true) continue
    await openState(page, gallery, sheet.page, state, devices[name].language)
    shots.push({ name: state.name, seen: await seeState(page, state, devices[name]) })
    await test
      .step(state.name, () => expectForEverybody(page, state, name))
      .catch((error: unknown) => unfit.push(`${state.name}: ${String(error)}`))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width, height })
  }
  expect.soft(unfit, 'these are not for everybody').toEqual([])
  return shots
}
