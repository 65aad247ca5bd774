import { openLink$ } from 'dingtalk-jsapi/api/union/openLink'
import { openPageInSlidePanelForPC$ } from 'dingtalk-jsapi/api/union/openPageInSlidePanelForPC'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import { callClient } from './call.ts'
import { DingTalkError, toDingTalkError } from './dingtalk-error.ts'
import { dingTalkPlatform } from './platform.ts'

/** Milliseconds; clients answer immediately. */
const timeoutMs = 5000

/** A side panel that ends sooner than this was refused; milliseconds. */
const panelRefusal = 1000

export type OpenedPage = {
  /** Resolves when the page is closed; null if the client does not report it. */
  closed: Promise<void> | null
}

/** A tab or window for a page whose address comes later. */
export type PreparedPage = {
  /**
   * Shows the page there, once.
   * @param title for the PC client, which does not read the page's own title
   * @throws DingTalkError if it cannot be shown
   */
  show(address: string, title: string): Promise<OpenedPage>
  /** Shows the page only if that does not leave the app. Returns whether it is shown. */
  showAside(address: string): boolean
  /** Closes it unused. */
  giveUp(): void
}

/**
 * Prepares for a page whose URL is not known yet. Call it in the tap handler, because browsers let
 * a page open a tab only there.
 * @param waiting the text in the tab until the page is loaded
 */
export function preparePage(waiting: string): PreparedPage {
  if (dingTalkPlatform === null) return browserTab(waiting)
  const open = dingTalkPlatform === 'pc' ? openOnPc : openOnPhone
  return { show: open, showAside: () => false, giveUp: () => {} }
}

/** The URL for this kind of client, or null. */
export function addressFor({ pcUrl, mobileUrl }: LaunchPage): string | null {
  if (dingTalkPlatform !== null)
    return dingTalkPlatform === 'pc' ? (pcUrl ?? mobileUrl) : (mobileUrl ?? pcUrl)
  const isPhone = /Mobi|Android/i.test(navigator.userAgent)
  const fitting = isPhone ? [mobileUrl, pcUrl] : [pcUrl, mobileUrl]
  return fitting.find((address) => address?.startsWith('http')) ?? fitting[0] ?? fitting[1] ?? null
}

function isWebAddress(address: string): boolean {
  return /^https?:/i.test(address)
}

async function openOnPhone(address: string): Promise<OpenedPage> {
  await callClient(() => openLink$({ url: address }), timeoutMs)
  return { closed: null }
}

/**
 * Shows web pages in the side panel, where the client signs people in; `openLink` would open a
 * browser, which does not. URLs with a scheme of the client determine themselves where they open.
 */
async function openOnPc(address: string, title: string): Promise<OpenedPage> {
  if (isWebAddress(address)) {
    try {
      return await openPanel(address, title)
    } catch {
      // Older clients have no side panel.
    }
  }
  return openOnPhone(address)
}

/**
 * The call resolves when the panel is closed, but rejects when it is closed by its close button.
 */
function openPanel(url: string, title: string): Promise<OpenedPage> {
  return new Promise((resolve, reject) => {
    let close = () => {}
    const closed = new Promise<void>((done) => {
      close = done
    })
    const timer = setTimeout(() => resolve({ closed }), panelRefusal)
    void openPageInSlidePanelForPC$({ url, title })
      .finally(() => clearTimeout(timer))
      .then(
        () => resolve({ closed: null }),
        (cause: unknown) => reject(toDingTalkError(cause)),
      )
      .then(close)
  })
}

function browserTab(waiting: string): PreparedPage {
  const tab = window.open('', '_blank')
  if (tab !== null) {
    // The page in the tab must not get access to this one.
    tab.opener = null
    tab.document.title = waiting
    tab.document.body.textContent = waiting
  }
  return {
    async show(address) {
      if (!isWebAddress(address)) {
        tab?.close()
        location.assign(address)
      } else if (tab === null || tab.closed) {
        throw new DingTalkError('refused', 'the browser opened no tab')
      } else {
        tab.location.replace(address)
      }
      return { closed: null }
    },
    showAside(address) {
      if (tab === null || tab.closed || !isWebAddress(address)) return false
      tab.location.replace(address)
      return true
    },
    giveUp: () => tab?.close(),
  }
}
