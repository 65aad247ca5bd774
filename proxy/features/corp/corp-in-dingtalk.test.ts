import { expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { createCorpInDingTalk, type CorpInDingTalkDeps } from './corp-in-dingtalk.ts'

it('reports once that an organisation is gone from DingTalk', async () => {
  const statusOf = vi.fn<CorpInDingTalkDeps['book']['statusOf']>()
  const updateCorp = vi.fn<CorpInDingTalkDeps['updateCorp']>().mockResolvedValue(null)
  const inDingTalk = createCorpInDingTalk({
    book: { statusOf },
    updateCorp,
    authInfoOf: () => Promise.reject(new ProblemError('corp-not-allowed', 'gone')),
    marketOrder: () => Promise.reject(new Error('not asked')),
    now: () => 1_700_000_060_000,
  })
  const status = { boughtUntil: null, sessionsFrom: 0, version: 1 }
  const change = { corpId: 'c', at: 1_700_000_000_000, isAuthorised: false }
  statusOf.mockResolvedValue({ ...status, state: 'stopped' })
  await inDingTalk.read('c')
  expect(updateCorp.mock.calls).toEqual([[change]])
  statusOf.mockResolvedValue({ ...status, state: 'relieved' })
  await inDingTalk.read('c')
  expect(updateCorp).toHaveBeenCalledTimes(1)
})
