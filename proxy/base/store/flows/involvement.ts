import { sql, type SQL } from 'drizzle-orm'
import { flows, flowViews, sealApprovals } from '#proxy/base/store/schema.ts'
import { hasLastingRight, rightUntil, wasLetInAsApprover } from './rights.ts'

/** A text parameter with its type, for where Postgres cannot infer it. */
export function asText(value: string): SQL {
  return sql`${sql.param(value, flows.corpId)}::text`
}

/** Whether DingTalk names a person among those who decide on the flow's seal approval. */
export function isNamedApprover(corpId: SQL, taskId: SQL, userId: SQL): SQL {
  return sql`exists (
    select from ${sealApprovals} as seal
    where seal.corp_id = ${corpId} and seal.task_id = ${taskId}
      and jsonb_exists(seal.approvers, ${userId})
  )`
}

/**
 * Whether the flow waits for nothing but a seal approval, and DingTalk names only others among those
 * who decide on it at this step.
 */
export function isOtherThanApprovers(corpId: SQL, taskId: SQL, userId: SQL): SQL {
  return sql`exists (
    select from ${sealApprovals} as seal
    join ${flows} as sealed on sealed.corp_id = seal.corp_id and sealed.task_id = seal.task_id
    where seal.corp_id = ${corpId} and seal.task_id = ${taskId}
      and sealed.next_step = seal.asked_at_step
      and sealed.next_step ->> 'kind' = 'waiting-for-seal-approval'
      and not jsonb_exists(seal.approvers, ${userId})
  )`
}

const wantedKey = [sql`wanted.corp_id`, sql`wanted.task_id`, sql`wanted.user_id`] as const

/**
 * The columns of an `Involvement`, to select from `wanted`, which has the columns `corp_id`, `task_id`
 * and `user_id`.
 */
export const involvementColumns = {
  isPerson: hasLastingRight,
  isApprover: sql<boolean | null>`case
    when ${wasLetInAsApprover} or ${isNamedApprover(...wantedKey)} then true
    when ${isOtherThanApprovers(...wantedKey)} then false
  end`,
  grantedUntil: rightUntil,
  openings: sql<number[]>`(
    select coalesce(json_agg(v.at order by v.at desc), '[]') from (
      select at from ${flowViews} as all_views
      where all_views.corp_id = wanted.corp_id and all_views.task_id = wanted.task_id
        and all_views.user_id = wanted.user_id and all_views.kind = 'flow-opened'
      order by all_views.id desc limit 2
    ) as v
  )`,
}
