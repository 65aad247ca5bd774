import { atom } from 'nanostores'
import { expect, it, vi } from 'vitest'
import { importTimeoutMs } from '#shared/rules/import-timeout.ts'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { Http, timeoutMs } from '#web/api/http/http.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi, wangwu } from '#web/api/test-sessions.ts'
import { flowImportOf } from './flow-import.ts'

/** A file that is imported in two parts. */
const file = new File(
  [Array.from({ length: 12 }, (_, line) => `PRO-${line},lisi`).join('\n')],
  'owners.csv',
)

/** An import by 王五 whose first call is answered by `answer`. */
async function begin() {
  const isSignedOut = atom(false)
  const http = new Http(null)
  let answer: (taken: ImportAnswer) => void = () => {}
  const send = vi.spyOn(http, 'json').mockImplementation(
    (_path, { signal } = {}) =>
      new Promise((resolve, reject) => {
        answer = resolve
        signal?.addEventListener('abort', () => reject(new Error('ended')))
      }),
  )
  const client = testClient({ http, isSignedOut })
  client.setQueryData(sessionQuery.queryKey, wangwu)
  const flowImport = flowImportOf(client, wangwu)
  flowImport.start(file)
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce())
  return { client, isSignedOut, send, flowImport, answer: (taken: ImportAnswer) => answer(taken) }
}

it('is one of a person at a time', async () => {
  const { client, send, flowImport, answer } = await begin()
  expect(flowImportOf(client, { ...wangwu, expiresAt: 1 })).toBe(flowImport)
  flowImport.start(new File(['PRO-OTHER,lisi'], 'other.csv'))
  flowImport.stop()
  // The part that was sent still counts.
  answer({ taken: 11, notTaken: [] })
  await vi.waitFor(() => expect(flowImport.state.get().stage).toBe('over'))
  expect(flowImport.state.get()).toMatchObject({ all: 12, done: 11, taken: 11, isStopped: true })
  expect(send).toHaveBeenCalledOnce()
  expect(flowImportOf(client, lisi)).not.toBe(flowImport)
})

it('waits longer for a part than the proxy takes', () => {
  expect(timeoutMs - importTimeoutMs).toBeGreaterThanOrEqual(5000)
})

type Begun = Awaited<ReturnType<typeof begin>>

const ends: [string, (page: Begun) => void][] = [
  ['the person signs out', ({ isSignedOut }) => isSignedOut.set(true)],
  ['another person signs in', ({ client }) => client.setQueryData(sessionQuery.queryKey, lisi)],
]

it.each(ends)('ends when %s', async (_, leave) => {
  const begun = await begin()
  const { client, send, flowImport } = begun
  client.setQueryData(sessionQuery.queryKey, { ...wangwu, expiresAt: 1 })
  expect(flowImport.state.get().stage).toBe('running')
  leave(begun)
  await vi.waitFor(() => expect(flowImport.state.get().stage).toBe('over'))
  expect(flowImport.state.get()).toMatchObject({ isStopped: true, error: null })
  expect(send).toHaveBeenCalledOnce()
})
