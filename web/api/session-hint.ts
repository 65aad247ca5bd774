import type { Session } from '../../shared/session.ts'
import { pageCorp } from './page-corp.ts'

const storageKey = 'session-hint'

/**
 * The session cookie cannot be seen from here, so a note of it is kept: without one, asking the
 * proxy who is signed in would only cost a round trip. The note proves nothing to the proxy.
 */
export function keepSessionHint(session: Session): void {
  try {
    localStorage.setItem(
      storageKey,
      JSON.stringify({ corpId: session.corpId, expiresAt: session.expiresAt }),
    )
  } catch {
    // Without storage each visit signs in anew.
  }
}

export function forgetSessionHint(): void {
  try {
    localStorage.removeItem(storageKey)
  } catch {
    // Nothing was kept either.
  }
}

/** Whether a session of an earlier visit is worth asking for, in the page's organisation. */
export function hasSessionHint(): boolean {
  try {
    const hint: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    if (typeof hint !== 'object' || hint === null) return false
    const { corpId, expiresAt } = hint as { corpId?: unknown; expiresAt?: unknown }
    return (
      typeof expiresAt === 'number' &&
      expiresAt > Date.now() &&
      (pageCorp === null || corpId === pageCorp)
    )
  } catch {
    return false
  }
}
