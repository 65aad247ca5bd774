import { expect, it, vi } from 'vitest'
import { createCorpUpdater } from './corp-updater.ts'

it('a grant ends the shared token first, then what this instance keeps, then what others keep, and what waited is sent', async () => {
  const order: string[] = []
  const status = { state: 'active', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
  const stored = { ...status, before: 'relieved', isNews: true, isRenewed: true } as const
  const updateCorp = createCorpUpdater({
    book: { updateCorp: () => Promise.resolve(stored) },
    events: { publish: async () => void order.push('told to others') },
    corpStates: {
      note: (_corpId, _status, isRenewed) => void order.push(`noted, renewed: ${isRenewed}`),
    },
    expireToken: async () => void order.push('expired'),
    onOpened: async () => void order.push('opened'),
    now: () => 2,
  })
  const details = { name: null, agentId: null, admins: [] }
  await updateCorp({ corpId: 'c', at: 1, details, isAuthorised: true })
  expect(order).toEqual(['expired', 'noted, renewed: true', 'told to others', 'opened'])
})

it.each(['the other instances cannot be notified', 'the token cannot be expired'])(
  'what waited is sent, even if %s now',
  async (trouble) => {
    const unless = (what: string) =>
      trouble.includes(what) ? Promise.reject(new Error('no connection')) : Promise.resolve()
    const note = vi.fn()
    const onOpened = vi.fn(() => Promise.resolve())
    const status = { state: 'active', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
    const stored = { ...status, before: 'stopped', isNews: true, isRenewed: true } as const
    const updateCorp = createCorpUpdater({
      book: { updateCorp: () => Promise.resolve(stored) },
      events: { publish: () => unless('notified') },
      corpStates: { note },
      expireToken: () => unless('token'),
      onOpened,
      now: () => 2,
    })
    const details = { name: null, agentId: null, admins: [] }
    const change = { corpId: 'c', at: 1, details, isAuthorised: true, isRescoped: true }
    await expect(updateCorp(change)).rejects.toThrow()
    expect(onOpened).toHaveBeenCalledWith('c')
    // Without it, this instance would hold the messages back again.
    expect(note).toHaveBeenCalledOnce()
  },
)
