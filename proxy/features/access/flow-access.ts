import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Events } from '#proxy/base/store/events.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { AccessStore } from '#proxy/base/store/flows/access-store.ts'
import type { FlowQuery, Involvement } from '#proxy/base/store/flows/flow-types.ts'
import { accessBy, type Access } from '#proxy/base/store/flows/rights.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { FlowLinks } from './flow-links.ts'
import { PersonAnswerCache } from './person-answer-cache.ts'
import { fromStore, persist, StoreTimeout } from '#proxy/base/store/store-timeout.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** The person who asks, from the session. */
export type Asker = Pick<SessionClaims, 'corpId' | 'userId' | 'sysLevel'>

type PendingInvolvement = Promise<Involvement | null> | undefined

export type FlowAccess = {
  /**
   * Requires that the asker may see the flow; a flow that does not exist is refused in the same
   * way. Cheap enough for every call, as rights are cached for seconds, until the flow changes.
   * @param link `access` of a signed link; a valid one is remembered, an invalid one matters only
   * to people without another right
   * @param pending the asker's involvement, if it is being read anyway; null if it cannot be read
   * @throws ProblemError `flow-forbidden`, `link-invalid`, or `store-unavailable` if rights cannot
   * be looked up
   */
  require(
    asker: Asker,
    taskId: string,
    link?: string,
    pending?: Promise<Involvement | null>,
  ): Promise<Access>
  /**
   * Whether the asker may see the flow without a link.
   * @throws ProblemError `store-unavailable`
   */
  maySee(asker: Asker, taskId: string): Promise<boolean>
  /** Whether the asker may see every flow of the corp by its task id. */
  seesAll(asker: Asker): boolean
  /**
   * The flows in the asker's lists: those that they may see, but where every member may see all,
   * only their own and those that they have opened.
   */
  listed(asker: Asker): Extract<FlowQuery['scope'], 'mine' | 'opened' | 'corp'>
}

export type FlowAccessDeps = {
  /** `corp`: every member may see the corp's flows; `participants`: only the people of a flow. */
  mode: 'participants' | 'corp'
  roles: Pick<Roles, 'isAdmin'>
  links: Pick<FlowLinks, 'verify'>
  book: AccessStore
  events: Pick<Events, 'subscribe'>
  log: Pick<Logger, 'warn'>
  now: Clock
  monotonic: MonotonicClock
  /** Milliseconds to wait for the store; defaults to a second. */
  storeMs?: number | undefined
}

export function createFlowAccess(deps: FlowAccessDeps): FlowAccess {
  const { mode, roles, links, book, events, log, now, monotonic, storeMs } = deps
  const allowsAccess = (involvement: Involvement) => accessBy(involvement, now()) !== null

  // Refusals are not cached: the event of a right just granted may still be on its way.
  const involvements = new PersonAnswerCache<Involvement>(monotonic, allowsAccess)
  const timeout = new StoreTimeout(storeMs)

  events.subscribe((event) => {
    if (event.type === 'gap') involvements.forgetAll()
    else if (event.type === 'flow-changed') involvements.forget(keyTextOf(event))
  })

  async function involvementOf(
    asker: Asker,
    taskId: string,
    pending: PendingInvolvement,
  ): Promise<Involvement> {
    const { corpId, userId } = asker
    const flow = keyTextOf({ corpId, taskId })
    let isReadNow = false
    const involvement = await involvements.get(flow, userId, async () => {
      isReadNow = true
      const given = await pending
      // The given involvement may be older than the remembered link.
      if (given != null && allowsAccess(given)) return given
      return timeout.wait(book.involvementOf(corpId, taskId, userId))
    })
    return allowsAccess(involvement) || isReadNow
      ? involvement
      : involvementOf(asker, taskId, pending)
  }

  /** If the link cannot be remembered, it still grants access now. */
  async function remember({ corpId, userId }: Asker, taskId: string, until: number): Promise<void> {
    try {
      await timeout.wait(persist(() => book.grant({ corpId, taskId, userId, until })))
      involvements.forget(keyTextOf({ corpId, taskId }))
    } catch (err) {
      log.warn({ corpId, taskId, userId, err }, 'use of a signed link not stored')
    }
  }

  const seesAll = (asker: Asker) => mode === 'corp' || roles.isAdmin(asker)

  async function requireLink(
    asker: Asker,
    taskId: string,
    until: number,
    pending: PendingInvolvement,
  ): Promise<Access> {
    const involvement = await fromStore(involvementOf(asker, taskId, pending), storeMs).catch(
      () => null,
    )
    if (involvement?.isPerson === true) return { linkUntil: null }
    const known = involvement?.grantedUntil ?? 0
    const remembered = known < until ? remember(asker, taskId, until) : null
    // A store that just failed is not waited for again.
    if (involvement !== null) await remembered
    return { linkUntil: Math.max(known, until) }
  }

  const require: FlowAccess['require'] = async (asker, taskId, link, pending) => {
    if (seesAll(asker)) return { linkUntil: null }
    const until = link === undefined ? null : links.verify(asker.corpId, taskId, link)
    if (until !== null) return requireLink(asker, taskId, until, pending)
    const allowed = accessBy(await involvementOf(asker, taskId, pending), now())
    if (allowed !== null) return allowed
    throw link === undefined
      ? new ProblemError('flow-forbidden', 'Only people of the flow may see it.')
      : new ProblemError('link-invalid', 'The signed link has expired or is not one of ours.')
  }

  return {
    require,

    async maySee(asker, taskId) {
      try {
        await require(asker, taskId)
        return true
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'flow-forbidden') return false
        throw error
      }
    },

    seesAll,

    listed(asker) {
      if (roles.isAdmin(asker)) return 'corp'
      return mode === 'corp' ? 'opened' : 'mine'
    },
  }
}
