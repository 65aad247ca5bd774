import type { Clock } from '#shared/rules/time.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Store } from '#proxy/base/store/store.ts'

/** Grants a person lasting access to flows, for their part in a DingTalk approval. */
export type GrantAccess = (
  person: { corpId: string; userId: string },
  taskIds: readonly string[],
  role: 'approver' | 'originator',
) => Promise<void>

/** Granted access is effective at once: all instances hear of it after it is stored. */
export function createGrantAccess(
  book: Pick<Store['registry']['accessRequests'], 'grantAccess'>,
  events: Pick<Store['events'], 'publish'>,
  now: Clock,
): GrantAccess {
  return async ({ corpId, userId }, taskIds, role) => {
    const reason = role === 'approver' ? 'approver' : 'approval'
    await fromStore(book.grantAccess({ corpId, userId, taskIds, reason, at: now() }))
    for (const taskId of taskIds)
      await fromStore(events.publish({ type: 'flow-changed', corpId, taskId }))
  }
}
