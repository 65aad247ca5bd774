import { expect, it, vi } from 'vitest'
import { auditKinds, type AuditKind } from '#shared/rules/codes/audit-kind.ts'
import { StoreError } from '#proxy/base/store/database.ts'
import { createAuditLog, type AuditLogDeps } from './audit-log.ts'

const who = { corpId: 'c', userId: 'boss', name: '王五' }
const done = auditKinds.filter((kind) => !/opened|taken|asked|-made/.test(kind))
const handedOut = auditKinds.filter((kind) => !done.includes(kind) && kind !== 'flow-opened')

const record = vi.fn<AuditLogDeps['views']['record']>()
const audit = createAuditLog({ views: { record }, log: { warn: () => {} }, now: () => 7 })
const note = (kind: AuditKind) => audit.note(who, kind, { taskId: 'PRO-1' })

it.each(handedOut)('nothing is handed out while the store is away: %s', async (kind) => {
  record.mockReset().mockRejectedValue(new StoreError('away'))
  await expect(note(kind)).rejects.toMatchObject({ code: 'store-unavailable' })
})

it.each(done)(
  'what was done is answered while the store is away, and noted later: %s',
  async (kind) => {
    record.mockReset().mockRejectedValueOnce(new StoreError('away')).mockResolvedValue('a cursor')
    await note(kind)
    expect(record).toHaveBeenCalledTimes(2)
    expect(record).toHaveBeenLastCalledWith({
      ...who,
      kind,
      taskId: 'PRO-1',
      detail: null,
      byLink: false,
      at: 7,
    })
  },
)
