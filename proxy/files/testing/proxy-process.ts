import { startListeningProxy } from './listening-proxy.ts'

/**
 * A proxy in a process of its own, so that its memory can be told from that of the test. Tells
 * where it listens, and on each message the most memory that it has had since the one before; ends
 * when nobody listens any more.
 */

let most = 0
const sample = () => (most = Math.max(most, process.memoryUsage.rss()))
const sampling = setInterval(sample, 5)

const proxy = await startListeningProxy(process.argv[2] ?? '')
process.on('message', () => {
  sample()
  process.send?.(most)
  most = 0
})
process.once('disconnect', () => {
  clearInterval(sampling)
  void proxy.close()
})
process.send?.({ url: proxy.url, headers: proxy.headers })
