import type { FieldNumber } from '#shared/rules/codes/field-numbers.ts'
import type { OperatorHealth } from '#shared/schemas/corp/operator.ts'
import type { EventSource } from '#proxy/event-settings.ts'
import type { TokenCallState } from '#proxy/upstream/dingtalk/tokens/corp-token.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { CorpListStore } from './corp-list-store.ts'
import type { EventStore } from '#proxy/base/store/corps/event-store.ts'
import type { LineLeaseStore } from '#proxy/base/store/corps/line-lease-store.ts'
import type { RefusedCallStore } from '#proxy/base/store/corps/refused-call-store.ts'
import type { SuiteTicketStore } from '#proxy/base/store/corps/suite-ticket-store.ts'
import { firstDayOf, timesAt } from './corp-view.ts'
import type { Clock } from '#shared/rules/time.ts'

export type OperatorHealthReader = () => Promise<OperatorHealth>

export type OperatorHealthDeps = {
  list: Pick<CorpListStore, 'counts'>
  events: Pick<EventStore, 'health'>
  lines: Pick<LineLeaseStore, 'all'>
  refused: Pick<RefusedCallStore, 'all'>
  eventSource: EventSource
  /** For a third-party app; null for an internal one. */
  suite: {
    key: string
    tickets: Pick<SuiteTicketStore, 'find'>
    current: () => Promise<string | null>
  } | null
  tokenCall: () => TokenCallState
  /** Of the last 24 hours. */
  fieldNumbers: () => Promise<FieldNumber[]>
  now: Clock
}

const dayMs = 24 * 60 * 60_000

/** How long counts of all organisations are cached. */
const countedMs = 10_000

/** Whether all background work is running, for operators. */
export function createOperatorHealth(deps: OperatorHealthDeps): OperatorHealthReader {
  const { list, events, lines, refused, eventSource, suite, tokenCall, fieldNumbers, now } = deps
  let counted: { at: number; counts: Promise<OperatorHealth['counts']> } | null = null

  /** Calls within `countedMs` share one count. */
  function counts(at: number): Promise<OperatorHealth['counts']> {
    if (counted === null || Math.abs(at - counted.at) >= countedMs) {
      const asked = list.counts(timesAt(at))
      counted = { at, counts: asked }
      asked.catch(() => {
        counted = null
      })
    }
    return counted.counts
  }

  return async () => {
    const at = now()
    const [count, health, allLines, refusals, ticket, current, field] = await Promise.all([
      fromStore(counts(at), storeMs),
      fromStore(events.health(at - 7 * dayMs), storeMs),
      fromStore(lines.all()),
      fromStore(refused.all(firstDayOf(at)), storeMs),
      suite === null ? null : fromStore(suite.tickets.find(suite.key)),
      suite === null ? null : suite.current(),
      fieldNumbers(),
    ])
    return {
      counts: count,
      events: {
        mode: eventSource,
        lines: allLines,
        lastEventAt: health.lastAt,
        waiting: health.waiting,
        failed: health.failed,
      },
      suiteTicket: suite === null ? null : { at: ticket?.at ?? null, isKnown: current !== null },
      tokens: tokenCall(),
      refused: refusals,
      field,
    }
  }
}
