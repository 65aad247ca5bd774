import { and, eq, gte, inArray, lte, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout } from '#proxy/base/store/flow-key.ts'
import { flows, sealApprovals } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type ToldApproval = {
  corpId: string
  instanceId: string
  title: string
  /** User id of the person who asked for the seal. */
  sponsor: string
  startedAt: EpochMs
  url: string
}

/** What identifies a seal approval of e签宝, which names no instance. */
export type ApprovalLikeness = {
  corpId: string
  title: string
  /** User ids that the sponsor may have. */
  sponsors: readonly string[]
  startedAt: EpochMs
}

export type ApprovalStore = {
  note(approval: ToldApproval): Promise<void>
  /** Whether it is known, and has not ended. */
  has(corpId: string, instanceId: string): Promise<boolean>
  forget(corpId: string, instanceId: string): Promise<void>
  /**
   * Null if there is none, or more than one.
   * @param toleranceMs how much the two clocks may differ
   */
  find(
    likeness: ApprovalLikeness,
    toleranceMs: number,
  ): Promise<Pick<ToldApproval, 'instanceId' | 'url'> | null>
  /** @returns whether `noteApprovers` was not called since the flow's next step changed */
  link(corpId: string, instanceId: string, taskId: string): Promise<boolean>
  unlink(corpId: string, taskId: string): Promise<void>
  /**
   * At the next step that is stored of the flow.
   * @param approvers user ids; null if DingTalk does not say
   */
  noteApprovers(
    corpId: string,
    instanceId: string,
    approvers: readonly string[] | null,
  ): Promise<void>
}

function isApproval(corpId: string, instanceId: string): SQL | undefined {
  return and(eq(sealApprovals.corpId, corpId), eq(sealApprovals.instanceId, instanceId))
}

function nextStepOf(corpId: string, taskId: string | PgColumn): SQL {
  return sql`(select ${flows.nextStep} from ${flows} where ${flows.corpId} = ${corpId} and ${flows.taskId} = ${taskId})`
}

export function createApprovalStore(database: Database): ApprovalStore {
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
        .select({ instanceId: sealApprovals.instanceId, url: sealApprovals.url })
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
      return found.length === 1 ? (found[0] ?? null) : null
    },
    async link(corpId, instanceId, taskId) {
      const linked = await database
        .update(sealApprovals)
        .set({ taskId })
        .where(
          and(
            isApproval(corpId, instanceId),
            or(
              sql`${sealApprovals.taskId} is distinct from ${taskId}`,
              sql`${sealApprovals.askedAtStep} is distinct from ${nextStepOf(corpId, taskId)}`,
            ),
          ),
        )
        .returning({ instanceId: sealApprovals.instanceId })
      return linked.length > 0
    },
    async unlink(corpId, taskId) {
      await database
        .update(sealApprovals)
        .set({ taskId: null })
        .where(isAbout(sealApprovals, { corpId, taskId }))
    },
    async noteApprovers(corpId, instanceId, approvers) {
      await database
        .update(sealApprovals)
        .set({ approvers, askedAtStep: nextStepOf(corpId, sealApprovals.taskId) })
        .where(isApproval(corpId, instanceId))
    },
  }
}
