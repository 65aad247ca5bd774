import { thirdPartyApp } from '#sandbox/credentials.ts'
import { corpMoveSchema, eventOf, type CorpMove } from '#sandbox/dingtalk/corp-life.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { StreamEvent } from '#sandbox/state/state.ts'

const dayMs = 24 * 60 * 60_000

/** Order ids are numbers, as DingTalk's are. */
const firstOrder = 10 ** 12

const { suiteKey } = thirdPartyApp

/** Oldest first. Ids are the same after a reset, so that an app knows them. */
export function seedCorpEvents(corps: readonly Corp[], now: number): StreamEvent[] {
  const event = (corp: Corp, what: CorpMove['what'], bornAt: number): StreamEvent => {
    const id = `sandbox-${what}-${corp.corpId}`
    const orderId = String(firstOrder + corps.indexOf(corp))
    const move = corpMoveSchema.parse({ what, until: corp.boughtUntil, orderId })
    return {
      ...eventOf(corp, move, bornAt),
      clientId: suiteKey,
      corpId: corp.corpId,
      eventId: id,
      bornAt,
      deliveries: 0,
      outcome: 'pending',
    }
  }
  return corps.flatMap((corp) => [
    ...(corp.opened.includes(suiteKey) || corp.hasLeft
      ? [event(corp, 'authorise', now - 400 * dayMs)]
      : []),
    ...(corp.boughtUntil === null ? [] : [event(corp, 'buy', corp.boughtUntil - 365 * dayMs)]),
    ...(corp.switchedOff.includes(suiteKey) ? [event(corp, 'stop', now - 2 * dayMs)] : []),
    ...(corp.hasLeft ? [event(corp, 'relieve', now - dayMs)] : []),
  ])
}
