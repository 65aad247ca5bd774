import { describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { isReachable, stillSees } from './receivers.ts'

const failing = (code: ConstructorParameters<typeof ProblemError>[0]) => () =>
  Promise.reject(new ProblemError(code, 'no'))

const person = { corpId: 'corp', userId: 'lisi' }

describe('a person is reached', () => {
  it('while DingTalk shows them to the app', async () => {
    expect(await isReachable(() => Promise.resolve('李四'))).toBe(true)
  })

  it.each(['person-not-found', 'outside-app-scope'] as const)('not after %s', async (code) => {
    expect(await isReachable(failing(code))).toBe(false)
  })

  it('where the app may not look people up, which sending does not need', async () => {
    expect(await isReachable(failing('upstream-permission'))).toBe(true)
  })

  it('or is asked for again while DingTalk does not answer', async () => {
    await expect(isReachable(failing('upstream-unavailable'))).rejects.toThrow('no')
  })
})

describe('a person still sees a flow', () => {
  const access = (maySee: boolean) => ({ maySee: vi.fn(() => Promise.resolve(maySee)) })

  it('as one of its people, of whom DingTalk is not asked', async () => {
    const readIsAdmin = vi.fn(() => Promise.resolve(false))
    expect(await stillSees(access(true), readIsAdmin, person, 'PRO-1')).toBe(true)
    expect(readIsAdmin).not.toHaveBeenCalled()
  })

  it('never by a level that they once had', async () => {
    const { maySee } = access(false)
    await stillSees({ maySee }, () => Promise.resolve(false), person, 'PRO-1')
    expect(maySee).toHaveBeenCalledWith({ ...person, sysLevel: 0 }, 'PRO-1')
  })

  it.each([true, false])('as an admin, if DingTalk says so: %s', async (isAdmin) => {
    const readIsAdmin = () => Promise.resolve(isAdmin)
    expect(await stillSees(access(false), readIsAdmin, person, 'PRO-1')).toBe(isAdmin)
  })

  it.each(['upstream-permission', 'person-not-found', 'outside-app-scope'] as const)(
    'not after %s',
    async (code) => {
      expect(await stillSees(access(false), failing(code), person, 'PRO-1')).toBe(false)
    },
  )

  it('or is asked for again while DingTalk does not answer', async () => {
    const answer = stillSees(access(false), failing('upstream-unavailable'), person, 'PRO-1')
    await expect(answer).rejects.toThrow('no')
  })
})
