// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { forgetRecentFlows, recentFlows, rememberFlow } from './recent-flows.ts'

function flow(taskId: string): Flow {
  return {
    taskId,
    title: `合同 ${taskId}`,
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    logs: [],
  }
}

const ids = (session: Session) => recentFlows(session).map(({ taskId }) => taskId)

beforeEach(() => localStorage.clear())

it('lists the latest first, each once, at most twenty', () => {
  for (let index = 0; index < 25; index += 1) rememberFlow(lisi, flow(`PRO-${index}`))
  rememberFlow(lisi, flow('PRO-10'))
  expect(ids(lisi)).toHaveLength(20)
  expect(ids(lisi).slice(0, 3)).toEqual(['PRO-10', 'PRO-24', 'PRO-23'])
})

it('does not show what another person opened on the same device', () => {
  rememberFlow(lisi, flow('PRO-1'))
  expect(ids(wangwu)).toEqual([])
  rememberFlow(wangwu, flow('PRO-2'))
  expect(ids(wangwu)).toEqual(['PRO-2'])
  expect(ids({ ...wangwu, corpId: 'c2' })).toEqual([])
})

it('forgets on request', () => {
  rememberFlow(lisi, flow('PRO-1'))
  forgetRecentFlows()
  expect(ids(lisi)).toEqual([])
  expect(localStorage).toHaveLength(0)
})

it('ignores unreadable values in the storage', () => {
  for (const odd of ['', '{', 'null', '7', '{"owner":"c1/lisi"}', '{"owner":1,"flows":2}']) {
    localStorage.setItem('recent-flows', odd)
    expect(recentFlows(lisi)).toEqual([])
  }
})

it('passes over what cannot be shown', () => {
  rememberFlow(lisi, flow('PRO-1'))
  const stored = JSON.parse(localStorage.getItem('recent-flows') ?? '')
  const odd = [null, 'PRO-2', { taskId: 3, openedAt: 1 }, { taskId: 'PRO-4' }]
  localStorage.setItem(
    'recent-flows',
    JSON.stringify({ ...stored, flows: [...odd, ...stored.flows] }),
  )
  expect(ids(lisi)).toEqual(['PRO-1'])
  localStorage.setItem('recent-flows', JSON.stringify({ ...stored, flows: 'PRO-1' }))
  expect(ids(lisi)).toEqual([])
})
