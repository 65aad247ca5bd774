import type { FlowList, flowListQuerySchema } from '#shared/schemas/flow/flow-list.ts'
import type { z } from 'zod'
import type { Logger } from '#proxy/base/log.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Events } from '#proxy/base/store/events.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { FlowContext, SharedFlowContext } from '#proxy/base/store/flows/flow-types.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { toFlowUpdate } from './flow-update.ts'
import type { FlowReading } from './flow-reading.ts'
import type { Asker, FlowAccess } from '#proxy/features/access/flow-access.ts'
import { PersonAnswerCache } from '#proxy/features/access/person-answer-cache.ts'
import { fromStore, persist } from '#proxy/base/store/store-timeout.ts'
import { Visits } from './visits.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

export type FlowRequester = Asker & Pick<SessionClaims, 'name'>

type Person = Pick<FlowRequester, 'corpId' | 'userId'>

export type Opening = {
  /** Whether a signed link alone granted access. */
  byLink: boolean
  /** See `FlowContext`; null if it could not be read. */
  openings: readonly number[] | null
  /** The people it was started with here, if known. */
  people?: FlowContext['people'] | undefined
}

/** The flow contexts of requesters, cached for seconds, and what the registry learns of openings. */
export type FlowContexts = {
  /**
   * Cached for a few seconds, until the flow changes.
   * @throws ProblemError `store-unavailable`, after at most a second
   */
  recall(requester: Person, taskId: string): Promise<FlowContext>
  /** Reads the part that is the same for all requesters, before the requester is known. */
  recallShared(corpId: string, taskId: string): Promise<SharedFlowContext>
  /**
   * The flow context, built on the result of `recallShared`. Not cached, as the flow may have
   * changed since.
   * @throws ProblemError `store-unavailable`, after at most a second
   */
  recallFor(
    requester: Person,
    taskId: string,
    shared: Promise<SharedFlowContext>,
  ): Promise<FlowContext>
  forget(corpId: string, taskId: string): void
  /** Stores a reading. Runs in the background; failures of the store are logged. */
  noteReading(corpId: string, reading: FlowReading, people: Opening['people']): void
  /**
   * Stores a reading, and the opening unless an open page just polls again. Runs in the background;
   * failures of the store are logged.
   * @returns start of the same person's previous visit, epoch milliseconds; null if there was none
   * or it is unknown
   */
  noteOpened(
    requester: Omit<FlowRequester, 'sysLevel'>,
    reading: FlowReading,
    opening: Opening,
  ): number | null
  /**
   * A page of flows.
   * @throws ProblemError `invalid-request` for a cursor that is not ours, `store-unavailable`
   */
  list(
    requester: FlowRequester,
    query: z.output<typeof flowListQuerySchema>,
    limit?: number,
  ): Promise<FlowList>
}

export type FlowContextsDeps = {
  registry: Pick<Registry, 'access' | 'flows' | 'views'>
  access: Pick<FlowAccess, 'listed'>
  onStored?: ((corpId: string, reading: FlowReading) => void) | null
  /** Null where there are no events. */
  events: Pick<Events, 'subscribe'>
  log: Pick<Logger, 'warn'>
  now: Clock
  monotonic: MonotonicClock
  /** Milliseconds to wait for the store; defaults to a second. */
  storeMs?: number | undefined
}

const pageSize = 50

/** Milliseconds. A store that is starting is slow, and there is nothing else to show. */
const listMs = 10_000

