import { type GalleryFixture, galleryFixture } from '#e2e/gallery/gallery-fixture.ts'
import { settle } from '#e2e/gallery/in-page.ts'
import { sheets } from '#e2e/gallery/sheets.ts'
import { isLoading, type State } from '#e2e/gallery/state.ts'
import type { Engine } from './engine.ts'
import { expect, test as base } from './fixtures.ts'

// Every page of the gallery in the engines in the field: nothing is wider than the screen or touches
// its edge, and nothing goes wrong unseen.

const test = base.extend<object, GalleryFixture>({ gallery: galleryFixture })

/** Sheets and dialogs are opened in tasks.spec.ts; words alone change no layout. */
const isLookedAt = ({ press, isPhoneOnly }: State) => press === undefined && isPhoneOnly !== true

for (const { page, states } of sheets)
  test(`${page}: every state fits`, async ({ gallery, engine, view, clientProxy }) => {
    test.setTimeout(240_000)
    clientProxy.target = gallery.url
    clientProxy.isDingTalk = false
    const url = clientProxy.freshUrl()
    for (const state of states.filter(isLookedAt))
      await test.step(state.name, async () => {
        if (state.openedBefore !== undefined) {
          await engine.open(url + gallery.pathOf(page, state, { isBefore: true }))
          await settled(engine, state)
        }
        await engine.open(url + gallery.pathOf(page, state))
        await settled(engine, state)
        await view.expectTidy()
        const found = clientProxy.takeFound()
        expect(found, `went wrong unseen: ${state.name}`).toEqual([])
      })
  })

async function settled(engine: Engine, state: State): Promise<void> {
  // The page that opens the state has no such object.
  const isThere = () => engine.evaluate('typeof window.gallery').catch(() => '')
  await expect.poll(isThere).toBe('object')
  await engine.evaluate(`(${String(settle)})(${isLoading(state)})`)
}
