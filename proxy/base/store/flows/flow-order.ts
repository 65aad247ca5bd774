import { asc, desc, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowSort } from '#shared/rules/codes/flow-sort.ts'
import { storable } from '#proxy/base/store/columns.ts'
import { decodeCursor } from '#proxy/base/store/cursor.ts'
import { flows } from '#proxy/base/store/schema.ts'

/** A sorted list, in pages that neither miss nor repeat a flow. */
export type FlowOrder = {
  orderBy: SQL[]
  keys: SQL<number>[]
  /** @throws ProblemError `invalid-request` for a cursor of another list */
  after(cursor: string | undefined): SQL | undefined
}

/** Sorts what has no time behind everything else; the greatest time of JavaScript. */
const never = sql.raw(String(8.64e15))

const isSigning = sql`${flows.status} = 'signing'`

const deadline = sql<number>`case when ${isSigning} then coalesce(${flows.deadline}, ${never}) else ${never} end::float8`

const since = sql<number>`case when ${isSigning}
  then coalesce((${flows.nextStep} ->> 'since')::bigint, ${never}) else ${never} end::float8`

const firstSeen = sql<number>`${flows.firstSeenAt}::float8`

const id = z.string().transform(storable)

const newest: FlowOrder = {
  orderBy: [desc(flows.firstSeenAt), desc(flows.taskId)],
  keys: [firstSeen],
  after(cursor) {
    const last = decodeCursor(cursor, z.tuple([z.int(), id]))
    return last && sql`(${flows.firstSeenAt}, ${flows.taskId}) < (${last[0]}, ${last[1]})`
  },
}

function ascending(keys: [SQL<number>, SQL<number>]): FlowOrder {
  const [first, second] = keys
  return {
    orderBy: [asc(first), asc(second), asc(flows.taskId)],
    keys,
    after(cursor) {
      const last = decodeCursor(cursor, z.tuple([z.int(), z.int(), id]))
      return (
        last &&
        sql`(${first}, ${second}, ${flows.taskId}) > (${last[0]}::float8, ${last[1]}::float8, ${last[2]})`
      )
    },
  }
}

export const flowOrders: Readonly<Record<FlowSort, FlowOrder>> = {
  newest,
  waiting: ascending([since, deadline]),
  deadline: ascending([deadline, since]),
}
