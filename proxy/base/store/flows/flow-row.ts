import { getTableColumns } from 'drizzle-orm'
import type { StoredFlow } from './flow-types.ts'
import { flows } from '#proxy/base/store/schema.ts'

const {
  corpId: _corpId,
  generation: _generation,
  isPlanned: _isPlanned,
  reference: _reference,
  readingOrder: _readingOrder,
  registeredAt: _registeredAt,
  searchText: _searchText,
  startPage: _startPage,
  startFiles: _startFiles,
  turnsBy: _turnsBy,
  ...columns
} = getTableColumns(flows)

export const flowColumns = columns

type FlowRow = Pick<typeof flows.$inferSelect, keyof typeof columns>

export function toRecord(row: FlowRow): StoredFlow {
  const { initiatorUserId: userId, initiatorName: name, initiatorOrganization, ...rest } = row
  return { ...rest, initiator: { userId, name, organization: initiatorOrganization } }
}
