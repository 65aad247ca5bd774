import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { goneEvent, isFresh } from '#web/api/http/fresh-files.ts'
import { textFields } from '#web/components/field/follow-typing.ts'
import { reloadEvent, type ReloadAnswer } from './use-hold-reload.ts'

/** The builds for which this tab has been reloaded, so that it happens once for each. */
const storageKey = 'reloaded-for'

/** How long nobody must have touched or used the page, in milliseconds. */
const restMs = 2000

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** The build of this page; null if it is not built. */
function ownRelease(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name=release]')?.content || null
}

/** Whether the tab must not be reloaded for a build: it was, or cannot remember that it was. */
function isReloadedFor(release: string): boolean {
  try {
    return (sessionStorage.getItem(storageKey) ?? '').split(' ').includes(release)
  } catch {
    return true
  }
}

/** Whether the files of the page that a reload would show come; they are cached by that. */
async function isComplete(): Promise<boolean> {
  const page = await fetch('/', { cache: 'no-cache', credentials: 'same-origin' })
  const files = (await page.text()).match(/\/assets\/[\w.-]+\.(?:js|css)\b/g) ?? []
  const fresh = [...new Set(files)].map((file) => isFresh(new URL(file, location.href).href))
  return page.ok && (await Promise.all(fresh)).every(Boolean)
}

function reloadFor(release: string): void {
  const before = sessionStorage.getItem(storageKey) ?? ''
  sessionStorage.setItem(storageKey, `${before} ${release}`.trim())
  location.reload()
}

/** Whether a field has text that a reload would lose, or is about to get some. */
function isTyping(isTextKept: boolean): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>(textFields)]
  return fields.some(
    (field) => (!isTextKept && field.value !== '') || field === document.activeElement,
  )
}

/**
 * Reloads the page once when answers come from another build than the page itself: but not under
 * somebody's fingers, nor while something is typed or under way, or a sheet is open. Where a part of
 * the page is gone with its build, text that the device keeps does not hold it.
 */
export function followRelease(client: QueryClient): void {
  const { http } = apiOf(client)
  const own = ownRelease()
  if (own === null) return
  let touchedAt = Date.now()
  const touch = () => {
    touchedAt = Date.now()
  }
  for (const type of ['pointerdown', 'touchmove', 'wheel', 'keydown'])
    addEventListener(type, touch, { capture: true, passive: true })

  /** Whether somebody wanted a part of the page that only the other build still has. */
  let isPartGone = false
  const isInUse = () => {
    const detail: ReloadAnswer = { isTextKept: false }
    return (
      !navigator.onLine ||
      http.underWay > 0 ||
      client.isFetching() + client.isMutating() > 0 ||
      document.querySelector('[aria-modal="true"]') !== null ||
      !dispatchEvent(new CustomEvent(reloadEvent, { cancelable: true, detail })) ||
      isTyping(isPartGone && detail.isTextKept)
    )
  }

  let isWaiting = false
  const look = async () => {
    const { release } = http
    if (isWaiting || release === null || release === own || isReloadedFor(release)) return
    isWaiting = true
    // A gateway that answers in the place of a file would leave nothing but a failure.
    if (await isComplete().catch(() => false)) {
      do {
        await pause(500)
        if (isInUse()) touch()
      } while (Date.now() - touchedAt < restMs)
      reloadFor(release)
    }
    isWaiting = false
  }
  addEventListener(goneEvent, (event) => {
    if (!(event instanceof CustomEvent)) return
    isPartGone = true
    http.release = event.detail
    void look()
  })
  client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') void look()
  })
  void look()
}
