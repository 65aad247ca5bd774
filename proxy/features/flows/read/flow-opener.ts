import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { signaturesOfNamesakes, withKeptSince } from '#shared/rules/situation/kept-since.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import type { Logger } from '#proxy/base/log.ts'
import { toSection } from '#proxy/base/http/section.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { FairWindow } from '#proxy/base/limits/fair-window.ts'
import { onBehalfOf, presentRequester, Requester } from '#proxy/base/limits/requester.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { FlowContext, SharedFlowContext } from '#proxy/base/store/flows/flow-types.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowContexts } from './flow-contexts.ts'
import type { FlowReader } from './flow-reader.ts'
import { isLong, outlineOf } from './flow-outline.ts'
import { situationIn, type FlowReading } from './flow-reading.ts'
import { toFlowRecord } from './requester-record.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

export type FlowRequest = {
  taskId: string
  /** `access` of a signed link. */
  link: string | undefined
  requestId: string
  /** Whether the outline of a long log suffices. */
  outline?: boolean | undefined
  /** See `FlowReader.read`. */
  maxAgeMs?: number | undefined
  /** Whether it is only asked about, which is no visit of the person's. */
  isQuestion?: boolean
  /** The shared context, if reading started before the asker was known. */
  pending?: PendingContext | null
}

/** The part of the context that is the same for all requesters. May reject before it is awaited. */
export type PendingContext = Promise<SharedFlowContext>

export type FlowOpener = {
  /**
   * Starts reading a flow before the asker is known. Strangers can cause this, so it is limited to
   * flows in the registry and to a share of the calls.
   * @returns null if nothing was started
   */
  begin(corpId: string, taskId: string): PendingContext | null
  /**
   * Opens the flow for the asker and records that, unless it is a question. A person without access cannot tell whether the
   * flow exists, and causes no call upstream.
   * @throws ProblemError see `FlowAccess.require` and `FlowReader.read`
   */
  open(session: SessionClaims, request: FlowRequest): Promise<FlowView>
}

export type FlowOpenerDeps = {
  access: Pick<FlowAccess, 'require'>
  flows: Pick<FlowReader, 'read'>
  flowContexts: FlowContexts
  roles: Pick<Roles, 'isAdmin'>
  canNotify: boolean
  /** See `Showing`. */
  takesNotes?: boolean
  givesSignLinks?: boolean
  log: Pick<Logger, 'warn'>
  now: Clock
  monotonic: MonotonicClock
}

export function createFlowOpener(deps: FlowOpenerDeps): FlowOpener {
  const { access, flows, flowContexts, roles, canNotify, log, now, monotonic } = deps
  const { takesNotes = false, givesSignLinks = true } = deps
  const share = new EarlyShare(monotonic)

  /** Without the store, the flow is shown without our record. */
  async function recall(
    session: SessionClaims,
    taskId: string,
    shared: PendingContext | null = null,
  ): Promise<FlowContext | null> {
    const recalled =
      shared === null
        ? flowContexts.recall(session, taskId)
        : flowContexts.recallFor(session, taskId, shared)
    return recalled.catch((err: unknown) => {
      log.warn({ corpId: session.corpId, taskId, err }, 'stored flow not read')
      return null
    })
  }

  return {
    begin(corpId, taskId) {
      if (!share.take(corpId)) return null
      const shared = flowContexts.recallShared(corpId, taskId)
      const nobody = new Requester(null)
      const reading = shared.then(({ flow }) =>
        flow === null ? null : onBehalfOf(nobody, () => flows.read(corpId, taskId)),
      )
      // These may never be awaited, so their rejections are handled here.
      shared.catch(() => {})
      reading.catch(() => {})
      return shared
    },

    async open(session, { taskId, link, requestId, outline, maxAgeMs, isQuestion, pending }) {
      // One query serves both; a refused person gets neither.
      const recalled = recall(session, taskId, pending)
      const recalledInvolvement = recalled.then((flowContext) => flowContext?.involvement ?? null)
      const { linkUntil } = await access.require(session, taskId, link, recalledInvolvement)
      const [reading, flowContext] = await Promise.all([
        flows.read(session.corpId, taskId, maxAgeMs),
        recalled,
      ])
      const { involvement = null, people = [] } = flowContext ?? {}
      const opening = {
        byLink: linkUntil !== null,
        openings: involvement?.openings ?? null,
        people,
      }
      const { openings } = opening
      if (isQuestion === true) flowContexts.noteReading(session.corpId, reading, people)
      const lastOpenedAt =
        isQuestion === true
          ? openings && openings.length > 0
            ? Math.max(...openings)
            : null
          : flowContexts.noteOpened(session, reading, opening)
      const { userId, name } = session
      const requester = { userId, name, isAdmin: roles.isAdmin(session) }
      const record =
        flowContext === null
          ? null
          : toFlowRecord(
              {
                flowContext,
                reading,
                requester,
                canNotify,
                takesNotes,
                givesSignLinks,
                now: now(),
              },
              lastOpenedAt,
            )
      const situation = sinceBefore(reading, situationIn(reading, people), flowContext)
      const { flow, signers, approvals, fetchedAt } = reading
      const isOutline = outline === true && isLong(flow)
      return {
        flow: isOutline ? outlineOf(flow) : flow,
        signers: toSection(signers, requestId),
        approvals: toSection(approvals, requestId),
        situation,
        registry: record,
        fetchedAt,
        ...(isOutline && { isOutline }),
      }
    },
  }
}

/** The situation with what is remembered of earlier readings. */
function sinceBefore(
  { flow }: FlowReading,
  situation: Situation,
  flowContext: FlowContext | null,
): Situation {
  const before = flowContext?.flow ?? null
  if (before === null) return situation
  const signedAt = signaturesOfNamesakes(situation, flow.logs)
  return { ...situation, next: withKeptSince(situation.next, signedAt, before) }
}

/**
 * A corp gets 6 of the 20 calls that DingTalk allows an API in a window; the limit for all is our
 * own.
 */
const rateOfCorp = { calls: 6, windowMs: 1_100 }
const rateOfAll = { calls: 60, windowMs: 1_100 }

const maxCorps = 1_000

/** Limits reads that start before the asker is known. */
class EarlyShare {
  readonly #all = new FairWindow(rateOfAll)
  readonly #corps = boundedCache<string, FairWindow>(maxCorps)
  readonly #now: MonotonicClock

  constructor(now: MonotonicClock) {
    this.#now = now
  }

  /** Takes a share for the present requester; false if none is left. */
  take(corpId: string): boolean {
    const corp = this.#corps.get(corpId) ?? new FairWindow(rateOfCorp)
    this.#corps.set(corpId, corp)
    const claim = { requester: presentRequester(), isForStranger: false }
    const now = this.#now()
    const ofAllCorps = this.#all.placeFor(claim, now)
    const ofCorp = corp.placeFor(claim, now)
    if (ofAllCorps === null || ofCorp === null) return false
    this.#all.note(ofAllCorps, now)
    corp.note(ofCorp, now)
    return true
  }
}
