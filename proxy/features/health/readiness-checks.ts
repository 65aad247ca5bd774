import { withTimeout } from '#proxy/base/limits/with-timeout.ts'

/**
 * Parts that requests need. `events`: receiving events of other processes; `disk`: room on the disk
 * of our own database.
 */
export type PartName = 'store' | 'events' | 'disk'

export type PartStates = Partial<Record<PartName, 'ok' | 'unavailable'>>

export type CheckDeps = () => Promise<PartStates>

/** Milliseconds; monitoring systems wait no longer. */
const defaultTimeoutMs = 3000

/**
 * Checks all parts; concurrent requests share a check.
 * @param checks each rejects if its part is unavailable
 */
export function createPartsCheck(
  checks: Readonly<Partial<Record<PartName, () => Promise<unknown>>>>,
  timeoutMs = defaultTimeoutMs,
): CheckDeps {
  let inFlight: Promise<PartStates> | null = null

  async function look(): Promise<PartStates> {
    const states = Object.entries(checks).map(async ([name, check]) => {
      const isThere = await endsWell(check(), timeoutMs)
      return [name, isThere ? 'ok' : 'unavailable'] as const
    })
    return Object.fromEntries(await Promise.all(states))
  }

  return () =>
    (inFlight ??= look().finally(() => {
      inFlight = null
    }))
}

const sentences: Readonly<Record<PartName, string>> = {
  store: 'The database does not answer.',
  disk: 'The disk of the database is full: free space on it. The data are not damaged.',
  events: 'The database gives no connection on which changes made elsewhere are heard.',
}

/** What is not ready, in a sentence for the operator; null if everything is. */
export function unreadyText(states: PartStates): string | null {
  if (states.disk === 'unavailable') return sentences.disk
  // Without the database, events are unavailable too.
  if (states.store === 'unavailable') return sentences.store
  return states.events === 'unavailable' ? sentences.events : null
}

function endsWell(checking: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const ended = checking.then(
    () => true,
    () => false,
  )
  return withTimeout(ended, timeoutMs, () => false)
}
