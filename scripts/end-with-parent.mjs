/** How often the parent's process id is read, in milliseconds. */
const pollMs = 500

/**
 * Sends this process SIGTERM when its parent process has ended, which changes its parent id. Has no
 * effect on Windows, where the parent id never changes.
 */
export function endWithParent() {
  const parent = process.ppid
  const polling = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(polling)
    process.kill(process.pid, 'SIGTERM')
  }, pollMs)
  polling.unref()
}
