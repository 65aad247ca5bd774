import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { listenToEvents, type EventEar } from '#proxy/live/testing/listen-to-events.ts'
import { createSessionTokens } from '#proxy/session/session-token.ts'
import { sessionSecret } from '#proxy/testing/test-proxy.ts'

/** People who look at the lists of a corp, and come back when their connection is cut. */
export type Viewers = {
  /** Those who are connected now. */
  connected(): number
  /** How often one has come back. */
  returns(): number
  /** Forgets what they have heard. @returns how many have not heard of a flow since then */
  listenFor(taskId: string): () => number
  close(): void
}

const hourMs = 60 * 60_000

/** A session of somebody of the sandbox's corp whom nobody else is. */
export async function cookieOf(userId: string): Promise<string> {
  const tokens = await createSessionTokens([sessionSecret], Date.now)
  const now = Math.floor(Date.now() / 1000) * 1000
  const token = await tokens.sign({
    sessionId: `session of ${userId}`,
    corpId: sandboxCorpId,
    userId,
    name: userId,
    unionId: null,
    sysLevel: 0,
    signedInAt: now,
    expiresAt: now + 10 * hourMs,
  })
  return `session=${token}`
}

const changedSchema = z.object({ taskId: z.string().nullable() })

/** @param url of a balancer */
export async function openViewers(url: string, count: number): Promise<Viewers> {
  const ears = new Map<number, EventEar>()
  let returns = 0
  const closing = new AbortController()
  const isClosed = () => closing.signal.aborted

  async function connect(viewer: number): Promise<void> {
    const cookie = await cookieOf(`viewer-${viewer}`)
    while (!isClosed()) {
      // oxlint-disable-next-line no-await-in-loop
      const ear = await listenToEvents(`${url}/api/events`, { cookie }).catch(() => null)
      if (ear?.status === 200) {
        ears.set(viewer, ear)
        void ear.ended.then(() => comeBack(viewer))
        return
      }
      ear?.leave()
      // oxlint-disable-next-line no-await-in-loop
      await pause(50)
    }
  }

  async function comeBack(viewer: number): Promise<void> {
    ears.delete(viewer)
    if (isClosed()) return
    await connect(viewer)
    returns += 1
  }

  await Promise.all(Array.from({ length: count }, (_, viewer) => connect(viewer)))
  return {
    connected: () => ears.size,
    returns: () => returns,
    listenFor(taskId) {
      for (const ear of ears.values()) ear.events.length = 0
      let waiting = [...ears.values()]
      return () => {
        waiting = waiting.filter(
          ({ events }) =>
            !events.some(({ data }) => changedSchema.safeParse(data).data?.taskId === taskId),
        )
        return waiting.length
      }
    },
    close() {
      closing.abort()
      for (const ear of ears.values()) ear.leave()
    },
  }
}
