import { and, eq, getTableColumns, type SQL } from 'drizzle-orm'
import type { StoredFlow } from './flow-types.ts'
import { flows } from '#proxy/store/schema.ts'

const {
  corpId: _corpId,
  isPlanned: _isPlanned,
  lastLogAt: _lastLogAt,
  reference: _reference,
  readingOrder: _readingOrder,
  registeredAt: _registeredAt,
  searchText: _searchText,
  turnsBy: _turnsBy,
  ...columns
} = getTableColumns(flows)

/** What a record of a flow is made of. */
export const flowColumns = columns

type FlowRow = Omit<
  typeof flows.$inferSelect,
  | 'corpId'
  | 'isPlanned'
  | 'lastLogAt'
  | 'reference'
  | 'readingOrder'
  | 'registeredAt'
  | 'searchText'
  | 'turnsBy'
>

export function isFlow(corpId: string, taskId: string): SQL | undefined {
  return and(eq(flows.corpId, corpId), eq(flows.taskId, taskId))
}

export function toRecord(row: FlowRow): StoredFlow {
  const { initiatorUserId: userId, initiatorName: name, initiatorOrganization, ...rest } = row
  return { ...rest, initiator: { userId, name, organization: initiatorOrganization } }
}
