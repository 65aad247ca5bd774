import { atom } from 'nanostores'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

export const colorSchemes = ['auto', 'light', 'dark'] as const

export type ColorScheme = (typeof colorSchemes)[number]

const storageKey = 'color-scheme'

/**
 * The colour scheme that the person chose on this device, once it is applied; `auto` follows the
 * device.
 */
export const chosenColorScheme = atom<ColorScheme>('auto')

/**
 * Changes the colour scheme and stores it on this device; without storage it lasts as long as the
 * page.
 */
export function chooseColorScheme(scheme: ColorScheme): void {
  chosenColorScheme.set(scheme)
  writeStored(storageKey, scheme)
}

/**
 * Applies the person's choice, else the device's colour scheme. DingTalk's Android web view may not
 * support the media query, but some versions put the scheme into the user agent
 * (`colorScheme/dark`).
 */
export function applyColorScheme(): void {
  const stored = readStored(storageKey)
  chosenColorScheme.set(colorSchemes.find((scheme) => scheme === stored) ?? 'auto')
  const query = matchMedia('(prefers-color-scheme: dark)')
  const agentIsDark = /\bcolorScheme\/dark\b/.test(navigator.userAgent)
  const apply = () => {
    const device = query.matches || agentIsDark ? 'dark' : 'light'
    const chosen = chosenColorScheme.get()
    const scheme = chosen === 'auto' ? device : chosen
    const root = document.documentElement
    root.setAttribute('data-prefers-color-scheme', scheme)
    // For scroll bars and fields, which the browser draws. `only` keeps web views from darkening a
    // page when light was chosen.
    root.style.colorScheme = scheme === 'dark' ? scheme : 'only light'
  }
  chosenColorScheme.subscribe(apply)
  // `addEventListener` is missing on the media queries of Safari 13.
  query.addListener(apply)
}
