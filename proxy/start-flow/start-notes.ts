import { toFlowUpdate } from '#proxy/flows/read/flow-update.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import { fromStore, persist, storeMs } from '#proxy/flows/read/store-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { Events } from '#proxy/store/events.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'
import type { FlowRegistry, Generation, NewPerson } from '#proxy/store/flows/flow-types.ts'

/** The person who starts a flow. */
export type Initiator = Pick<SessionClaims, 'corpId' | 'userId' | 'name' | 'sysLevel'>

/** A flow that has just been started. */
export type FlowStart = {
  taskId: string
  /** Our own id, which e签宝 was given. */
  reference: string
  title: string | null
  /** Whether it has to be finished on a page of e签宝. */
  isDraft: boolean
  people: readonly NewPerson[]
  /** Epoch milliseconds. */
  deadline: number | null
}

/** Stores flows that are started here. */
export type StartNotes = {
  /**
   * Stores a flow, and in the background its first reading. Never rejects, as the flow has started
   * and the initiator must be told so.
   */
  noteStarted(initiator: Initiator, flow: FlowStart): Promise<void>
}

export type StartNoteParts = {
  registry: Pick<FlowRegistry, 'recordStart' | 'recordReading'>
  events: Pick<Events, 'publish'>
  flows: Pick<FlowReader, 'read'>
  generation: Generation
  log: Pick<Logger, 'warn'>
  /** Current time in epoch milliseconds. */
  now: () => number
}

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
    // Whose turn it is was unknown to lists until this reading.
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
