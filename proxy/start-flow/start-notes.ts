import { toFlowUpdate } from '#proxy/flows/read/flow-update.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import { fromStore, persist } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { Events } from '#proxy/store/events.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'
import type { FlowRegistry, Generation, NewPerson } from '#proxy/store/flows/flow-types.ts'

/** Who starts a flow. */
export type Initiator = Pick<SessionClaims, 'corpId' | 'userId' | 'name' | 'sysLevel'>

/** A flow that has just been started. */
export type FlowStart = {
  taskId: string
  /** Our own id, that e签宝 was given. */
  reference: string
  title: string | null
  /** Whether it is to be finished on a page of e签宝. */
  isDraft: boolean
  people: readonly NewPerson[]
  /** Epoch milliseconds. */
  deadline: number | null
}

/** Remembers flows that are started here. */
export type StartNotes = {
  /**
   * Remembers a flow, and in the background what e签宝 tells of it first. Never fails: the flow is
   * started, and the person who started it has to hear so.
   */
  noteStarted(initiator: Initiator, flow: FlowStart): Promise<void>
}

export type StartNoteParts = {
  registry: Pick<FlowRegistry, 'recordStart' | 'recordReading'>
  events: Pick<Events, 'publish'>
  flows: Pick<FlowReader, 'read'>
  generation: Generation
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Milliseconds, longer than the store waits for its database. */
const storeMs = 10_000

export function createStartNotes(parts: StartNoteParts): StartNotes {
  const { registry, events, flows, generation, log, now } = parts

  async function record({ corpId, userId, name }: Initiator, flow: FlowStart): Promise<void> {
    const { taskId, reference, title, isDraft, people, deadline } = flow
    const started = {
      taskId,
      title,
      generation,
      status: isDraft ? ('draft' as const) : ('signing' as const),
      initiator: { userId, name, organization: null },
      people,
      deadline,
      startedAt: now(),
      reference,
    }
    await fromStore(
      persist(() => registry.recordStart(corpId, started)),
      storeMs,
    )
    await fromStore(events.publish({ type: 'flow-changed', corpId, taskId }), storeMs)
  }

  async function readFirst(corpId: string, { taskId, people }: FlowStart): Promise<void> {
    const reading = await flows.read(corpId, taskId)
    await registry.recordReading(corpId, toFlowUpdate(reading, generation, people))
    // Only now the lists know whose turn it is.
    const { fetchedAt: readAt } = reading
    await events.publish({ type: 'flow-changed', corpId, taskId, readAt })
  }

  return {
    async noteStarted(initiator, flow) {
      const { corpId } = initiator
      const { taskId } = flow
      const warn = (message: string) => (err: unknown) => log.warn({ corpId, taskId, err }, message)
      await record(initiator, flow).catch(warn('started flow not remembered'))
      // Drafts have nothing to read yet.
      if (!flow.isDraft) readFirst(corpId, flow).catch(warn('started flow not read'))
    },
  }
}
