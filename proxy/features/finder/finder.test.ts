import { expect, it, vi } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FlowOpener } from '#proxy/features/flows/read/flow-opener.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { createFinder } from './finder.ts'

const asker = {
  sessionId: 's',
  corpId: 'ding1',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: Infinity,
}
const asking = { language: 'zh' as const, requestId: 'r' }

function play({ isAdmin = false } = {}) {
  const list = vi.fn<FlowContexts['list']>(() =>
    Promise.resolve({ flows: [listedFlow()], nextCursor: null }),
  )
  const open = vi.fn<FlowOpener['open']>(() =>
    Promise.reject(new ProblemError('flow-forbidden', 'No.')),
  )
  const isKnown = vi.fn(() => Promise.resolve(false))
  const roles = { isAdmin: () => isAdmin }
  const finder = createFinder({
    flowContexts: { list },
    opener: { open },
    roles,
    isKnown,
    now: () => 7,
  })
  return { finder, list, open, isKnown }
}

it.each(['flow-forbidden', 'link-invalid', 'flow-not-found'] as const)(
  'tells nothing after %s',
  async (code) => {
    const { finder, open } = play()
    open.mockRejectedValue(new ProblemError(code, 'No.'))
    expect(await finder.status(asker, 'PRO-1', asking)).toBeNull()
    expect(await finder.log(asker, 'PRO-1', asking, 5)).toBeNull()
  },
)

it('passes other failures on', async () => {
  const { finder, open } = play()
  open.mockRejectedValue(new ProblemError('upstream-timeout', 'Late.'))
  await expect(finder.status(asker, 'PRO-1', asking)).rejects.toMatchObject({
    code: 'upstream-timeout',
  })
})

it('asks without leaving a visit, and nothing for what is no task id', async () => {
  const { finder, open } = play()
  await finder.status(asker, '../admin', asking)
  expect(open).not.toHaveBeenCalled()
  await finder.status(asker, 'PRO-1', { ...asking, link: '1.2.x' })
  expect(open).toHaveBeenCalledWith(asker, {
    taskId: 'PRO-1',
    link: '1.2.x',
    requestId: 'r',
    isQuestion: true,
  })
})

it.each([
  ['is known', 'SANDBOX-SIGNING', true, 1],
  ['looks like one, although it is not known', 'PRO-2f6a90d1c4', false, 0],
  ['looks like one, although it is not known', 'PRO-2f6a90d1c4e85b37', false, 1],
  ['is a word', 'contract', false, 0],
  ['has signs that no id has', '采购合同 2026-118-4566', true, 0],
])('opens what no list of the asker has if it %s: %s', async (_, text, hasIt, times) => {
  const { finder, list, open, isKnown } = play()
  list.mockResolvedValue({ flows: [], nextCursor: null })
  isKnown.mockResolvedValue(hasIt)
  expect(await finder.find(asker, text, asking, 5)).toEqual({ answers: [], hasMore: false })
  expect(open).toHaveBeenCalledTimes(times)
})

it('opens no contract that stands in a list of the asker', async () => {
  const { finder, open } = play()
  const { taskId } = listedFlow()
  expect((await finder.find(asker, taskId, asking, 5)).answers).toHaveLength(1)
  expect(open).not.toHaveBeenCalled()
})

it('tells what is stuck to administrators alone', async () => {
  expect(await play().finder.stuck(asker, 'zh', 5)).toBeNull()
  const { finder, list } = play({ isAdmin: true })
  expect((await finder.stuck(asker, 'zh', 5))?.answers).toHaveLength(1)
  expect(list.mock.calls[0]?.[1]).toEqual({ scope: 'all', status: ['signing'], sort: 'waiting' })
})
