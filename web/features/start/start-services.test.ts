// @vitest-environment happy-dom
import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import { draftKey } from '#web/api/device-cache/saved-draft.ts'
import { Http } from '#web/api/http/http.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { signOut } from '#web/api/session/sign-out.ts'
import { testClient } from '#web/api/test-client.ts'
import { wangwu } from '#web/api/test-sessions.ts'
import { startServicesOf } from './start-services.ts'

it('sends no files of somebody who has signed out', async () => {
  const isSignedOut = atom(false)
  const client = testClient({ http: new Http(null), isSignedOut })
  const send = vi.spyOn(XMLHttpRequest.prototype, 'send').mockImplementation(() => {})
  const { uploads } = startServicesOf(client, wangwu)
  uploads.add(['a', 'b', 'c'].map((name) => new File(['%PDF-'], `${name}.pdf`)))
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2))
  isSignedOut.set(true)
  const stages = () => Object.values(uploads.states.get()).map(({ stage }) => stage)
  expect(stages()).toEqual(['interrupted', 'interrupted', 'interrupted'])
  expect(startServicesOf(client, wangwu).uploads).toBe(uploads)
  expect(send).toHaveBeenCalledTimes(2)
})

it('stores nothing more of who has signed out', async () => {
  const http = new Http(null)
  const client = testClient({ http, isSignedOut: atom(false) })
  client.setQueryData(sessionQuery.queryKey, wangwu)
  const file = { key: 'k', name: 'a.pdf', size: 5, kind: 'contract', fileId: 'f', pages: null }
  const stored = JSON.stringify({ savedAt: Date.now(), draft: { files: [file] } })
  localStorage.setItem(draftKey(wangwu), stored)
  vi.spyOn(http, 'json').mockImplementation((path) =>
    path === '/api/session' ? Promise.resolve() : new Promise(() => {}),
  )
  const { store, uploads } = startServicesOf(client, wangwu)
  expect(uploads.states.get()).toEqual({ k: { stage: 'checking' } })
  await signOut(client)
  // The file is no longer polled.
  expect(uploads.states.get()).toEqual({})
  // A pending start that fails would change the draft in this way.
  store.change((draft) => ({ ...draft, title: '合同' }))
  expect(localStorage.getItem(draftKey(wangwu))).toBeNull()
})
