import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { createPresentRoles, type PresentRoles } from './present-roles.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

const start = 1_700_000_000_000
const minute = 60_000

const readIsAdmin = vi.fn<(corpId: string, userId: string) => Promise<boolean>>()
const log = { warn: vi.fn() }

let time: number
/** How far the clock was set back. */
let setBack: number
let roles: PresentRoles

beforeEach(() => {
  time = start
  setBack = 0
  readIsAdmin.mockReset().mockResolvedValue(false)
  roles = newRoles()
})

function newRoles(outsidersAreOut = false): PresentRoles {
  const clocks = { now: () => time - setBack, monotonic: () => time }
  return createPresentRoles({ readIsAdmin, outsidersAreOut, log, ...clocks })
}

function session(rest: Partial<SessionClaims> = {}): SessionClaims {
  return {
    sessionId: 's',
    corpId: 'c',
    userId: 'lisi',
    name: '李四',
    unionId: null,
    sysLevel: 1,
    signedInAt: start,
    expiresAt: start + 12 * 60 * minute,
    ...rest,
  }
}

async function levelOf(asked: SessionClaims, waits = false): Promise<number | null> {
  return (await roles.current(asked, waits))?.sysLevel ?? null
}

describe('a role', () => {
  it('is that of the sign-in for four minutes', async () => {
    const asked = session()
    time += 4 * minute - 1
    expect(await roles.current(asked, true)).toBe(asked)
    expect(readIsAdmin).not.toHaveBeenCalled()
  })

  it('is read again in the background before it is outdated', async () => {
    let answer = (_isAdmin: boolean) => {}
    readIsAdmin.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    time += 4 * minute
    expect(await levelOf(session())).toBe(1)
    expect(roles.isOver(session())).toBe(false)
    answer(false)
    await vi.waitFor(() => expect(roles.isOver(session())).toBe(true))
    expect(await levelOf(session())).toBe(0)
    expect(readIsAdmin.mock.calls).toEqual([['c', 'lisi']])
  })

  it('of an administrator is waited for when it is outdated', async () => {
    time += 5 * minute
    expect(await levelOf(session())).toBe(0)
  })

  it('of others is waited for only when requested', async () => {
    readIsAdmin.mockResolvedValue(true)
    time += 5 * minute
    const member = session({ sysLevel: 0 })
    expect(await levelOf(member)).toBe(0)
    expect(await levelOf(member, true)).toBe(2)
    expect(readIsAdmin).toHaveBeenCalledTimes(1)
  })

  it('is read once per person for all sessions', async () => {
    time += 5 * minute
    const people = [
      session(),
      session({ sessionId: 't' }),
      session({ corpId: 'd' }),
      session({ userId: 'wangwu' }),
    ]
    await Promise.all([...people, ...people].map((asked) => levelOf(asked)))
    expect(readIsAdmin.mock.calls).toEqual([
      ['c', 'lisi'],
      ['d', 'lisi'],
      ['c', 'wangwu'],
    ])
  })

  it('keeps its level of administrator or owner', async () => {
    time += 5 * minute
    readIsAdmin.mockResolvedValue(true)
    expect(await levelOf(session())).toBe(1)
    readIsAdmin.mockResolvedValue(false)
    expect(await levelOf(session({ userId: 'boss', sysLevel: 100 }), true)).toBe(100)
  })

  it('comes from the later of sign-in and reading', async () => {
    time += 5 * minute
    expect(await levelOf(session())).toBe(0)
    time += 1
    const later = session({ sessionId: 't', signedInAt: time })
    expect(await levelOf(later)).toBe(1)
    time += 5 * minute
    expect(await levelOf(later)).toBe(0)
  })
})

it('a person who left the corp has no session until the next sign-in', async () => {
  readIsAdmin.mockRejectedValue(new ProblemError('person-not-found', 'no'))
  time += 5 * minute
  expect(await levelOf(session())).toBeNull()
  time += 1
  expect(await levelOf(session({ sessionId: 't', signedInAt: time }))).toBe(1)
})

