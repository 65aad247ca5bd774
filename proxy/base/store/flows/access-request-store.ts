import { and, asc, count, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { accessRequests, flowViewers } from '#proxy/base/store/access-schema.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { Causes } from '#proxy/base/store/outbox/causes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import { flows } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type NewAccessRequest = {
  id: string
  corpId: string
  taskId: string
  userId: string
  name: string
  at: EpochMs
}

export type AskLimits = {
  /** How long after a request or a refusal the same request is ignored. */
  againMs: number
  maxPerDay: number
}

/** A pending request about a known flow. */
export type OpenAccessRequest = Omit<NewAccessRequest, 'corpId' | 'at'> & {
  title: string | null
  askedAt: EpochMs
}

export type AccessRequestQuery = {
  corpId: string
  /** The initiator, or an admin if there is none or they cannot be notified. */
  userId: string
  isAdmin: boolean
  /** Requests for one flow, on which every admin may decide. */
  taskId?: string | undefined
  limit: number
}

export type AccessRequestStore = {
  /**
   * Takes equally long whether or not the flow exists.
   * @param put rows to add
   * @returns `known` if nobody has to be notified, as it was made or refused recently
   */
  ask(
    request: NewAccessRequest,
    limits: AskLimits,
    put: readonly NewJob[],
  ): Promise<'new' | 'known' | 'too-many'>
  /** Oldest first. */
  open(query: AccessRequestQuery): Promise<OpenAccessRequest[]>
  /** Null if the request or its flow is unknown. */
  find(corpId: string, id: string): Promise<FoundAccessRequest | null>
  /** Notes that the initiator cannot be notified, so that admins see the request in their list. */
  passToAdmins(corpId: string, id: string): Promise<void>
  /**
   * @param put rows to add
   * @returns false if it was no longer pending
   */
  decide(decision: AccessDecision, put: readonly NewJob[]): Promise<boolean>
  /** Gives a person who started an approval of flows, or decides on it, lasting access to them. */
  grantAccess(requester: {
    corpId: string
    userId: string
    taskIds: readonly string[]
    reason: 'approval' | 'approver'
    at: EpochMs
  }): Promise<void>
}

export type FoundAccessRequest = {
  taskId: string
  userId: string
  name: string
  title: string | null
  initiatorUserId: string | null
  isForAdmins: boolean
  state: 'open' | AccessDecision['state']
}

export type AccessDecision = {
  corpId: string
  id: string
  state: 'granted' | 'refused'
  decidedBy: string
  at: EpochMs
}

const dayMs = 24 * 60 * 60_000

