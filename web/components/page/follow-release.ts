import type { QueryClient } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { isFresh } from '#web/api/http/fresh-files.ts'
import { textFields } from '#web/components/field/follow-typing.ts'
import { reloadEvent } from './use-hold-reload.ts'

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

/** Whether a field has text, or is about to get some. */
function isTyping(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>(textFields)]
  return fields.some((field) => field.value !== '' || field === document.activeElement)
}

/**
 * Reloads the page once when answers come from another build than the page itself: but not under
 * somebody's fingers, nor while something is typed or under way, or a sheet is open.
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

  const isInUse = () =>
    !navigator.onLine ||
    http.underWay > 0 ||
    client.isFetching() + client.isMutating() > 0 ||
    document.querySelector('[aria-modal="true"]') !== null ||
    isTyping() ||
    !dispatchEvent(new Event(reloadEvent, { cancelable: true }))

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
  client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') void look()
  })
  void look()
}