describe('while the clock is set back', () => {
  it.each([10, 70])('by %i minutes, an administrator stays one', async (minutes) => {
    readIsAdmin.mockResolvedValue(true)
    expect(await levelOf(session())).toBe(1)
    setBack = minutes * minute
    for (let passed = 0; passed < 2 * minutes; passed += 1) {
      expect(await levelOf(session())).toBe(1)
      time += minute
    }
  })

  it('by ten minutes, a former admin loses the role within five', async () => {
    readIsAdmin.mockResolvedValue(true)
    time += 5 * minute
    expect(await levelOf(session())).toBe(1)
    setBack = 10 * minute
    readIsAdmin.mockResolvedValue(false)
    time += 5 * minute
    expect(await levelOf(session())).toBe(0)
  })

  it('an older reading is not taken for a newer one than a sign-in', async () => {
    time += 5 * minute
    expect(await levelOf(session())).toBe(0)
    setBack = 10 * minute
    time += minute
    const later = session({ sessionId: 't', signedInAt: time - setBack })
    expect(await levelOf(later)).toBe(1)
  })

  it('a session of the time before is read again within five minutes by another instance', async () => {
    setBack = 10 * minute
    expect(await levelOf(session())).toBe(1)
    time += 5 * minute
    expect(await levelOf(session())).toBe(0)
  })
})

describe('while DingTalk does not answer', () => {
  beforeEach(() => {
    readIsAdmin.mockRejectedValue(new ProblemError('upstream-timeout', 'late'))
  })

  it('an administrator stays one for an hour, then becomes a member, and stays signed in', async () => {
    const member = session({ userId: 'zhangsan', sysLevel: 0 })
    time += 60 * minute - 1
    expect([await levelOf(session()), await levelOf(member, true)]).toEqual([1, 0])
    time += 1
    expect([await levelOf(session()), await levelOf(member, true)]).toEqual([0, 0])
    readIsAdmin.mockResolvedValue(true)
    time += minute
    expect(await levelOf(session())).toBe(1)
  })

  it('DingTalk is asked at most twice a minute', async () => {
    time += 5 * minute
    for (let second = 0; second < 60; second += 1) {
      await levelOf(session())
      time += 1000
    }
    expect(readIsAdmin).toHaveBeenCalledTimes(2)
  })

  it('nobody waits longer than a second', async () => {
    readIsAdmin.mockReturnValue(new Promise(() => {}))
    vi.useFakeTimers()
    time += 5 * minute
    const level = levelOf(session())
    await vi.advanceTimersByTimeAsync(1000)
    expect(await level).toBe(1)
    vi.useRealTimers()
  })
})

it('without the permission to read roles, an administrator signs in again each hour', async () => {
  readIsAdmin.mockRejectedValue(new ProblemError('upstream-permission', 'no'))
  time += 60 * minute
  expect(await levelOf(session())).toBeNull()
  expect(await levelOf(session({ userId: 'zhangsan', sysLevel: 0 }), true)).toBe(0)
})

it('people outside the scope of a third-party app have no session; of an internal app they have one', async () => {
  readIsAdmin.mockRejectedValue(new ProblemError('outside-app-scope', 'outside'))
  time += 5 * minute
  expect(await levelOf(session(), true)).toBe(1)
  roles = newRoles(true)
  expect(await levelOf(session(), true)).toBeNull()
  expect(roles.isOver(session())).toBe(true)
})

it('no request of a person outside the scope is answered with an earlier role', async () => {
  roles = newRoles(true)
  time += 5 * minute
  let tell = (_isAdmin: boolean) => {}
  readIsAdmin.mockReturnValueOnce(new Promise((resolve) => (tell = resolve)))
  const asked = levelOf(session(), true)
  time += 1
  roles.reread('c')
  readIsAdmin.mockRejectedValue(new ProblemError('outside-app-scope', 'outside'))
  expect(await levelOf(session(), false)).toBeNull()
  tell(false)
  await asked
  expect(await levelOf(session(), false)).toBeNull()
})

it('when a corp gives the app to others, its people are read again at once, however young a reading is', async () => {
  roles = newRoles(true)
  time += 5 * minute
  readIsAdmin.mockResolvedValue(true)
  expect(await levelOf(session(), true)).toBe(1)
  time += 1
  roles.reread('other')
  expect(await levelOf(session(), true)).toBe(1)
  roles.reread('c')
  const other = { sessionId: 'o', corpId: 'other', signedInAt: time }
  expect(await levelOf(session(other), true)).toBe(1)
  readIsAdmin.mockRejectedValue(new ProblemError('outside-app-scope', 'outside'))
  expect(await levelOf(session(), true)).toBeNull()
  expect(readIsAdmin).toHaveBeenCalledTimes(2)
  // A new sign-in proves that DingTalk lets the person open the app.
  time += 1
  expect(await levelOf(session({ sessionId: 'new', signedInAt: time }))).toBe(1)
})
