/** Whether the engine is older than what the app is written for (Chrome 69 to 92, Safari 13 to 15). */
export function needsPolyfills(): boolean {
  return (
    typeof queueMicrotask === 'undefined' ||
    !('at' in Array.prototype) ||
    !('replaceAll' in String.prototype) ||
    !('fromEntries' in Object) ||
    !('allSettled' in Promise) ||
    !('hasOwn' in Object)
  )
}
