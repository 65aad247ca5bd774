/**
 * Runs in a process whose memory a test measures: answers each message with the peak memory in
 * bytes since the last one. `end` is called when the parent has disconnected.
 */
export function reportMemory(end: () => void): void {
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
