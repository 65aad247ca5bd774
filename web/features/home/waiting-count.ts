import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { type FlowFilter, noConditions } from '#web/api/queries/flow-list.ts'
import { isByNameOnly } from './list/listed-to-do.ts'

export const waitingFilter: FlowFilter = { scope: 'waiting', q: '', ...noConditions }

const maxCount = 99

type ReadList = {
  pages: readonly { flows: readonly ListedFlow[]; nextCursor: string | null }[]
}

/**
 * The number of contracts in the loaded pages of a list, without those that only the person's name
 * puts there: "3", "99+"; null for none, or without a list.
 */
export function countText(list: ReadList | undefined): string | null {
  if (list === undefined) return null
  const count = list.pages.reduce(
    (sum, { flows }) => sum + flows.filter((flow) => !isByNameOnly(flow)).length,
    0,
  )
  if (count > maxCount) return `${maxCount}+`
  const isAll = list.pages[list.pages.length - 1]?.nextCursor === null
  return count === 0 ? null : `${count}${isAll ? '' : '+'}`
}
