// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { followPeople } from './follow-people.ts'
import { rememberFlow } from './recent-flows.ts'
import { draftKey } from './saved-draft.ts'

// As in some clients, there is no `indexedDB` here.

const flow: Flow = {
  taskId: 'PRO-1',
  title: '采购合同',
  status: 'signing',
  statusCode: 1,
  initiator: { name: null, organization: null },
  logs: [],
}

const days = 24 * 3_600_000

const opened = () => localStorage.getItem('recent-flows')

beforeEach(() => {
  localStorage.clear()
  rememberFlow(lisi, flow)
})

/** The signing in of a page fails. */
async function refused(error: ApiError): Promise<void> {
  const client = testClient()
  followPeople(client)
  const queryFn = () => {
    throw error
  }
  await client.prefetchQuery({ ...sessionQuery, queryFn, retry: false })
}

it('deletes what another person opened when somebody signs in', () => {
  const client = testClient()
  client.setQueryData(sessionQuery.queryKey, lisi)
  followPeople(client)
  expect(opened()).toContain('采购合同')
  client.setQueryData(sessionQuery.queryKey, wangwu)
  expect(localStorage).toHaveLength(0)
})

it('deletes it when somebody else has signed in before', () => {
  const client = testClient()
  client.setQueryData(sessionQuery.queryKey, wangwu)
  followPeople(client)
  expect(localStorage).toHaveLength(0)
})

it.each(['session-required', 'outside-dingtalk', 'auth-code-refused'] as const)(
  'deletes it when the session has ended for good: %s',
  async (code) => {
    await refused(new ApiError(code, 'no'))
    expect(localStorage).toHaveLength(0)
  },
)

it.each(['offline', 'odd-answer', 'auth-code-no-answer'] as const)(
  'leaves it while it is not known who is here: %s',
  async (code) => {
    await refused(new ApiError(code, 'no'))
    expect(opened()).toContain('采购合同')
  },
)

it('leaves it when the proxy fails', async () => {
  const problem = {
    status: 502,
    code: 'upstream-unavailable',
    title: 'no',
    requestId: 'r-1',
  } as const
  await refused(new ApiError(problem.code, problem.title, problem))
  expect(opened()).toContain('采购合同')
})

it('deletes the drafts of people who did not come back in time', () => {
  const draftOf = (savedAt: number) => JSON.stringify({ savedAt, draft: { title: '采购' } })
  localStorage.setItem(draftKey(lisi), draftOf(Date.now() - 31 * days))
  localStorage.setItem(draftKey(wangwu), draftOf(Date.now() - 29 * days))
  followPeople(testClient())
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith('start-draft'))
  expect(drafts).toEqual([draftKey(wangwu)])
})
