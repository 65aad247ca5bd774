import './frames.ts'
import 'fake-indexeddb/auto'
import { configure, getConfig, screen } from '@testing-library/dom'
import { PointerEventsCheckLevel, userEvent } from '@testing-library/user-event'
import { atom } from 'nanostores'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { afterEach, expect, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { removeAll } from '#web/api/device-cache/cache-store.ts'
import { Http } from '#web/api/http/http.ts'
import { DeviceApp } from '#web/app/device-app.tsx'
import { createQueryClient } from '#web/app/query-client.ts'
import { createRoot } from '#web/app/react.ts'
import { loadFailurePage } from '#web/widgets/failure-page/load-failure-page.ts'
import { loadAnimated } from '#web/components/overlay/animated.ts'
import { announcement, noAnnouncement } from '#web/components/overlay/announcement.ts'
import { language } from '#web/i18n/language.ts'
import type { Language } from '#shared/rules/languages.ts'
import { loadWords } from '#web/i18n/words.ts'
import type { ServedApp } from './app-process.ts'

/** Controls of happy-dom. */
declare const happyDOM: {
  setURL: (url: string) => void
  setViewport: (size: { width: number }) => void
}

/** User ids of the sandbox's people by their role; other people are named by user id. */
const people: Record<string, string> = {
  employee: 'zhangsan',
  approver: 'lisi',
  admin: 'wangwu',
}

type RenderOptions = {
  /** The signed-in person: the employee by default, null for nobody. */
  as?: string | null
  in?: Language
}

configure((defaults) => ({
  // Long enough for a small, busy machine; a test that takes longer hangs.
  asyncUtilTimeout: 20_000,
  // `findBy…` throws away all errors but the last, so only that one prints the document.
  getElementError: (message, container) =>
    Reflect.get(getConfig(), '_disableExpensiveErrorDiagnostics') === true
      ? Object.assign(new Error(message ?? ''), { name: 'TestingLibraryElementError' })
      : defaults.getElementError(message, container),
}))

// Loading what every page imports on first use takes seconds, which must not count against the first
// test. A test file imports the page that it tests for the same reason.
await Promise.all([loadAnimated(), loadFailurePage()])

/** The default width of happy-dom's window. */
const usualWidth = innerWidth

let leave = async () => {}

/** The page's listeners for changes of its organisation. */
const listeners = new Set<(change: ChangedEvent) => void>()

async function leavePage(): Promise<void> {
  await leave()
  leave = async () => {}
  document.body.replaceChildren()
}

afterEach(async () => {
  await leavePage()
  // The next test must not find this test's announcement.
  announcement.set(noAnnouncement)
  resize(usualWidth)
  await removeAll()
  localStorage.clear()
  sessionStorage.clear()
})

/**
 * Opens a page of the app with its real router and query client on a served sandbox. happy-dom has
 * no layout, no styles and no DingTalk client. The previously opened page is closed.
 * @param path `/flows/…`
 * @returns the user, with mouse and keyboard
 */
export async function renderApp(
  { url, sandbox }: ServedApp,
  path: string,
  { as = 'employee', in: spoken = 'zh' }: RenderOptions = {},
) {
  await leavePage()
  happyDOM.setURL(`${url}${path}`)
  await fetch('/api/session', { method: 'DELETE' })
  if (as !== null) {
    const authCode = await sandbox.authCode(people[as] ?? as)
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ authCode, corpId: sandboxCorpId }),
    })
    if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`)
  }
  const client = createQueryClient({
    http: new Http(null),
    // The only live events of the page are those of `notifyCorp`.
    live: { isLive: atom(true), listen },
    isSignedOut: atom(false),
    offlineAt: atom(0),
  })
  language.set(spoken)
  await loadWords(spoken)
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  leave = async () => {
    // An aborted call would be logged as an error on the console.
    await vi.waitFor(() => expect(client.isFetching() + client.isMutating()).toBe(0))
    root.unmount()
    client.clear()
  }
  root.render(<DeviceApp client={client} drawnAt={null} isWide={false} onAlive={() => {}} />)
  // happy-dom does not run spring animations, so elements keep the `pointer-events: none` of their
  // first frame.
  return userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never })
}

function listen(taskId: string | null, onChanged: (change: ChangedEvent) => void): () => void {
  if (taskId === null) listeners.add(onChanged)
  return () => void listeners.delete(onChanged)
}

/** Sends the page the event that its organisation has authorised the app. */
export function notifyCorp(): void {
  for (const onChanged of listeners) onChanged({ taskId: null })
}

/** Sets the window's width (CSS pixels) until the end of the test. */
export function resize(width: number): void {
  happyDOM.setViewport({ width })
}

export function address(): string {
  return location.pathname + location.search
}

/**
 * The dialog or sheet with this name, or the only one, once it accepts clicks. Without `hidden`, the
 * query is slow during the dialog's animation.
 */
export async function openDialog(name?: string): Promise<HTMLElement> {
  const dialog = await screen.findByRole('dialog', { hidden: true, ...(name && { name }) })
  await expect.poll(() => dialog.closest('[style*="pointer-events: none"]')).toBeNull()
  // A click before the dialog has the focus may come before its handlers are attached.
  await expect.poll(() => dialog.contains(document.activeElement)).toBe(true)
  return dialog
}

type Where = Document | Element

/** The text of the element with this test id, with collapsed spaces; null if there is none. */
export function textOf(testId: string, where: Where = document): string | null {
  return textsOf(testId, where)[0] ?? null
}

export function textsOf(testId: string, where: Where = document): string[] {
  return Array.from(where.querySelectorAll(`[data-testid="${testId}"]`), seenText)
}

/** The texts of all elements that match the selector. */
export function seenAll(selector: string, where: Where = document): string[] {
  return Array.from(where.querySelectorAll(selector), seenText)
}

export function seenText({ textContent }: Element): string {
  return textContent.replace(/\s+/g, ' ').trim()
}
