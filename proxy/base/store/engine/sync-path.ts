import { closeSync, fsyncSync, openSync } from 'node:fs'
import { platform } from 'node:os'

/** Windows cannot sync folders, nor can one be synced that is writable but not readable. */
export function syncPath(path: string): void {
  if (platform() === 'win32') return
  const opened = openIfReadable(path)
  if (opened === null) return
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function openIfReadable(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return null
    throw error
  }
}
