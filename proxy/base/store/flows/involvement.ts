import { sql, type SQL } from 'drizzle-orm'
import { flowGrants, flowViewers } from '#proxy/base/store/access-schema.ts'
import { flowPeople, flows, flowViews, sealApprovals } from '#proxy/base/store/schema.ts'

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

const isListedApprover = sql`exists (
  select from ${flowViewers} as approver
  where approver.corp_id = wanted.corp_id and approver.user_id = wanted.user_id
    and approver.task_id = wanted.task_id and approver.reason = 'approver'
)`

const wantedKey = [sql`wanted.corp_id`, sql`wanted.task_id`, sql`wanted.user_id`] as const

/**
 * The columns of an `Involvement`, to select from `wanted`, which has the columns `corp_id`, `task_id`
 * and `user_id`.
 */
export const involvementColumns = {
  isPerson: sql<boolean>`(exists (
    select from ${flowViewers} as viewer
    where viewer.corp_id = wanted.corp_id and viewer.user_id = wanted.user_id
      and viewer.task_id = wanted.task_id
  ) or exists (
    select from ${flows} as own
    where own.corp_id = wanted.corp_id and own.task_id = wanted.task_id and (
      own.initiator_user_id = wanted.user_id or (own.status <> 'draft' and exists (
        select from ${flowPeople} as p
        where p.corp_id = own.corp_id and p.task_id = own.task_id and p.user_id = wanted.user_id
      ))
    )
  ))`,
  isApprover: sql<boolean | null>`case
    when ${isListedApprover} or ${isNamedApprover(...wantedKey)} then true
    when ${isOtherThanApprovers(...wantedKey)} then false
  end`,
  grantedUntil: sql`(
    select g.until from ${flowGrants} as g
    where g.corp_id = wanted.corp_id and g.user_id = wanted.user_id and g.task_id = wanted.task_id
  )`.mapWith(flowGrants.until),
  openings: sql<number[]>`(
    select coalesce(json_agg(v.at order by v.at desc), '[]') from (
      select at from ${flowViews} as all_views
      where all_views.corp_id = wanted.corp_id and all_views.task_id = wanted.task_id
        and all_views.user_id = wanted.user_id and all_views.kind = 'flow-opened'
      order by all_views.id desc limit 2
    ) as v
  )`,
}
