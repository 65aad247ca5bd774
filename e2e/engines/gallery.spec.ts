import { type GalleryFixture, galleryFixture } from '#e2e/gallery/gallery-fixture.ts'
import { settle } from '#e2e/gallery/in-page.ts'
import { sheets } from '#e2e/gallery/sheets.ts'
import { isLoading, type State } from '#e2e/gallery/state.ts'
import type { Engine } from './engine.ts'
import { expect, test as base } from './fixtures.ts'
import { pressNamed } from './in-page.ts'

// Every page of the gallery in the engines in the field: nothing is wider than the screen or touches
// its edge, the page's main action is within reach, and nothing goes wrong unseen.

const test = base.extend<object, GalleryFixture>({ gallery: galleryFixture })

/** By page, the states that a wide window lays out in another way than a phone. */
const wide: Record<string, string[]> = {
  home: ['waiting', 'started', 'long-names', 'failed', 'filtering'],
  contract: ['signing', 'seal-approval', 'long-log', 'long-names', 'audit-trail', 'reminding'],
  start: ['empty', 'few-left', 'with-rules', 'deadline'],
  approval: ['two-contracts'],
  admin: ['overview', 'times', 'packages', 'orders', 'settings', 'webhooks-each-way'],
  operator: ['customers', 'long-names', 'field-numbers', 'customer', 'new-order'],
  me: ['admin', 'assistants', 'signing-out'],
  entry: ['choosing-a-person'],
  failures: ['flow-forbidden'],
}

for (const { page, states } of sheets)
  test(`${page}: every state fits`, async ({ gallery, engine, view, clientProxy, platform }) => {
    test.setTimeout(300_000)
    clientProxy.target = gallery.url
    clientProxy.isDingTalk = false
    const url = clientProxy.freshUrl()
    const looked =
      platform === 'mac'
        ? (wide[page] ?? []).map((name) => named(states, name))
        : // Words alone change no layout.
          states.filter(({ isPhoneOnly }) => isPhoneOnly !== true)
    for (const state of looked)
      await test.step(state.name, async () => {
        if (state.openedBefore !== undefined) {
          await engine.open(url + gallery.pathOf(page, state, { isBefore: true }))
          await settled(engine, state)
        }
        await engine.open(url + gallery.pathOf(page, state))
        await settled(engine, state)
        for (const { source } of state.press ?? []) {
          const press = () => engine.evaluate(`(${String(pressNamed)})(${JSON.stringify(source)})`)
          await expect.poll(press, source).toBe(true)
          await settled(engine, state)
        }
        await view.expectTidy()
        await view.expectWithinReachAtOnce()
        const found = clientProxy.takeFound()
        expect(found, `went wrong unseen: ${state.name}`).toEqual([])
      })
  })

function named(states: readonly State[], name: string): State {
  const state = states.find((each) => each.name === name)
  if (state === undefined) throw new Error(`there is no state ${name}`)
  return state
}

async function settled(engine: Engine, state: State): Promise<void> {
  // The page that opens the state has no such object.
  const isThere = () => engine.evaluate('typeof window.gallery').catch(() => '')
  await expect.poll(isThere).toBe('object')
  await engine.evaluate(`(${String(settle)})(${isLoading(state)})`)
}
