import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import type { CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { CorpStates } from './corp-states.ts'
import type { Clock } from '#shared/rules/time.ts'

export type CorpUpdaterDeps = {
  book: Pick<CorpStore, 'updateCorp'>
  events: Pick<Events, 'publish'>
  corpStates: Pick<CorpStates, 'note'>
  /** Expires the token that all instances share. */
  expireToken: (corpId: string) => Promise<void>
  /**
   * Called when an inactive organisation becomes active again, after all instances were notified,
   * or that failed.
   */
  onOpened: (corpId: string) => Promise<void>
  now: Clock
}

/**
 * Stores a change of an organisation and notifies all instances. They drop its tokens and reread
 * its people's roles if the change is in who may use the app, or if a newer authorisation arrived
 * by event, was asked for by a person, or differs from the stored one.
 */
export function createCorpUpdater(
  deps: CorpUpdaterDeps,
): (change: CorpChange, isRequested?: boolean) => Promise<{ isNews: boolean }> {
  const { book, events, corpStates, expireToken, onOpened, now } = deps
  return async (change, isRequested = false) => {
    const update = await fromStore(book.updateCorp({ ...change, receivedAt: now() }), storeMs)
    const { isNews: isNewer, before, isRenewed: differs, ...status } = update
    const { corpId } = change
    const isGranted = isRequested || change.event !== undefined
    const isRescoped = change.isRescoped === true
    const isRenewed =
      isRescoped || (isNewer && change.details !== undefined && (isGranted || differs))
    const isOpened = before !== null && before !== 'active' && status.state === 'active'
    // Each step is taken even if one before it fails, as a retry would not see the change again.
    try {
      // Here, once for all instances: an instance doing it later would expire the new token too.
      if (isRenewed) await expireToken(corpId)
    } finally {
      // Applied at once, as somebody may be signing in because of it.
      corpStates.note(corpId, status, isRenewed)
      // Published even if it is known: the instance that stored it may have died before publishing.
      const changed = { type: 'corp-status', corpId, ...status, isRenewed } as const
      try {
        await fromStore(events.publish(changed), storeMs)
      } finally {
        if (isOpened) await onOpened(corpId)
      }
    }
    return { isNews: isNewer || isRescoped }
  }
}
