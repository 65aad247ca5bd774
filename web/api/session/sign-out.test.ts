import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import { ApiError } from '#web/api/http/api-error.ts'
import { Http } from '#web/api/http/http.ts'
import { testClient } from '#web/api/test-client.ts'
import { signOut } from './sign-out.ts'

/** A page whose call to end the session is `end`. */
function page(end: () => Promise<void>) {
  const isSignedOut = atom(false)
  const http = new Http(null)
  vi.spyOn(http, 'json').mockImplementation(end)
  const client = testClient({ http, isSignedOut })
  return { client, isSignedOut }
}

// Here, as in some clients, there is no `indexedDB`.

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
