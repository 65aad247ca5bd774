import type { Logger } from '#proxy/log.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { isAdmin } from '#proxy/session/is-admin.ts'
import type { SessionClaims } from '#proxy/session/session-token.ts'
import type { Events } from '#proxy/store/events.ts'
import type { AccessBook } from '#proxy/store/flows/access-book.ts'
import type { Standing } from '#proxy/store/flows/flow-types.ts'
import type { FlowLinks } from './flow-links.ts'
import { PersonAnswerCache } from '#proxy/flows/read/person-answer-cache.ts'
import { fromStore, persist, StoreTimeout } from '#proxy/flows/read/store-timeout.ts'

/** The person who asks, as the session tells. */
export type Asker = Pick<SessionClaims, 'corpId' | 'userId' | 'sysLevel'>

/** How somebody may see a flow. */
export type Access = {
  /** Until when, where nothing but a signed link lets the asker in, epoch milliseconds; else null. */
  linkUntil: number | null
}

type Told = Promise<Standing | null> | undefined

/** Decides who may see a flow. */
export type FlowAccess = {
  /**
   * Lets through the person who may see the flow, and says the same of one that does not exist. Cheap enough
   * for every call: answers are kept for a few seconds, unless the flow changes.
   * @param link `access` of a signed link, where one came along; a link that proves something is
   *   remembered, one that proves nothing matters only to who has no other right
   * @param told how the asker stands, where that is being asked anyway; null when it cannot be told
   * @throws ProblemError `flow-forbidden`, `link-invalid`, or `store-unavailable` when it cannot be
   *   known who belongs to the flow
   */
  require(
    asker: Asker,
    taskId: string,
    link?: string,
    told?: Promise<Standing | null>,
  ): Promise<Access>
  /**
   * Whether the asker may see the flow without a link.
   * @throws ProblemError `store-unavailable`
   */
  maySee(asker: Asker, taskId: string): Promise<boolean>
  /** Whether somebody may see every flow of the corp whose task id they have. */
  seesAll(asker: Asker): boolean
  /**
   * Whether somebody without a link may see the flow by what is known at this moment; false also
   * when it has to be asked for.
   */
  isKnownToAllow(asker: Asker, taskId: string): boolean
}

export type FlowAccessParts = {
  /** `corp`: every member of the corp may see its flows; `participants`: who has to do with them. */
  mode: 'participants' | 'corp'
  adminUserIds: ReadonlySet<string>
  links: Pick<FlowLinks, 'verify'>
  book: AccessBook
  /** Null where nobody tells of changes. */
  events: Pick<Events, 'subscribe'>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

export function createFlowAccess(parts: FlowAccessParts): FlowAccess {
  const { mode, adminUserIds, links, book, events, log, now, monotonic } = parts
  const standings = new PersonAnswerCache<Standing>(monotonic)
  const timeout = new StoreTimeout()

  events.subscribe((event) => {
    if (event.type === 'gap') standings.forgetAll()
    else if (event.type === 'flow-changed') standings.forget(flowKey(event.corpId, event.taskId))
  })

  function standingOf({ corpId, userId }: Asker, taskId: string, told: Told): Promise<Standing> {
    return standings.get(flowKey(corpId, taskId), userId, async () => {
      const standing = await told
      // What was told may have been kept since before a link was remembered.
      if (standing != null && letsIn(standing)) return standing
      return timeout.wait(book.standingOf(corpId, taskId, userId))
    })
  }

  /** Not to be remembered is no reason to be turned away: the link itself still lets in. */
  async function remember({ corpId, userId }: Asker, taskId: string, until: number): Promise<void> {
    try {
      await timeout.wait(persist(() => book.grant({ corpId, taskId, userId, until })))
      standings.forget(flowKey(corpId, taskId))
    } catch (err) {
      log.warn({ corpId, taskId, userId, err }, 'signed link not remembered')
    }
  }

  const letsIn = ({ isPerson, grantedUntil }: Standing) => isPerson || (grantedUntil ?? 0) > now()

  const seesAll = (asker: Asker) => mode === 'corp' || isAdmin(asker, adminUserIds)

  async function requireLink(
    asker: Asker,
    taskId: string,
    until: number,
    told: Told,
  ): Promise<Access> {
    const standing = await fromStore(standingOf(asker, taskId, told)).catch(() => null)
    if (standing?.isPerson === true) return { linkUntil: null }
    const known = standing?.grantedUntil ?? 0
    const remembered = known < until ? remember(asker, taskId, until) : null
    // Nobody waits for a store that has just kept somebody waiting.
    if (standing !== null) await remembered
    return { linkUntil: Math.max(known, until) }
  }

  const require: FlowAccess['require'] = async (asker, taskId, link, told) => {
    if (seesAll(asker)) return { linkUntil: null }
    const until = link === undefined ? null : links.verify(asker.corpId, taskId, link)
    if (until !== null) return requireLink(asker, taskId, until, told)
    const { isPerson, grantedUntil } = await standingOf(asker, taskId, told)
    if (isPerson) return { linkUntil: null }
    if (grantedUntil !== null && grantedUntil > now()) return { linkUntil: grantedUntil }
    throw link === undefined
      ? new ProblemError('flow-forbidden', 'Only people who have to do with the flow may see it.')
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

    isKnownToAllow(asker, taskId) {
      if (seesAll(asker)) return true
      const standing = standings.peek(flowKey(asker.corpId, taskId), asker.userId)
      return standing !== undefined && letsIn(standing)
    },
  }
}

function flowKey(corpId: string, taskId: string): string {
  return JSON.stringify([corpId, taskId])
}
