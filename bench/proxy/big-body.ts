import { setTimeout as delay } from 'node:timers/promises'
import type { LiveProxy } from './live-proxy.ts'
import type { BigBody } from './result.ts'
import type { Stub } from './stub.ts'

const records = 5000
const times = 5

/** How long the proxy's event loop is blocked while it reads flows of 5,000 records, all different. */
export async function measureBigBody(stub: Stub, proxy: LiveProxy): Promise<BigBody> {
  const bytes = await stub.set({ bigRecords: records })
  const blockedMs: number[] = []
  const answerMs: number[] = []
  const restMs: number[] = []
  for (let number = 0; number < times; number += 1) {
    await proxy.memory()
    await proxy.resetDelay()
    await delay(1000)
    restMs.push(await proxy.delay())
    await proxy.resetDelay()
    const startedAt = performance.now()
    const response = await fetch(`${proxy.url}/api/flows/PRO-BIG-${number}`, {
      headers: { cookie: proxy.cookies[0] },
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`no large flow: ${response.status} ${text.slice(0, 200)}`)
    answerMs.push(performance.now() - startedAt)
    // The proxy writes to the registry after its answer, which counts too.
    await delay(500)
    blockedMs.push(await proxy.delay())
  }
  return { bytes, blockedMs, answerMs, restMs }
}
