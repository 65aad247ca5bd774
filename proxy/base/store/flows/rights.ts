import { and, eq, gt, ne, or, sql, type SQL } from 'drizzle-orm'
import { flowGrants, flowViewers } from '#proxy/base/store/access-schema.ts'
import { flowPeople, flows, type flowViews } from '#proxy/base/store/schema.ts'
import { termKeepers } from '#proxy/base/store/terms-schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Involvement } from './flow-types.ts'

/** Tables with a row of a person for each flow that they have to do with. */
type RowsOfPeople =
  typeof flowPeople | typeof flowViewers | typeof flowGrants | typeof flowViews | typeof termKeepers

/** People named by the flow itself, or by the rows of a table. */
type Right =
  | { column: typeof flows.initiatorUserId }
  | {
      rows: RowsOfPeople
      /** What has to be true of the flow. */
      ofFlow?: SQL
      /** When the right ends; it lasts without it. */
      until?: typeof flowGrants.until
    }

/**
 * Whom a flow is shown to apart from their role in the corp. A list asks in another way than the
 * opening of one flow, both by this table.
 */
const rights: readonly Right[] = [
  { column: flows.initiatorUserId },
  // People can still be replaced while it is a draft.
  { rows: flowPeople, ofFlow: ne(flows.status, 'draft') },
  { rows: flowViewers },
  { rows: termKeepers },
  { rows: flowGrants, until: flowGrants.until },
]

const isApproversRow = eq(flowViewers.reason, 'approver')

/** For a list: whether a flow is shown to a person. */
export function isShownTo(corpId: string, userId: string, at: EpochMs): SQL | undefined {
  return or(
    ...rights.map((right) => {
      if ('column' in right) return eq(right.column, userId)
      const { rows, ofFlow, until } = right
      return and(ofFlow, isIn(rows, corpId, userId, until && gt(until, at)))
    }),
  )
}

/** For a list: whether a person was let in as somebody who decides on an approval of the flow. */
export function isListedApprover(corpId: string, userId: string): SQL {
  return isIn(flowViewers, corpId, userId, isApproversRow)
}

/**
 * For a list: whether the flow has a row of the person; an uncorrelated subquery, which Postgres
 * runs once.
 */
export function isIn(rows: RowsOfPeople, corpId: string, userId: string, more?: SQL): SQL {
  const condition = and(eq(rows.corpId, corpId), eq(rows.userId, userId), more)
  return sql`${flows.taskId} in (select ${rows.taskId} from ${rows} where ${condition})`
}

/** For one flow: the row of `wanted`, which has the columns `corp_id`, `task_id` and `user_id`. */
function rowOf(rows: RowsOfPeople, selected: SQL, more?: SQL): SQL {
  return sql`(select ${selected} from ${rows} where ${and(
    sql`${rows.corpId} = wanted.corp_id and ${rows.taskId} = wanted.task_id`,
    sql`${rows.userId} = wanted.user_id`,
    more,
  )})`
}

function isFlow(condition: SQL): SQL {
  return sql`exists (select from ${flows} where ${and(
    sql`${flows.corpId} = wanted.corp_id and ${flows.taskId} = wanted.task_id`,
    condition,
  )})`
}

/** For one flow: whether `wanted` has a right that lasts. */
export const hasLastingRight = sql<boolean>`(${or(
  ...rights.map((right) => {
    if ('column' in right) return isFlow(sql`${right.column} = wanted.user_id`)
    const { rows, ofFlow, until } = right
    return until === undefined
      ? and(sql`exists ${rowOf(rows, sql``)}`, ofFlow && isFlow(ofFlow))
      : undefined
  }),
)})`

/** For one flow: when the last right of `wanted` that ends does so; null without one. */
export const rightUntil = sql`greatest(${sql.join(
  rights.flatMap((right) => {
    if ('column' in right || right.until === undefined) return []
    const { rows, ofFlow, until } = right
    return [rowOf(rows, sql`${until}`, ofFlow && isFlow(ofFlow))]
  }),
  sql`, `,
)})`.mapWith(flowGrants.until)

/** For one flow: whether `wanted` was let in as somebody who decides on an approval of the flow. */
export const wasLetInAsApprover = sql`exists ${rowOf(flowViewers, sql``, isApproversRow)}`

export type Access = {
  /** When access ends if only a signed link grants it; null otherwise. */
  linkUntil: EpochMs | null
}

/** What somebody's rights in a flow, as read, let them do at a time; null for nothing. */
export function accessBy(
  { isPerson, grantedUntil }: Pick<Involvement, 'isPerson' | 'grantedUntil'>,
  at: EpochMs,
): Access | null {
  if (isPerson) return { linkUntil: null }
  return grantedUntil !== null && grantedUntil > at ? { linkUntil: grantedUntil } : null
}
