/**
 * Takes from the page what the web view of iOS 13.0 lacks, and what Chrome 69 lacks as well: engines
 * of that age for iOS cannot be had outside of a device. It runs in the page before any other script,
 * so it holds everything it needs. Syntax cannot be taken away; the check of the build holds that.
 */
export function becomeSafari13(): void {
  const missing: [owner: unknown, names: string[]][] = [
    [
      window,
      [
        'AggregateError',
        'BroadcastChannel',
        'CompressionStream',
        'CSSLayerBlockRule',
        'DecompressionStream',
        'EyeDropper',
        'FinalizationRegistry',
        'Highlight',
        'Iterator',
        'Navigation',
        'Sanitizer',
        'SuppressedError',
        'TaskController',
        'TextDecoderStream',
        'TextEncoderStream',
        'URLPattern',
        'WeakRef',
        'cookieStore',
        'crossOriginIsolated',
        'globalThis',
        'navigation',
        'originAgentCluster',
        'queueMicrotask',
        'reportError',
        'scheduler',
        'structuredClone',
        'trustedTypes',
      ],
    ],
    [Array, ['fromAsync']],
    [
      Array.prototype,
      ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'],
    ],
    [ArrayBuffer.prototype, ['resize', 'transfer', 'transferToFixedLength']],
    [String.prototype, ['at', 'isWellFormed', 'matchAll', 'replaceAll', 'toWellFormed']],
    [Symbol.prototype, ['description']],
    [Symbol, ['asyncDispose', 'dispose', 'matchAll']],
    [Object, ['fromEntries', 'groupBy', 'hasOwn']],
    [Map, ['groupBy']],
    [Map.prototype, ['getOrInsert', 'getOrInsertComputed']],
    [
      Set.prototype,
      [
        'difference',
        'intersection',
        'isDisjointFrom',
        'isSubsetOf',
        'isSupersetOf',
        'symmetricDifference',
        'union',
      ],
    ],
    [Promise, ['allSettled', 'any', 'try', 'withResolvers']],
    [RegExp, ['escape']],
    [RegExp.prototype, ['hasIndices', 'unicodeSets']],
    [Math, ['f16round', 'sumPrecise']],
    [Object.getPrototypeOf(Int8Array.prototype), ['at', 'findLast', 'findLastIndex']],
    [Object.getPrototypeOf(Int8Array.prototype), ['toReversed', 'toSorted', 'with']],
    [
      Intl,
      [
        'DisplayNames',
        'DurationFormat',
        'ListFormat',
        'Locale',
        'RelativeTimeFormat',
        'Segmenter',
        'getCanonicalLocales',
        'supportedValuesOf',
      ],
    ],
    [Intl.DateTimeFormat.prototype, ['formatRange', 'formatRangeToParts']],
    [Intl.NumberFormat.prototype, ['formatRange', 'formatRangeToParts']],
    [AbortSignal, ['abort', 'any', 'timeout']],
    [AbortSignal.prototype, ['reason', 'throwIfAborted']],
    [Blob.prototype, ['arrayBuffer', 'bytes', 'stream', 'text']],
    [Crypto.prototype, ['randomUUID']],
    [CSSStyleSheet.prototype, ['replace', 'replaceSync']],
    [
      Document.prototype,
      [
        'adoptedStyleSheets',
        'getAnimations',
        'moveBefore',
        'replaceChildren',
        'startViewTransition',
        'timeline',
      ],
    ],
    [DocumentFragment.prototype, ['moveBefore', 'replaceChildren']],
    [
      Element.prototype,
      [
        'ariaLabel',
        'checkVisibility',
        'getAnimations',
        'getHTML',
        'moveBefore',
        'replaceChildren',
        'setHTMLUnsafe',
      ],
    ],
    [HTMLElement.prototype, ['enterKeyHint', 'hidePopover', 'inert', 'popover', 'showPopover']],
    [HTMLFormElement.prototype, ['requestSubmit']],
    [HTMLImageElement.prototype, ['loading']],
    [IntersectionObserver.prototype, ['scrollMargin', 'trackVisibility']],
    [Navigator.prototype, ['canShare', 'clipboard', 'locks', 'share', 'userAgentData']],
    [PerformanceObserver, ['supportedEntryTypes']],
    [Response, ['json']],
    [URL, ['canParse', 'parse']],
    [URLSearchParams.prototype, ['size']],
    // BigInt64Array and BigUint64Array stay: Playwright's bindings, our way to native, need them.
    [window, ['BigInt', 'OffscreenCanvas', 'ResizeObserver']],
    [window, ['requestIdleCallback', 'cancelIdleCallback']],
    [Element.prototype, ['animate', 'attributeStyleMap', 'computedStyleMap']],
    [Navigator.prototype, ['connection', 'deviceMemory', 'getBattery', 'permissions', 'vibrate']],
  ]
  for (const [owner, names] of missing) {
    if (typeof owner !== 'object' && typeof owner !== 'function') continue
    if (owner === null) continue
    for (const name of names) Reflect.deleteProperty(owner, name)
  }
  // Media queries are no event targets there.
  Object.assign(MediaQueryList.prototype, {
    addEventListener: undefined,
    removeEventListener: undefined,
  })
}
