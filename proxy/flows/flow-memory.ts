import type { FlowList, flowListQuerySchema } from '../../shared/flow-list.ts'
import type { z } from 'zod'
import type { Logger } from '../log.ts'
import type { Generation, Registry } from '../store/registry.ts'
import { toFlowFacts } from './flow-facts.ts'
import type { FlowReading } from './flow-reading.ts'
import { Visits } from './visits.ts'

/** Somebody who is signed in. */
export type Viewer = { corpId: string; userId: string; name: string; isAdmin: boolean }

/** What the app remembers of the flows that people opened. */
export type FlowMemory = {
  /**
   * Remembers a flow and that somebody opened it; a page that reads again what it shows has not
   * opened it anew. Nobody waits for it, and a store that cannot be used keeps nobody from reading:
   * it is only logged.
   */
  noteOpened(viewer: Omit<Viewer, 'isAdmin'>, reading: FlowReading): void
  /** @throws ProblemError `invalid-request` for a cursor that is not one of ours */
  list(viewer: Viewer, query: z.output<typeof flowListQuerySchema>): Promise<FlowList>
}

export type FlowMemoryParts = {
  registry: Pick<Registry, 'flows' | 'views'>
  generation: Generation
  log: Pick<Logger, 'warn'>
}

const pageSize = 50

export function createFlowMemory({ registry, generation, log }: FlowMemoryParts): FlowMemory {
  /** One reading answers all who asked for it at the same time. */
  const remembered = new WeakSet<FlowReading>()
  const visits = new Visits()
  return {
    noteOpened({ corpId, userId, name }, reading) {
      const { flow, fetchedAt: at } = reading
      const { taskId } = flow
      const isNew = !remembered.has(reading)
      remembered.add(reading)
      const isOpening = visits.isOpening(JSON.stringify([corpId, userId, taskId]), at)
      const note = async () => {
        if (isNew) await registry.flows.recordReading(corpId, toFlowFacts(reading, generation))
        const view = { corpId, taskId, userId, name, at, byLink: false }
        if (isOpening) await registry.views.recordOpened(view)
      }
      note().catch((err: unknown) => log.warn({ corpId, taskId, err }, 'flow not remembered'))
    },

    async list({ corpId, userId, isAdmin }, { scope, ...filter }) {
      const all = isAdmin ? ('corp' as const) : ('opened' as const)
      const page = await registry.flows.list(corpId, {
        ...filter,
        scope: scope === 'all' ? all : scope,
        userId,
        at: Date.now(),
        limit: pageSize,
      })
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
      }))
      return { flows, nextCursor: page.nextCursor }
    },
  }
}
