import { closeSync, fsyncSync, openSync } from 'node:fs'
import { platform } from 'node:os'

/**
 * Makes a file, or the entries of a folder, durable. Windows cannot sync folders, and a folder that
 * is writable but not readable cannot be synced.
 */
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
