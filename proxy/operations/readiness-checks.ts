import { withTimeout } from '#proxy/limits/with-timeout.ts'

/** What requests need. `events`: hearing what other processes tell of. */
export type PartName = 'store' | 'events'

export type PartStates = Partial<Record<PartName, 'ok' | 'unavailable'>>

/** Looks at all parts. */
export type CheckParts = () => Promise<PartStates>

/** Milliseconds; monitors wait no longer. */
const usualTimeoutMs = 3000

/**
 * Checks all parts; concurrent requests share a check.
 * @param checks each rejects where its part cannot be used
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
export function unreadyText(states: PartStates): string | null {
  // Without the database there are no events either.
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