export function createAccessRequestStore(database: Database, causes: Causes): AccessRequestStore {
  const isOfFlow = and(
    eq(flows.corpId, accessRequests.corpId),
    eq(flows.taskId, accessRequests.taskId),
  )
  return {
    async ask(request, limits, put) {
      const noted = await database.transaction(async (tx) => {
        const state = await recordRequest(tx, request, limits)
        if (state === 'new') await putJobs(tx, put, request.at)
        return state
      })
      if (noted === 'new') causes.notifyOfPut()
      return noted
    },
    async open({ corpId, userId, isAdmin, taskId, limit }) {
      const isForAdmins =
        taskId === undefined
          ? or(isNull(flows.initiatorUserId), accessRequests.isForAdmins)
          : undefined
      const isTheirs = eq(flows.initiatorUserId, userId)
      return database
        .select({
          id: accessRequests.id,
          taskId: accessRequests.taskId,
          title: flows.title,
          userId: accessRequests.userId,
          name: accessRequests.name,
          askedAt: accessRequests.askedAt,
        })
        .from(accessRequests)
        .innerJoin(flows, isOfFlow)
        .where(
          and(
            eq(accessRequests.corpId, corpId),
            eq(accessRequests.state, 'open'),
            taskId === undefined ? undefined : eq(accessRequests.taskId, taskId),
            isAdmin ? isForAdmins && or(isForAdmins, isTheirs) : isTheirs,
          ),
        )
        .orderBy(asc(accessRequests.askedAt), asc(accessRequests.id))
        .limit(limit)
    },
    async find(corpId, id) {
      const [found] = await database
        .select({
          taskId: accessRequests.taskId,
          userId: accessRequests.userId,
          name: accessRequests.name,
          title: flows.title,
          initiatorUserId: flows.initiatorUserId,
          isForAdmins: accessRequests.isForAdmins,
          state: accessRequests.state,
        })
        .from(accessRequests)
        .innerJoin(flows, isOfFlow)
        .where(and(eq(accessRequests.corpId, corpId), eq(accessRequests.id, id)))
      return found ?? null
    },
    async passToAdmins(corpId, id) {
      await database
        .update(accessRequests)
        .set({ isForAdmins: true })
        .where(and(eq(accessRequests.corpId, corpId), eq(accessRequests.id, id)))
    },
    async decide(decision, put) {
      const isDecided = await database.transaction(async (tx) => {
        const wasOpen = await recordDecision(tx, decision)
        if (wasOpen) await putJobs(tx, put, decision.at)
        return wasOpen
      })
      if (isDecided) causes.notifyOfPut()
      return isDecided
    },
    async grantAccess({ corpId, userId, taskIds, reason, at }) {
      if (taskIds.length === 0) return
      const inserted = database
        .insert(flowViewers)
        .values(taskIds.map((taskId) => ({ corpId, userId, taskId, reason, at })))
      await (reason === 'approver'
        ? inserted.onConflictDoUpdate({
            target: [flowViewers.corpId, flowViewers.userId, flowViewers.taskId],
            set: { reason },
          })
        : inserted.onConflictDoNothing())
    },
  }
}

async function recordRequest(
  tx: Database,
  { at, ...request }: NewAccessRequest,
  { againMs, maxPerDay }: AskLimits,
): Promise<'new' | 'known' | 'too-many'> {
  const { corpId, userId } = request
  // Serialises the requests of a person, so that concurrent ones cannot pass the limit.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext(${JSON.stringify(['access-request', corpId, userId])}))`,
  )
  const isTheirs = and(eq(accessRequests.corpId, corpId), eq(accessRequests.userId, userId))
  const [known] = await tx
    .select({ changedAt: accessRequests.changedAt })
    .from(accessRequests)
    .where(and(isTheirs, eq(accessRequests.taskId, request.taskId)))
  if (known !== undefined && known.changedAt > at - againMs) return 'known'
  const [asked] = await tx
    .select({ count: count() })
    .from(accessRequests)
    .where(and(isTheirs, gt(accessRequests.askedAt, at - dayMs)))
  if ((asked?.count ?? 0) >= maxPerDay) return 'too-many'
  const asking = { state: 'open' as const, askedAt: at, changedAt: at, decidedBy: null }
  const row = { ...request, ...asking, isForAdmins: false }
  await tx
    .insert(accessRequests)
    .values(row)
    .onConflictDoUpdate({
      target: [accessRequests.corpId, accessRequests.taskId, accessRequests.userId],
      set: row,
    })
  return 'new'
}

async function recordDecision(
  tx: Database,
  { corpId, id, state, decidedBy, at }: AccessDecision,
): Promise<boolean> {
  const [decided] = await tx
    .update(accessRequests)
    .set({ state, decidedBy, changedAt: at })
    .where(
      and(
        eq(accessRequests.corpId, corpId),
        eq(accessRequests.id, id),
        eq(accessRequests.state, 'open'),
      ),
    )
    .returning({ userId: accessRequests.userId, taskId: accessRequests.taskId })
  if (decided === undefined) return false
  if (state === 'granted')
    await tx
      .insert(flowViewers)
      .values({ corpId, ...decided, reason: 'asked', at })
      .onConflictDoNothing()
  return true
}
