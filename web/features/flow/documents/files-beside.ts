import { atom } from 'nanostores'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

/** `index.html` reads it too, before the first paint. */
const storageKey = 'files'

/** Whether wide windows show a contract's files beside it: not if the person closed them, or saves data. */
export const filesBeside = atom(readStored(storageKey) !== 'closed' && !savesData())

export function showFilesBeside(isBeside: boolean): void {
  filesBeside.set(isBeside)
  document.documentElement.classList.toggle('files-closed', !isBeside)
  writeStored(storageKey, isBeside ? null : 'closed')
}

function savesData(): boolean {
  // The proxy draws the page, too.
  if (typeof navigator === 'undefined') return false
  const { connection }: { connection?: { saveData?: boolean } } = navigator as object
  return connection?.saveData === true
}
