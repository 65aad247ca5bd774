import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { EarlyShare } from './early-share.ts'
import type { Logger } from '#proxy/log.ts'
import { onBehalfOf, Requester } from '#proxy/limits/requester.ts'
import { isAdmin } from '#proxy/session/is-admin.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'
import type { FlowContext, SharedFlowContext } from '#proxy/store/flows/flow-types.ts'
import type { FlowAccess } from '#proxy/flows/access/flow-access.ts'
import type { FlowMemory } from './flow-memory.ts'
import type { FlowReader } from './flow-reader.ts'
import { toFlowView, writeFlowView, type FlowReading } from './flow-reading.ts'
import type { WrittenJson } from '#proxy/http/written-json.ts'
import { situationIn } from './situation-in.ts'
import { EventLoopTurns } from './event-loop-turns.ts'
import { toFlowRecord } from './viewer-record.ts'

/** How a flow is opened. */
export type FlowRequest = {
  taskId: string
  /** `access` of a signed link. */
  link: string | undefined
  requestId: string
  /** Whether the outline of a large flow will do. */
  outline?: boolean | undefined
  /** See `FlowReader.read`. */
  maxAgeMs?: number | undefined
  /** What was begun before it was known who asks. */
  begun?: Begun | null
}

/** What the registry tells everybody about a flow. It may fail before anybody waits for it. */
export type Begun = Promise<SharedFlowContext>

/** Shows flows to people. */
export type FlowOpener = {
  /**
   * Begins to read a flow before it is known who asks, so that `open` finds it read or being read.
   * Anybody can make this happen, so upstream is asked only for flows that the registry knows, and
   * within a small share.
   * @returns null when nothing is begun
   */
  begin(corpId: string, taskId: string): Begun | null
  /**
   * The flow as the person who asks may see it, and notes that they opened it. Who may not see it hears so
   * whether there is such a flow or not, and upstream is not asked for them.
   * @throws ProblemError see `FlowAccess.require` and `FlowReader.read`
   */
  open(session: SessionClaims, request: FlowRequest): Promise<OpenedFlow>
}

export type OpenedFlow = {
  /** Of a large flow in outline. */
  view: FlowView
  /** The view, whole or in outline, as was asked for. */
  json: WrittenJson
  /**
   * Whether the same person, without a link, may be shown the same once more, by what is known at
   * this moment.
   */
  holds: () => boolean
}

export type FlowOpenerParts = {
  access: Pick<FlowAccess, 'require' | 'isKnownToAllow'>
  flows: Pick<FlowReader, 'read' | 'isKept'>
  memory: FlowMemory
  adminUserIds: ReadonlySet<string>
  /** Whether the app can send notifications. */
  canNotify: boolean
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward. */
  monotonic: () => number
}

export function createFlowOpener(parts: FlowOpenerParts): FlowOpener {
  const { access, flows, memory, adminUserIds, canNotify, log, now, monotonic } = parts
  const turns = new EventLoopTurns()
  const share = new EarlyShare(monotonic)

  /** What is remembered adds to a flow; without it the flow is shown all the same. */
  async function recall(
    session: SessionClaims,
    taskId: string,
    shared: Begun | null = null,
  ): Promise<FlowContext | null> {
    const recalled =
      shared === null ? memory.recall(session, taskId) : memory.recallFor(session, taskId, shared)
    return recalled.catch((err: unknown) => {
      log.warn({ corpId: session.corpId, taskId, err }, 'flow not recalled')
      return null
    })
  }

  /** Whether all that a view was made of is what it would be made of now. */
  function isSame(
    session: SessionClaims,
    reading: FlowReading,
    flowContext: FlowContext | null,
    record: FlowRecord | null,
  ): boolean {
    const { taskId } = reading.flow
    const isFlowContextKept = flowContext !== null && memory.isKept(session, taskId, flowContext)
    return (
      isWhole(reading) &&
      now() < Math.min(session.expiresAt, record?.urge.availableAt ?? Infinity) &&
      access.isKnownToAllow(session, taskId) &&
      flows.isKept(session.corpId, reading) &&
      isFlowContextKept
    )
  }

  return {
    begin(corpId, taskId) {
      if (!share.take(corpId)) return null
      const shared = memory.recallShared(corpId, taskId)
      const nobody = new Requester(null)
      const reading = shared.then(({ flow }) =>
        flow === null ? null : onBehalfOf(nobody, () => flows.read(corpId, taskId)),
      )
      // Nobody may ever wait for them.
      shared.catch(() => {})
      reading.catch(() => {})
      return shared
    },

    async open(session, { taskId, link, requestId, outline, maxAgeMs, begun }) {
      // One question to the store tells both; the person who is refused gets nothing of it.
      const recalled = recall(session, taskId, begun)
      const told = recalled.then((flowContext) => flowContext?.standing ?? null)
      const { linkUntil } = await access.require(session, taskId, link, told)
      const [reading, flowContext] = await Promise.all([
        flows.read(session.corpId, taskId, maxAgeMs),
        recalled,
      ])
      await turns.next()
      const { standing = null, people = [] } = flowContext ?? {}
      const opening = { byLink: linkUntil !== null, openings: standing?.openings ?? null, people }
      const lastOpenedAt = memory.noteOpened(session, reading, opening)
      const { userId, name } = session
      const viewer = { userId, name, isAdmin: isAdmin(session, adminUserIds) }
      const record =
        flowContext === null
          ? null
          : toFlowRecord({ flowContext, reading, viewer, canNotify, now: now() }, lastOpenedAt)
      const view = toFlowView(reading, situationIn(reading, people), requestId, record)
      return {
        view,
        json: writeFlowView(view, outline ? undefined : reading.wholeFlow),
        holds: () => isSame(session, reading, flowContext, record),
      }
    },
  }
}

/** A problem carries the id of the request that it was told to. */
function isWhole({ signers, approvals }: FlowReading): boolean {
  return Array.isArray(signers) && Array.isArray(approvals)
}
