/**
 * Removes from a current WebKit what the web view of iOS 13.0 lacks and Chrome 69 has; what both
 * lack is tested on Chromium 69. Syntax cannot be removed; the check of the build covers it. It is
 * serialised and runs before any script of the page, so it may use nothing from this module.
 */
export function becomeIos13(): void {
  const missing: [owner: object, names: string[]][] = [
    [window, ['BigInt', 'BroadcastChannel', 'OffscreenCanvas', 'ResizeObserver']],
    [window, ['requestIdleCallback', 'cancelIdleCallback']],
    [Element.prototype, ['animate', 'attributeStyleMap', 'computedStyleMap']],
    [Navigator.prototype, ['clipboard', 'connection', 'permissions', 'vibrate']],
  ]
  for (const [owner, names] of missing)
    for (const name of names) Reflect.deleteProperty(owner, name)
  // In iOS 13, a MediaQueryList is not an EventTarget.
  Object.assign(MediaQueryList.prototype, {
    addEventListener: undefined,
    removeEventListener: undefined,
  })
}
