import type { Banner } from '#web/api/device-cache/cached-banners.ts'
import { statusTones } from '#web/widgets/flow/status-tones.ts'
import type { Language } from '#shared/rules/languages.ts'
import { statusNames } from '#shared/rules/codes/flow-status-names.ts'

function element(tag: string, testId: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.setAttribute('data-testid', testId)
  made.append(...content)
  return made
}

/** The painted element, until the app replaces it. */
let painted: HTMLElement | null = null

function elementOf({ status: name, title }: Banner, language: Language): HTMLElement | null {
  const names: Partial<Record<string, string>> = statusNames[language]
  const known = names[name]
  // The words for an unknown status or a missing title are only in the app.
  if (known === undefined || title === null) return null
  const tone = `tone-${statusTones[name]}`
  const status = element('span', 'flow-status', known)
  status.className = 'banner-status'
  const head = boxOf('banner-head', status)
  const bones = ['bone', 'bone bone-short', 'bone bone-strip'].map((className) => {
    const bone = document.createElement('i')
    bone.className = className
    return bone
  })
  const text = document.createElement('bdi')
  text.textContent = title
  const body = boxOf('adm-card-body', head, element('h1', 'flow-title', text), ...bones)
  return boxOf(`adm-card status-banner ${tone}`, body)
}

function boxOf(className: string, ...children: readonly HTMLElement[]): HTMLElement {
  const box = document.createElement('div')
  box.className = className
  box.append(...children)
  return box
}

/**
 * Replaces the first placeholder by status and title, with the app's own classes, so that nothing
 * moves when the app replaces them.
 */
export function paintEarly(banner: Banner, language: Language): void {
  const shape = painted ?? document.querySelector<HTMLElement>('[data-shape=contract] > .adm-card')
  const made = elementOf(banner, language)
  // The app may have rendered already.
  if (shape?.isConnected !== true || made === null) return
  shape.replaceWith(made)
  painted = made
  performance.mark('visible')
}
