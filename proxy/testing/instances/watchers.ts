import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import {
  listenToEvents,
  type EventSubscription,
} from '#proxy/features/live/testing/listen-to-events.ts'
import { createSessionTokens } from '#proxy/features/session/session-token.ts'
import { sessionSecret } from '#proxy/testing/test-proxy.ts'

/** People who watch a corp's lists, and reconnect when their connection breaks. */
export type Watchers = {
  /** How many are connected now. */
  connected(): number
  /** How often one of them has reconnected. */
  returns(): number
  /** Forgets the events so far. @returns counts watchers without an event of this flow since then */
  listenFor(taskId: string): () => number
  close(): void
}

/** User ids of watchers. */
export function watcherIds(count: number): string[] {
  return Array.from({ length: count }, (_, watcher) => `watcher-${watcher}`)
}

const hourMs = 60 * 60_000

/** A session for a user id that is used only once. */
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

/** @param url the balancer's address */
export async function openWatchers(url: string, count: number): Promise<Watchers> {
  const subscriptions = new Map<string, EventSubscription>()
  let returns = 0
  const closing = new AbortController()
  const isClosed = () => closing.signal.aborted

  async function connect(watcher: string): Promise<void> {
    const cookie = await cookieOf(watcher)
    while (!isClosed()) {
      const subscription = await listenToEvents(`${url}/api/events`, { cookie }).catch(() => null)
      if (subscription?.status === 200) {
        subscriptions.set(watcher, subscription)
        void subscription.ended.then(() => comeBack(watcher))
        return
      }
      subscription?.leave()
      await pause(50)
    }
  }

  async function comeBack(watcher: string): Promise<void> {
    subscriptions.delete(watcher)
    if (isClosed()) return
    await connect(watcher)
    returns += 1
  }

  await Promise.all(watcherIds(count).map((watcher) => connect(watcher)))
  return {
    connected: () => subscriptions.size,
    returns: () => returns,
    listenFor(taskId) {
      for (const subscription of subscriptions.values()) subscription.events.length = 0
      let waiting = [...subscriptions.values()]
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
      for (const subscription of subscriptions.values()) subscription.leave()
    },
  }
}
