import { atom } from 'nanostores'
import { beforeEach, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { withSession } from './renew-session.ts'
import { signInAgain } from './sign-in.ts'

vi.mock('./sign-in.ts', () => ({ signInAgain: vi.fn() }))

const session = {
  corpId: 'c',
  corpName: null,
  userId: 'u',
  name: 'n',
  role: 'member' as const,
  expiresAt: 0,
}
const ended = () => new ApiError('session-required', 'no session')

beforeEach(() => {
  vi.mocked(signInAgain).mockReset().mockResolvedValue(session)
})

it('does not touch a call that needs no new session', async () => {
  await expect(withSession(testClient(), () => Promise.resolve(1))).resolves.toBe(1)
  await expect(
    withSession(testClient(), () => Promise.reject(new ApiError('flow-not-found', 'no'))),
  ).rejects.toMatchObject({ code: 'flow-not-found' })
  expect(signInAgain).not.toHaveBeenCalled()
})

it('signs in once for all calls whose session has ended, and repeats them', async () => {
  const client = testClient()
  const calls = Array.from({ length: 5 }, (_, index) =>
    vi.fn<() => Promise<number>>().mockRejectedValueOnce(ended()).mockResolvedValue(index),
  )
  await expect(Promise.all(calls.map((call) => withSession(client, call)))).resolves.toEqual([
    0, 1, 2, 3, 4,
  ])
  expect(signInAgain).toHaveBeenCalledTimes(1)
})

it('does not sign in for a refusal that arrives after another call has', async () => {
  const client = testClient()
  let refuse: (reason: Error) => void = () => {}
  const refused = new Promise<number>((_, reject) => (refuse = reject))
  const call = vi.fn<() => Promise<number>>().mockReturnValueOnce(refused).mockResolvedValue(2)
  const answer = withSession(client, call)
  await withSession(
    client,
    vi.fn<() => Promise<number>>().mockRejectedValueOnce(ended()).mockResolvedValue(1),
  )
  refuse(ended())
  await expect(answer).resolves.toBe(2)
  expect(signInAgain).toHaveBeenCalledTimes(1)
})

it('calls nothing for a person who has signed out', async () => {
  const client = testClient({ isSignedOut: atom(true) })
  const attempt = vi.fn<() => Promise<number>>()
  await expect(withSession(client, attempt)).rejects.toMatchObject({ code: 'session-required' })
  expect(attempt).not.toHaveBeenCalled()
})

it('leaves a person signed out who signs out meanwhile', async () => {
  const isSignedOut = atom(false)
  const attempt = () => {
    isSignedOut.set(true)
    return Promise.reject(ended())
  }
  await expect(withSession(testClient({ isSignedOut }), attempt)).rejects.toMatchObject({
    code: 'session-required',
  })
  expect(signInAgain).not.toHaveBeenCalled()
})

it('says that the client keeps no session when signing in did not help', async () => {
  await expect(withSession(testClient(), () => Promise.reject(ended()))).rejects.toMatchObject({
    code: 'session-not-kept',
  })
})

it('signs in again after a failed renewal', async () => {
  const client = testClient()
  vi.mocked(signInAgain).mockRejectedValueOnce(new ApiError('auth-code-no-answer', 'late'))
  await expect(withSession(client, () => Promise.reject(ended()))).rejects.toMatchObject({
    code: 'auth-code-no-answer',
  })
  const call = vi.fn<() => Promise<string>>().mockRejectedValueOnce(ended()).mockResolvedValue('ok')
  await expect(withSession(client, call)).resolves.toBe('ok')
})
