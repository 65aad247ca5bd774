import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Preloaded into the proxy: reports its memory, and how long its event loop was blocked.

setFlagsFromString('--expose-gc')
/** @type {() => void} */
const collect = runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

/** @import { Probed } from './probe.ts' */

process.on('message', (question) => {
  if (question === 'collect') {
    collect()
    collect()
  }
  if (question === 'reset') delay.reset()
  const { rss, heapUsed, external } = process.memoryUsage()
  /** @type {Probed} */
  const answer = {
    rssBytes: rss,
    heapBytes: heapUsed + external,
    blockedMs: Math.max(0, delay.max / 1e6),
  }
  process.send?.(answer)
})
