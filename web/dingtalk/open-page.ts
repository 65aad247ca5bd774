import { openLink$ } from 'dingtalk-jsapi/api/union/openLink'
import { openPageInSlidePanelForPC$ } from 'dingtalk-jsapi/api/union/openPageInSlidePanelForPC'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import { withinTime } from './call.ts'
import { DingTalkError, toDingTalkError } from './dingtalk-error.ts'
import { dingTalkPlatform } from './platform.ts'

/** Clients answer at once whether they open a page. */
const timeLimit = 5000

/** A side panel that is refused sooner was never there (milliseconds). */
const panelRefusal = 1000

/** How a page was opened. */
export interface OpenedPage {
  /** Settles when the client says that the page was closed; null where no client does. */
  closed: Promise<void> | null
}

/** A place in which a page is going to be shown. */
export interface PagePlace {
  /**
   * Shows the page there, once.
   * @param title for the PC client, which does not read the page's own
   * @throws DingTalkError when it cannot be shown
   */
  show(address: string, title: string): Promise<OpenedPage>
  /** There is nothing to show after all. */
  giveUp(): void
}

/**
 * Makes ready for a page whose address is still to be asked for. To be called at the tap itself:
 * browsers let a page open a tab at no other moment.
 * @param waiting what the tab says until the page is there
 */
export function preparePage(waiting: string): PagePlace {
  if (dingTalkPlatform === null) return browserTab(waiting)
  const open = dingTalkPlatform === 'pc' ? openOnPc : openOnPhone
  return { show: open, giveUp: () => {} }
}

/** The address that fits where we are; null when there is none. */
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
  await withinTime(() => openLink$({ url: address }), timeLimit)
  return { closed: null }
}

/**
 * A web page is shown in the side panel, inside of the client, which knows who is looking;
 * `openLink` would take it to a browser, which does not. The client's own addresses say themselves
 * where they open.
 */
async function openOnPc(address: string, title: string): Promise<OpenedPage> {
  if (isWebAddress(address)) {
    try {
      return await openPanel(address, title)
    } catch {
      // An older client, without the panel.
    }
  }
  return openOnPhone(address)
}

/** The call for a panel ends when the panel is closed; by its cross, that is a failure. */
function openPanel(url: string, title: string): Promise<OpenedPage> {
  return new Promise((resolve, reject) => {
    let close = () => {}
    const closed = new Promise<void>((done) => {
      close = done
    })
    const timer = setTimeout(() => resolve({ closed }), panelRefusal)
    openPageInSlidePanelForPC$({ url, title }).then(
      () => {
        clearTimeout(timer)
        resolve({ closed: null })
        close()
      },
      (cause: unknown) => {
        clearTimeout(timer)
        reject(toDingTalkError(cause))
        close()
      },
    )
  })
}

function browserTab(waiting: string): PagePlace {
  const tab = window.open('', '_blank')
  if (tab !== null) {
    // What is shown there has no business with this page.
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
    giveUp: () => tab?.close(),
  }
}
