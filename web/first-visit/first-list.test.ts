// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { Http } from '#web/api/http/http.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { startFirstList } from './first-list.ts'

const list = { flows: [], nextCursor: null }

const begin = () => startFirstList(new Http(null))

beforeEach(() => {
  document.cookie = 'session-corp=c1%2Flisi'
  history.replaceState(null, '', '/?scope=started&q=采购')
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(list)))
})

it('is the list of the address, requested in the current session', async () => {
  const begun = begin()
  const filter = { q: '采购', scope: 'started', ...noConditions }
  expect(begun).toMatchObject({ filter, note: 'c1/lisi' })
  expect(await begun?.list).toEqual(list)
})

it('is not requested for a list with conditions', () => {
  history.replaceState(null, '', '/?scope=started&due=3')
  expect(begin()).toBeNull()
})

it('is not requested without an earlier session', () => {
  document.cookie = 'session-corp=; Max-Age=0'
  expect(begin()).toBeNull()
})
