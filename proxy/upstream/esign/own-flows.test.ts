import { expect, it, vi } from 'vitest'
import { refuseForeignFlows } from './own-flows.ts'

const log = { warn: vi.fn() }

function play(ownersOf: (taskId: string) => Promise<string[]>) {
  const call = vi.fn(() => Promise.resolve({ pcUrl: null, mobileUrl: null }))
  const unused = () => Promise.reject(new Error('not called'))
  const others = { getFlow: unused, getSigners: unused, getDocuments: unused }
  const calls = { ...others, getSealApprovals: unused, getBrowserSignUrl: null }
  const asked = vi.fn(ownersOf)
  const { getSignUrl } = refuseForeignFlows({ ...calls, getSignUrl: call }, asked, log)
  return { getSignUrl, call, asked }
}

it('refuses a flow of another corp without asking upstream, and lets its own corp ask', async () => {
  const { getSignUrl, call, asked } = play(() => Promise.resolve(['a']))
  await expect(getSignUrl('b', 'PRO-1')).rejects.toMatchObject({ code: 'flow-not-found' })
  expect(call).not.toHaveBeenCalled()
  await Promise.all([getSignUrl('a', 'PRO-1'), getSignUrl('a', 'PRO-1')])
  await getSignUrl('a', 'PRO-1')
  expect(call).toHaveBeenCalledTimes(3)
  // Once for each corp: calls at the same time share an answer, and one's own flow is remembered.
  expect(asked).toHaveBeenCalledTimes(2)
})

it('leaves a flow that nobody is known to have, or that both have, to upstream', async () => {
  const owners = new Map([['PRO-2', ['a', 'b']]])
  const { getSignUrl, call } = play((taskId) => Promise.resolve(owners.get(taskId) ?? []))
  await getSignUrl('b', 'PRO-1')
  await getSignUrl('b', 'PRO-2')
  expect(call).toHaveBeenCalledTimes(2)
})

it('asks upstream while the store cannot be asked', async () => {
  const { getSignUrl, call } = play(() => Promise.reject(new Error('down')))
  await getSignUrl('b', 'PRO-1')
  expect(call).toHaveBeenCalledTimes(1)
  expect(log.warn).toHaveBeenCalledTimes(1)
})
