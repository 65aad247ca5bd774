// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import type { EarlyApi } from '#web/api/api.ts'
import { Http } from '#web/api/http/http.ts'
import { type FlowFilter, noConditions } from '#web/api/queries/flow-list.ts'
import { startFirstList, takeFirstList } from './first-list.ts'

const list = { flows: [], nextCursor: null }
const filter: FlowFilter = { q: '采购', scope: 'started', ...noConditions }

function begin(): EarlyApi {
  const http = new Http(null)
  return { http, first: { signedIn: null, flow: null, list: startFirstList(http) } }
}

beforeEach(() => {
  document.cookie = 'session-corp=c1%2Flisi'
  history.replaceState(null, '', '/?scope=started&q=采购')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(list)))
})

it('is taken once, by the query with the same filter', async () => {
  const begun = begin()
  expect(takeFirstList(begun, { ...filter, scope: 'all' })).toBeNull()
  expect(await takeFirstList(begun, filter)).toEqual(list)
  expect(takeFirstList(begun, filter)).toBeNull()
})

it('is not given to a person who has signed in since', () => {
  const begun = begin()
  document.cookie = 'session-corp=c1%2Fwangwu'
  expect(takeFirstList(begun, filter)).toBeNull()
})

it('is not requested for a list with conditions', () => {
  history.replaceState(null, '', '/?scope=started&due=3')
  expect(begin().first.list).toBeNull()
})

it('is not requested without an earlier session', () => {
  document.cookie = 'session-corp=; Max-Age=0'
  expect(begin().first.list).toBeNull()
})
