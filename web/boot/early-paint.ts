import type { FlowView } from '../../shared/flow.ts'
import { statusTones } from '../components/status-look.ts'
import { language } from '../i18n/language.ts'
import { statusNames } from '../i18n/status-names.ts'

function element(tag: string, testId: string, text: string): HTMLElement {
  const made = document.createElement(tag)
  made.setAttribute('data-testid', testId)
  made.textContent = text
  return made
}

/**
 * Puts status and title into the first shape of the page, in the form that the app gives them, while
 * the app is still on its way. The app takes their place without anything moving.
 */
export function paintEarly({ flow }: FlowView): void {
  const page = document.querySelector('#root > .page[aria-hidden]')
  const shape = page?.querySelector('.card')
  // The app is there, or has the words for what this has none for.
  if (!page || !shape || flow.status === 'unknown' || flow.title === null) return
  const banner = document.createElement('header')
  banner.className = 'card status-banner'
  const status = element('span', 'flow-status', statusNames[language.get()][flow.status])
  status.className = `status-tag tone-${statusTones[flow.status]}`
  const sentence = document.createElement('i')
  sentence.className = 'bone'
  banner.append(status, element('h1', 'flow-title', flow.title), sentence)
  shape.replaceWith(banner)
  page.removeAttribute('aria-hidden')
}
