import type { Locator, Page } from '@playwright/test'
import type { Language } from '#shared/rules/languages.ts'
import { contexts } from '#e2e/client/platforms.ts'
import { settle } from './in-page.ts'
import type { PlayedApp } from './played-app.ts'
import { isLoading, type State } from './state.ts'

/** What the gallery is looked at on. Each speaks one language, so that both are seen. */
export type Device = {
  language: Language
  width: number
  /** CSS pixels; the window grows with the page up to `tallest`. */
  height: number
  tallest: number
  isTouch: boolean
  userAgent: string
  /** Of the kept pictures. */
  scale: number
}

export const devices = {
  phone: {
    language: 'zh',
    width: 375,
    height: 600,
    tallest: 1500,
    isTouch: true,
    userAgent: contexts.browser.userAgent,
    scale: 2 / 3,
  },
  pc: {
    language: 'en',
    width: 1280,
    height: 600,
    tallest: 1000,
    isTouch: false,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    scale: 0.5,
  },
} as const satisfies Record<string, Device>

export type DeviceName = keyof typeof devices

/** What is seen of a state: pictures (JPEG), where things are, and what a screen reader finds. */
export type Seen = { light: Buffer; dark: Buffer; boxes: string[]; tree: string }

/** A button whose name has changed is found out early, not when the whole sheet is late. */
const pressLimitMs = 15_000

/** Opens a state, and does what leads to it. */
export async function openState(
  page: Page,
  gallery: PlayedApp,
  where: string,
  state: State,
  language: Language,
): Promise<void> {
  const open = async (isBefore: boolean) => {
    await page.goto(gallery.url + gallery.pathOf(where, state, { language, isBefore }))
    await page.waitForURL((url) => !url.pathname.startsWith('/_gallery/'))
    await page.evaluate(settle, isLoading(state))
  }
  if (state.openedBefore !== undefined) await open(true)
  await open(false)
  for (const name of state.press ?? []) {
    const pressed = page.getByRole('button', { name })
    const unfolded = page.locator('summary', { hasText: name })
    await press(page, pressed.or(unfolded).first())
    await page.evaluate(settle, isLoading(state))
  }
}

/**
 * Presses where the button is. A `click` that is tried again scrolls a list, after which a part of
 * it may stay drawn where it was.
 */
async function press(page: Page, button: Locator): Promise<void> {
  await button.scrollIntoViewIfNeeded({ timeout: pressLimitMs })
  const box = await button.boundingBox()
  if (box === null) throw new Error('what is to be pressed is not drawn')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

/** Looks at the state that is open. */
export async function seeState(page: Page, state: State, device: Device): Promise<Seen> {
  const { width, height, tallest } = device
  // What arrives while the window grows makes the page higher again.
  let shown: number
  let wanted = height
  do {
    shown = wanted
    await page.setViewportSize({ width, height: shown })
    await page.evaluate(settle, isLoading(state))
    const content = await page.evaluate(() => document.documentElement.scrollHeight)
    wanted = Math.min(Math.max(height, content), tallest)
    // Rounding may make the content a pixel higher than any window.
  } while (wanted > shown + 1)
  await page.evaluate(wearFirstVersion)
  await page.evaluate(standStraight)
  const tree = await page.locator('body').ariaSnapshot()
  const said = await page.evaluate(() => window.gallery.said)
  const boxes = await page.evaluate(boxesOf)
  const shoot = async (colorScheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-prefers-color-scheme=${colorScheme}]`).waitFor()
    await page.evaluate(untilColored)
    // Codes hold this gallery's own address.
    const mask = [page.locator('.qr-code')]
    return page.screenshot({ type: 'jpeg', quality: 90, mask })
  }
  const dark = await shoot('dark')
  const light = await shoot('light')
  await page.setViewportSize({ width, height })
  const { host } = new URL(page.url())
  const text = [tree, ...said.map((each) => `said: ${each}`)].join('\n')
  const anywhere = [host, encodeURIComponent(host)].reduce(
    (changed, own) => changed.replaceAll(own, 'gallery'),
    text,
  )
  return { light, dark, boxes, tree: anywhere }
}

/**
 * Colours change in the next frame, in which charts are drawn again, and those of buttons in a
 * transition. Serialised into the page.
 */
async function untilColored(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  do {
    await frame()
    await frame()
  } while (document.getAnimations().some((each) => each instanceof CSSTransition))
}

/**
 * Tabs scroll to the chosen one some time, or not. At load, Chromium has drawn a row of a virtual
 * list where it was before, as each has a layer of its own, which a flat transform needs not.
 * Serialised into the page.
 */
function standStraight(): void {
  for (const tabs of document.querySelectorAll('.adm-tabs-tab-list')) tabs.scrollLeft = 0
  for (const row of document.querySelectorAll<HTMLElement>('.virtual-rows > *'))
    row.style.transform = row.style.transform.replace(
      /translate3d\(0px, (.+), 0px\)/,
      'translateY($1)',
    )
}

/** So that a release needs no new pictures. Serialised into the page. */
function wearFirstVersion(): void {
  for (const { firstChild } of document.querySelectorAll('.version'))
    if (firstChild)
      firstChild.nodeValue = firstChild.nodeValue?.replace(/\d+\.\d+\.\d+.*/, '1.0.0') ?? null
}

/** Where the page's parts are, as "name x,y,width,height". Serialised into the page. */
function boxesOf(): string[] {
  const most = 40
  const parts = document.querySelectorAll(
    'nav, h1, h2, button, input, [role=dialog], .adm-card, .adm-list, .tone-tag',
  )
  return Array.from(parts)
    .map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const kind = element.classList[0]?.startsWith('adm-') === true ? element.classList[0] : ''
      return width * height === 0
        ? ''
        : [
            kind || element.tagName.toLowerCase(),
            [x, y, width, height].map((length) => Math.round(length)).join(),
          ].join(' ')
    })
    .filter((box) => box !== '')
    .slice(0, most)
}
