/**
 * Takes from a current WebKit what the web view of iOS 13.0 lacks and Chrome 69 has; what both lack
 * shows on Chromium 69. Syntax cannot be taken away; the check of the build holds that. It runs in the
 * page before any other script, so it holds everything it needs.
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
  // Media queries are no event targets there.
  Object.assign(MediaQueryList.prototype, {
    addEventListener: undefined,
    removeEventListener: undefined,
  })
}
