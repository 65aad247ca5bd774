import { setImmediate } from 'node:timers/promises'
import type { FlowList, flowListQuerySchema } from '#shared/schemas/flow/flow-list.ts'
import type { z } from 'zod'
import type { Logger } from '#proxy/log.ts'
import type { Events } from '#proxy/store/events.ts'
import type { FlowContext, Generation, SharedFlowContext } from '#proxy/store/flows/flow-types.ts'
import type { Registry } from '#proxy/store/registry.ts'
import { toFlowFacts } from './flow-facts.ts'
import type { FlowReading } from './flow-reading.ts'
import { PersonAnswerCache } from './person-answer-cache.ts'
import { fromStore, persist } from './store-timeout.ts'
import { Visits } from './visits.ts'

/** Somebody who is signed in. */
export type Viewer = { corpId: string; userId: string; name: string; isAdmin: boolean }

type Person = Pick<Viewer, 'corpId' | 'userId'>

/** How somebody came to see a flow. */
export type Opening = {
  /** Whether nothing but a signed link let them in. */
  byLink: boolean
  /** See `FlowContext`; null when it could not be read. */
  openings: readonly number[] | null
  /** Whom the flow was started with here, as far as that is known. */
  people?: FlowContext['people'] | undefined
}

/** What the app remembers of the flows that people opened. */
export type FlowMemory = {
  /**
   * Kept for a few seconds, unless something happens to the flow.
   * @throws ProblemError `store-unavailable`, after a second at the latest
   */
  recall(viewer: Person, taskId: string): Promise<FlowContext>
  /** Asks for what is the same for everybody, before it is known who looks. */
  recallShared(corpId: string, taskId: string): Promise<SharedFlowContext>
  /**
   * The flow context with what `recallShared` has asked for. Not kept: something may have happened to the flow
   * since.
   * @throws ProblemError `store-unavailable`, after a second at the latest
   */
  recallFor(
    viewer: Person,
    taskId: string,
    shared: Promise<SharedFlowContext>,
  ): Promise<FlowContext>
  /** Whether the flow context is what `recall` would give now, without asking. */
  isKept(viewer: Person, taskId: string, flowContext: FlowContext): boolean
  /** What is remembered of the flow has changed. */
  forget(corpId: string, taskId: string): void
  /**
   * Remembers a flow and that somebody opened it; a page that reads again what it shows has not
   * opened it anew. Nobody waits for it, and a store that cannot be used keeps nobody from reading:
   * it is only logged.
   * @returns when the same person opened it before this visit, epoch milliseconds; null when that
   *   never was, or is not known
   */
  noteOpened(viewer: Omit<Viewer, 'isAdmin'>, reading: FlowReading, opening: Opening): number | null
  /**
   * A page of flows.
   * @param limit flows on the page
   * @throws ProblemError `invalid-request` for a cursor that is not one of ours,
   *   `store-unavailable`
   */
  list(
    viewer: Viewer,
    query: z.output<typeof flowListQuerySchema>,
    limit?: number,
  ): Promise<FlowList>
}

export type FlowMemoryParts = {
  registry: Pick<Registry, 'access' | 'flows' | 'views'>
  generation: Generation
  /** Whether the person who has opened a flow goes on seeing it. */
  seesOpened: boolean
  /** Null where nobody tells of changes. */
  events: Pick<Events, 'subscribe'>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

const pageSize = 50

/**
 * To ask the store's thread for something takes the loop about half a millisecond. What others wait for
 * goes out before: the answer, and what is asked of e签宝.
 */
async function afterOthers<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  await setImmediate()
  return ask()
}

/** A store that is only starting may take its time; there is nothing to show before. */
const listMs = 10_000

export function createFlowMemory(parts: FlowMemoryParts): FlowMemory {
  const { registry, generation, seesOpened, events, log, now, monotonic } = parts
  /** One reading answers all who asked for it at the same time. */
  const remembered = new WeakSet<FlowReading>()
  const visits = new Visits(monotonic)
  const flowContexts = new PersonAnswerCache<FlowContext>(monotonic)

  events.subscribe((event) => {
    if (event.type === 'gap') flowContexts.forgetAll()
    else if (event.type === 'flow-changed') flowContexts.forget(flowKey(event.corpId, event.taskId))
  })

  function noteReading(corpId: string, reading: FlowReading, people: Opening['people']): void {
    if (remembered.has(reading)) return
    remembered.add(reading)
    afterOthers(() =>
      registry.flows.recordReading(corpId, toFlowFacts(reading, generation, people)),
    ).catch((err: unknown) =>
      log.warn({ corpId, taskId: reading.flow.taskId, err }, 'flow not remembered'),
    )
  }

  return {
    recall({ corpId, userId }, taskId) {
      return flowContexts.get(flowKey(corpId, taskId), userId, () =>
        fromStore(afterOthers(() => registry.flows.flowContextOf(corpId, taskId, userId))),
      )
    },

    recallFor({ corpId, userId }, taskId, shared) {
      return fromStore(
        Promise.all([shared, registry.access.standingOf(corpId, taskId, userId)]).then(
          ([known, standing]) => ({ ...known, standing }),
        ),
      )
    },

    recallShared(corpId, taskId) {
      return afterOthers(() => registry.flows.sharedFlowContextOf(corpId, taskId))
    },

    isKept({ corpId, userId }, taskId, flowContext) {
      return flowContexts.peek(flowKey(corpId, taskId), userId) === flowContext
    },

    forget(corpId, taskId) {
      flowContexts.forget(flowKey(corpId, taskId))
    },

    noteOpened({ corpId, userId, name }, reading, { byLink, openings, people }) {
      const { taskId } = reading.flow
      noteReading(corpId, reading, people)
      const key = JSON.stringify([corpId, userId, taskId])
      const at = now()
      const { isOpening, openedBefore } = visits.note(key, at, openings)
      if (isOpening) {
        const view = { corpId, taskId, userId, name, at, byLink }
        afterOthers(() => persist(() => registry.views.recordOpened(view))).then(
          // It has one more opening in it now.
          () => flowContexts.forget(flowKey(corpId, taskId), userId),
          (err: unknown) => {
            visits.forget(key)
            log.warn({ corpId, taskId, userId, err }, 'opening not remembered')
          },
        )
      }
      return openedBefore
    },

    async list({ corpId, userId, name, isAdmin }, { scope, ...filter }, limit = pageSize) {
      const mine = seesOpened ? ('opened' as const) : ('mine' as const)
      const all = isAdmin ? ('corp' as const) : mine
      const page = await fromStore(
        registry.flows.list(corpId, {
          ...filter,
          scope: scope === 'all' ? all : scope,
          userId,
          byName: { name, sees: all },
          at: now(),
          limit,
        }),
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
      }))
      return { flows, nextCursor: page.nextCursor }
    },
  }
}

function flowKey(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}
