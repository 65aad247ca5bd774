/**
 * For a process of which a test measures the memory: tells on each message the most that it has had
 * since the one before, in bytes; `end` is called once nobody listens any more.
 */
export function tellMemory(end: () => void): void {
  let most = 0
  const sample = () => (most = Math.max(most, process.memoryUsage.rss()))
  const sampling = setInterval(sample, 5)
  process.on('message', () => {
    sample()
    process.send?.(most)
    most = 0
  })
  process.once('disconnect', () => {
    clearInterval(sampling)
    end()
  })
}