export function createFlowContexts(deps: FlowContextsDeps): FlowContexts {
  const { registry, access, events, log, now, monotonic } = deps
  const { onStored, storeMs } = deps
  /** Readings are shared between requests, but stored once. */
  const remembered = new WeakSet<FlowReading>()
  const visits = new Visits(monotonic)
  // An unknown flow is not cached: the event of its recording may still be on its way.
  const cached = new PersonAnswerCache<FlowContext>(monotonic, ({ flow }) => flow !== null)

  events.subscribe((event) => {
    if (event.type === 'gap') cached.forgetAll()
    else if (event.type === 'flow-changed') cached.forget(keyTextOf(event))
  })

  function noteReading(corpId: string, reading: FlowReading, people: Opening['people']): void {
    if (remembered.has(reading)) return
    remembered.add(reading)
    registry.flows.recordReading(corpId, toFlowUpdate(reading, people)).then(
      (isStored) => {
        if (isStored) onStored?.(corpId, reading)
      },
      (err: unknown) => {
        remembered.delete(reading)
        log.warn({ corpId, taskId: reading.flow.taskId, err }, 'flow not stored')
      },
    )
  }

  return {
    recall({ corpId, userId }, taskId) {
      return cached.get(keyTextOf({ corpId, taskId }), userId, () =>
        fromStore(registry.flows.flowContextOf(corpId, taskId, userId), storeMs),
      )
    },

    recallFor({ corpId, userId }, taskId, shared) {
      return fromStore(
        Promise.all([shared, registry.access.involvementOf(corpId, taskId, userId)]).then(
          ([known, involvement]) => ({ ...known, involvement }),
        ),
        storeMs,
      )
    },

    recallShared(corpId, taskId) {
      return registry.flows.sharedFlowContextOf(corpId, taskId)
    },

    forget(corpId, taskId) {
      cached.forget(keyTextOf({ corpId, taskId }))
    },

    noteReading,

    noteOpened({ corpId, userId, name }, reading, { byLink, openings, people }) {
      const { taskId } = reading.flow
      noteReading(corpId, reading, people)
      const key = JSON.stringify([corpId, userId, taskId])
      const at = now()
      const { isOpening, openedBefore } = visits.note(key, at, openings)
      if (isOpening) {
        const view = { corpId, taskId, userId, name, at, byLink }
        persist(() => registry.views.recordOpened(view)).then(
          // The cached openings are out of date.
          () => cached.forget(keyTextOf({ corpId, taskId }), userId),
          (err: unknown) => {
            visits.forget(key)
            log.warn({ corpId, taskId, userId, err }, 'visit of a flow not stored')
          },
        )
      }
      return openedBefore
    },

    async list(requester, { scope, ...filter }, limit = pageSize) {
      const { corpId, userId, name } = requester
      const all = access.listed(requester)
      const wanted = {
        ...filter,
        sort: filter.sort ?? (scope === 'waiting' ? ('deadline' as const) : ('newest' as const)),
        scope: scope === 'all' ? all : scope,
        userId,
        byName: { name, sees: all },
        at: now(),
        limit,
      }
      const isFirst = filter.cursor === undefined
      const [page, narrowings] = await fromStore(
        Promise.all([
          registry.flows.list(corpId, wanted),
          isFirst ? registry.flows.narrowings(corpId, wanted) : null,
        ]),
        listMs,
      )
      const flows = page.items.map((flow) => ({
        taskId: flow.taskId,
        title: flow.title,
        status: flow.status,
        statusCode: flow.statusCode,
        initiator: { name: flow.initiator.name, organization: flow.initiator.organization },
        nextStep: flow.nextStep,
        deadline: flow.deadline,
        startedAt: flow.createdAt ?? flow.firstSeenAt,
        confirmedAt: flow.confirmedAt,
        waitsForMe: flow.waitsForMe,
        isMineByName: flow.isMineByName,
        ...(flow.counterparts.length === 0 ? {} : { counterparts: flow.counterparts }),
        ...(flow.found === null ? {} : { found: flow.found }),
        ...(flow.isApprover && { isApprover: true as const }),
      }))
      return {
        flows,
        nextCursor: page.nextCursor,
        ...(narrowings === null ? {} : { counts: narrowings.counts }),
        ...(narrowings === null || scope !== 'all' ? {} : { initiators: narrowings.initiators }),
      }
    },
  }
}
