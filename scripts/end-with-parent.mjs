/** Milliseconds between two looks at the parent. */
const lookEveryMs = 500

/**
 * Sends this process SIGTERM when the one that started it has ended: it has another parent then. On
 * Windows a process keeps its parent's id, and nothing happens.
 */
export function endWithParent() {
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  looking.unref()
}
