import { sql, type SQL } from 'drizzle-orm'
import { flowGrants, flowViewers } from '#proxy/store/access-schema.ts'
import { flowPeople, flows, flowViews } from '#proxy/store/schema.ts'

/** A text parameter with its type, for where Postgres cannot infer it. */
export function asText(value: string): SQL {
  return sql`${sql.param(value, flows.corpId)}::text`
}

/**
 * The columns of a `Standing`, to select from `wanted`, which has the columns `corp_id`, `task_id`
 * and `user_id`.
 */
export const standingColumns = {
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
  isApprover: sql<boolean>`exists (
    select from ${flowViewers} as approver
    where approver.corp_id = wanted.corp_id and approver.user_id = wanted.user_id
      and approver.task_id = wanted.task_id and approver.reason = 'approver'
  )`,
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
