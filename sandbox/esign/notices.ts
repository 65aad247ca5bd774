import { setTimeout as delay } from 'node:timers/promises'
import type { Notice, NoticeBody, World } from '#sandbox/state/state.ts'

const answerWithinMs = 5000
/** Wait before each of the three attempts, milliseconds. */
const waits = [0, 3000, 6000]

/** Makes one attempt. @returns the HTTP status; null if there was no answer in time */
async function attempt(notice: Notice, stopped: AbortSignal): Promise<number | null> {
  const limit = AbortSignal.timeout(answerWithinMs)
  try {
    const response = await fetch(notice.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify(notice.body),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, limit]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}

async function deliver(world: World, notice: Notice): Promise<void> {
  const stopped = world.state.stop.signal
  for (const wait of waits) {
    // Each attempt is made only after the one before has failed.
    await delay(wait * world.waitScale, undefined, { ref: false, signal: stopped })
    const at = world.now()
    const status = await attempt(notice, stopped)
    notice.attempts.push({ at, status })
    if (status === 200) {
      notice.outcome = 'delivered'
      return
    }
  }
  notice.outcome = 'given-up'
}

/**
 * Posts a notice in the background (notification-callback). The receiver has five seconds to
 * answer; a failed attempt is retried after three seconds, and again after six. A reset or the
 * sandbox's end stops it.
 */
export function sendNotice(world: World, url: string, body: NoticeBody): void {
  const notice: Notice = { url, body, attempts: [], outcome: 'pending' }
  world.state.notices.push(notice)
  deliver(world, notice).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  })
}
