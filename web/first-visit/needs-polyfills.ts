/** Whether the engine lacks what `polyfills.ts` adds (Chrome 69 to 92, Safari 13 to 15). */
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
