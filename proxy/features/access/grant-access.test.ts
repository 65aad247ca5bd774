import { expect, it, vi } from 'vitest'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import { createGrantAccess } from './grant-access.ts'

it('a grant is stored first, and then told to all instances for each flow', async () => {
  const told: string[] = []
  const grantAccess = vi.fn(() => Promise.resolve(void told.push('stored')))
  const publish = vi.fn((event: StoreEvent) =>
    Promise.resolve(void told.push('taskId' in event ? event.taskId : event.type)),
  )
  const grant = createGrantAccess({ grantAccess }, { publish }, () => 7)
  await grant({ corpId: 'corp', userId: 'lisi' }, ['PRO-1', 'PRO-2'], 'approver')
  expect(told).toEqual(['stored', 'PRO-1', 'PRO-2'])
  const stored = { corpId: 'corp', userId: 'lisi', taskIds: ['PRO-1', 'PRO-2'], at: 7 }
  expect(grantAccess).toHaveBeenCalledWith({ ...stored, reason: 'approver' })
})

it('a grant names its reason, and the change of each flow', async () => {
  const grantAccess = vi.fn(() => Promise.resolve())
  const publish = vi.fn(() => Promise.resolve())
  const grant = createGrantAccess({ grantAccess }, { publish }, () => 7)
  await grant({ corpId: 'corp', userId: 'lisi' }, ['PRO-1'], 'originator')
  expect(grantAccess).toHaveBeenCalledWith(expect.objectContaining({ reason: 'approval' }))
  expect(publish.mock.calls).toEqual([[{ type: 'flow-changed', corpId: 'corp', taskId: 'PRO-1' }]])
})

it('tells nobody of what was not stored', async () => {
  const publish = vi.fn()
  const failed = () => Promise.reject(new Error('no'))
  const grant = createGrantAccess({ grantAccess: failed }, { publish }, () => 7)
  await expect(grant({ corpId: 'corp', userId: 'lisi' }, ['PRO-1'], 'originator')).rejects.toThrow()
  expect(publish).not.toHaveBeenCalled()
})
