import type { FileDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import { toFlowUpdate } from '#proxy/features/flows/read/flow-update.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { fromStore, persist, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { FlowStore, NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

export type Initiator = Pick<SessionClaims, 'corpId' | 'userId' | 'name' | 'sysLevel'>

export type FlowStart = {
  taskId: string
  /** Our own id, which e签宝 was given. */
  reference: string
  title: string | null
  /** Page of e签宝 on which it has to be finished; null for a flow that has been sent. */
  page: LaunchPage | null
  files: readonly FileDraft[]
  people: readonly NewPerson[]
  deadline: EpochMs | null
}

/** Stores flows that are started here. */
export type StartNotes = {
  /**
   * Stores a flow, and in the background its first reading. Never rejects, as the flow has started
   * and the initiator must be told so.
   */
  noteStarted(initiator: Initiator, flow: FlowStart): Promise<void>
}

export type StartNoteDeps = {
  registry: Pick<FlowStore, 'recordStart' | 'recordReading'>
  events: Pick<Events, 'publish'>
  flows: Pick<FlowReader, 'read'>
  encryptPage: (page: LaunchPage) => string
  log: Pick<Logger, 'warn'>
  now: Clock
}

export function createStartNotes(deps: StartNoteDeps): StartNotes {
  const { registry, events, flows, encryptPage, log, now } = deps

  async function record({ corpId, userId, name }: Initiator, flow: FlowStart): Promise<void> {
    const { taskId, reference, title, page, files, people, deadline } = flow
    const started = {
      taskId,
      title,
      status: page === null ? ('signing' as const) : ('draft' as const),
      initiator: { userId, name, organization: null },
      people,
      deadline,
      startedAt: now(),
      reference,
      files,
      startPage: page === null ? undefined : encryptPage(page),
    }
    await fromStore(
      persist(() => registry.recordStart(corpId, started)),
      storeMs,
    )
    await fromStore(events.publish({ type: 'flow-changed', corpId, taskId }), storeMs)
  }

  async function readFirst(corpId: string, { taskId, people }: FlowStart): Promise<void> {
    const reading = await flows.read(corpId, taskId)
    await registry.recordReading(corpId, toFlowUpdate(reading, people))
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
      if (flow.page === null) readFirst(corpId, flow).catch(warn('started flow not read'))
    },
  }
}
