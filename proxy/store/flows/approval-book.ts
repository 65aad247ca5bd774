import { and, eq, gte, inArray, lte, type SQL } from 'drizzle-orm'
import type { Database } from '#proxy/store/database.ts'
import { sealApprovals } from '#proxy/store/schema.ts'

/** A seal approval in DingTalk, as an event told of it. */
export type ToldApproval = {
  corpId: string
  /** DingTalk's id of it. */
  instanceId: string
  title: string
  /** User id of the person who asked for the seal. */
  sponsor: string
  /** Epoch milliseconds. */
  startedAt: number
  /** DingTalk's page of it. */
  url: string
}

/** What identifies a seal approval of e签宝, which names no instance. */
export type ApprovalLikeness = {
  corpId: string
  title: string
  /** User ids that the sponsor may have. */
  sponsors: readonly string[]
  /** Epoch milliseconds. */
  startedAt: number
}

/** The seal approvals that DingTalk's events told of. */
export type ApprovalBook = {
  note(approval: ToldApproval): Promise<void>
  /** Whether it is known, and has not ended. */
  has(corpId: string, instanceId: string): Promise<boolean>
  /** Deletes one that has ended. */
  forget(corpId: string, instanceId: string): Promise<void>
  /**
   * DingTalk's page of the approval that agrees in all; null if there is none, or more than one.
   * @param toleranceMs how much the two clocks may differ
   */
  find(likeness: ApprovalLikeness, toleranceMs: number): Promise<string | null>
}

function isApproval(corpId: string, instanceId: string): SQL | undefined {
  return and(eq(sealApprovals.corpId, corpId), eq(sealApprovals.instanceId, instanceId))
}

export function createApprovalBook(database: Database): ApprovalBook {
  return {
    async note(approval) {
      const { title, sponsor, startedAt, url } = approval
      await database
        .insert(sealApprovals)
        .values(approval)
        .onConflictDoUpdate({
          target: [sealApprovals.corpId, sealApprovals.instanceId],
          set: { title, sponsor, startedAt, url },
        })
    },
    async has(corpId, instanceId) {
      const found = await database
        .select({ instanceId: sealApprovals.instanceId })
        .from(sealApprovals)
        .where(isApproval(corpId, instanceId))
      return found.length > 0
    },
    async forget(corpId, instanceId) {
      await database.delete(sealApprovals).where(isApproval(corpId, instanceId))
    },
    async find({ corpId, title, sponsors, startedAt }, toleranceMs) {
      if (sponsors.length === 0) return null
      const found = await database
        .select({ url: sealApprovals.url })
        .from(sealApprovals)
        .where(
          and(
            eq(sealApprovals.corpId, corpId),
            eq(sealApprovals.title, title),
            inArray(sealApprovals.sponsor, [...sponsors]),
            gte(sealApprovals.startedAt, startedAt - toleranceMs),
            lte(sealApprovals.startedAt, startedAt + toleranceMs),
          ),
        )
        .limit(2)
      return found.length === 1 ? (found[0]?.url ?? null) : null
    },
  }
}
