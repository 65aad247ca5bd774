// @vitest-environment happy-dom
import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { Http } from '#web/api/http/http.ts'
import { draftKey } from '#web/api/device-cache/saved-draft.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { keptForPerson } from './person-values.ts'
import { sessionQuery } from './session-query.ts'
import { signOut } from './sign-out.ts'

/** A page where `end` is the call that ends the session. */
function page(end: () => Promise<void>) {
  const isSignedOut = atom(false)
  const http = new Http(null)
  vi.spyOn(http, 'json').mockImplementation(end)
  const client = testClient({ http, isSignedOut })
  return { client, isSignedOut }
}

// As in some clients, there is no `indexedDB` here.

it('closes the connection and ends what is being read before the session ends', async () => {
  const seen: unknown[] = []
  const { client, isSignedOut } = page(() => {
    seen.push(isSignedOut.get(), client.isFetching())
    return Promise.resolve()
  })
  const reading = client.fetchQuery({ queryKey: ['flows'], queryFn: () => new Promise(() => {}) })
  reading.catch(() => {})
  expect(client.isFetching()).toBe(1)
  await signOut(client)
  expect(seen).toEqual([true, 0])
  expect(isSignedOut.get()).toBe(true)
})

it('listens and reads on when the session could not be ended', async () => {
  const { client, isSignedOut } = page(() => Promise.reject(new ApiError('offline', 'no network')))
  client.setQueryData(['flows'], [])
  await expect(signOut(client)).rejects.toMatchObject({ code: 'offline' })
  expect(isSignedOut.get()).toBe(false)
  expect(client.getQueryState(['flows'])?.isInvalidated).toBe(true)
})

it('leaves no draft of the person on the device and in memory, but those of others', async () => {
  const drafts = [lisi, wangwu].map(draftKey)
  for (const key of drafts) localStorage.setItem(key, '{}')
  localStorage.setItem('recent-flows', '{"owner":"c1/lisi","flows":[]}')
  const { client } = page(() => Promise.resolve())
  client.setQueryData(sessionQuery.queryKey, lisi)
  const end = vi.fn<(made: object) => void>()
  const draftOf = keptForPerson(() => ({}), end)
  const ofLisi = draftOf(client, lisi)
  expect(draftOf(client, lisi)).toBe(ofLisi)
  await signOut(client)
  expect(end.mock.calls).toEqual([[ofLisi]])
  expect(drafts.map((key) => localStorage.getItem(key))).toEqual([null, '{}'])
  expect(localStorage.getItem('recent-flows')).toBeNull()
  expect(draftOf(client, lisi)).not.toBe(ofLisi)
})

it('reports its progress to other windows', async () => {
  const stage = () => localStorage.getItem('signing-out')?.split(' ')[0]
  const seen: unknown[] = []
  const { client } = page(() => Promise.resolve(void seen.push(stage())))
  await signOut(client)
  expect([...seen, stage()]).toEqual(['begun', 'done'])
  const refused = page(() => Promise.reject(new ApiError('offline', 'no network')))
  await expect(signOut(refused.client)).rejects.toThrow('no network')
  expect(stage()).toBe('failed')
})
