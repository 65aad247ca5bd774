import { closeSync, fsyncSync, openSync } from 'node:fs'
import { platform } from 'node:os'

/** Has a file, or the names in a folder, outlive a power cut. Windows knows no such thing of folders. */
export function syncPath(path: string): void {
  if (platform() === 'win32') return
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
