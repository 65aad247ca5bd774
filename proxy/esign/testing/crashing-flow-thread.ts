import { parentPort } from 'node:worker_threads'
import '#proxy/esign/flow-thread.ts'

// The thread that reads large flows, which one of them brings down.

parentPort?.on('message', (calls: { args: unknown[] }[]) => {
  if (calls.some(({ args }) => args[0] === 'PRO-CRASH')) throw new Error('crashed')
})
