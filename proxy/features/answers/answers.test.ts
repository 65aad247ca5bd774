import { expect, it, vi } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { FlowOpener } from '#proxy/features/flows/read/flow-opener.ts'
import type { FlowContexts } from '#proxy/features/flows/read/flow-contexts.ts'
import { createAnswers } from './answers.ts'

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
  const roles = { isAdmin: () => isAdmin }
  const answers = createAnswers({ flowContexts: { list }, opener: { open }, roles, now: () => 7 })
  return { answers, list, open }
}

it.each(['flow-forbidden', 'link-invalid', 'flow-not-found'] as const)(
  'tells nothing after %s',
  async (code) => {
    const { answers, open } = play()
    open.mockRejectedValue(new ProblemError(code, 'No.'))
    expect(await answers.status(asker, 'PRO-1', asking)).toBeNull()
    expect(await answers.log(asker, 'PRO-1', asking, 5)).toBeNull()
  },
)

it('passes other failures on', async () => {
  const { answers, open } = play()
  open.mockRejectedValue(new ProblemError('upstream-timeout', 'Late.'))
  await expect(answers.status(asker, 'PRO-1', asking)).rejects.toMatchObject({
    code: 'upstream-timeout',
  })
})

it('asks without leaving a visit, and nothing for what is no task id', async () => {
  const { answers, open } = play()
  await answers.status(asker, '../admin', asking)
  expect(open).not.toHaveBeenCalled()
  await answers.status(asker, 'PRO-1', { ...asking, link: '1.2.x' })
  expect(open).toHaveBeenCalledWith(asker, {
    taskId: 'PRO-1',
    link: '1.2.x',
    requestId: 'r',
    isQuestion: true,
  })
})

it('opens by a task id only what no list of the asker has', async () => {
  const { answers, list, open } = play()
  expect((await answers.find(asker, 'PRO-1', asking, 5)).answers).toHaveLength(1)
  expect(open).not.toHaveBeenCalled()
  list.mockResolvedValue({ flows: [], nextCursor: null })
  expect((await answers.find(asker, 'PRO-1', asking, 5)).answers).toEqual([])
  expect(open).toHaveBeenCalledOnce()
  await answers.find(asker, 'hello', asking, 5)
  expect(open).toHaveBeenCalledOnce()
})

it('tells what is stuck to administrators alone', async () => {
  expect(await play().answers.stuck(asker, 'zh', 5)).toBeNull()
  const { answers, list } = play({ isAdmin: true })
  expect((await answers.stuck(asker, 'zh', 5))?.answers).toHaveLength(1)
  expect(list.mock.calls[0]?.[1]).toEqual({ scope: 'all', status: ['signing'], sort: 'waiting' })
})
