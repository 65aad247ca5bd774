import { withTimeout } from '#proxy/limits/with-timeout.ts'

/** What requests need. `events`: hearing what other processes tell of. */
export type PartName = 'store' | 'events'

export type PartStates = Partial<Record<PartName, 'ok' | 'unavailable'>>

/** Looks at all parts. */
export type CheckParts = () => Promise<PartStates>

/** A monitor waits no longer. */
const usualTimeoutMs = 3000

/**
 * Anybody may ask whether we are ready; those who ask during a look share it.
 * @param checks each rejects where its part cannot be used now
 */
export function createPartsCheck(
  checks: Readonly<Partial<Record<PartName, () => Promise<unknown>>>>,
  timeoutMs = usualTimeoutMs,
): CheckParts {
  let underWay: Promise<PartStates> | null = null

  async function look(): Promise<PartStates> {
    const states = Object.entries(checks).map(async ([name, check]) => {
      const isThere = await endsWell(check(), timeoutMs)
      return [name, isThere ? 'ok' : 'unavailable'] as const
    })
    return Object.fromEntries(await Promise.all(states))
  }

  return () =>
    (underWay ??= look().finally(() => {
      underWay = null
    }))
}

const sentences: Readonly<Record<PartName, string>> = {
  store: 'The database does not answer.',
  events: 'The database gives no connection on which changes made elsewhere are heard.',
}

/** What is not ready, in words for who runs the app; null when all is. */
export function wordsOf(states: PartStates): string | null {
  // Without the database there is nothing to listen to either.
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
