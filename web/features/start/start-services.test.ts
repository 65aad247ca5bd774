// @vitest-environment happy-dom
import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import { Http } from '#web/api/http/http.ts'
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
