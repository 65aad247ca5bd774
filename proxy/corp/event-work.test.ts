import { expect, it } from 'vitest'
import { createTelling } from './event-work.ts'

it('a grant ends the shared token first, then what this instance keeps, then what others keep, and what waited is sent', async () => {
  const order: string[] = []
  const standing = { state: 'active', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
  const stored = { ...standing, before: 'relieved', isNews: true, isRenewed: true } as const
  const tell = createTelling({
    book: { tell: () => Promise.resolve(stored) },
    events: { publish: async () => void order.push('told to others') },
    standings: {
      note: (_corpId, _standing, isRenewed) => void order.push(`noted, renewed: ${isRenewed}`),
    },
    expireToken: async () => void order.push('expired'),
    onOpened: async () => void order.push('opened'),
    now: () => 2,
  })
  const told = { name: null, agentId: null, admins: [] }
  await tell({ corpId: 'c', at: 1, told, isAuthorised: true })
  expect(order).toEqual(['expired', 'noted, renewed: true', 'told to others', 'opened'])
})
