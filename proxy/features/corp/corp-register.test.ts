import { beforeEach, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { createCorpRegister, type CorpRegister, type CorpRegisterDeps } from './corp-register.ts'

const minute = 60_000

const authInfoOf = vi.fn<(corpId: string) => Promise<never>>()
const noteSeen = vi.fn<CorpRegisterDeps['book']['noteSeen']>()
const standingOf = vi.fn<CorpRegisterDeps['book']['standingOf']>()
const updateCorp = vi.fn<CorpRegisterDeps['updateCorp']>()

const warn = vi.fn<() => void>()

let time: number
/** How far the clock was set back. */
let setBack: number
let register: CorpRegister

beforeEach(() => {
  time = 1_700_000_000_000
  setBack = 0
  authInfoOf.mockReset().mockRejectedValue(new ProblemError('upstream-timeout', 'late'))
  noteSeen.mockReset().mockResolvedValue(true)
  updateCorp.mockReset().mockResolvedValue(null)
  const stopped = { state: 'stopped', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
  register = createCorpRegister({
    book: { noteSeen, standingOf },
    updateCorp,
    standings: {
      of: () => Promise.resolve(stopped),
      known: () => stopped,
      requireActive: () => Promise.reject(new ProblemError('corp-stopped', 'stopped')),
    },
    authInfoOf,
    marketOrder: () => Promise.reject(new Error('not asked')),
    log: { info: () => {}, warn },
    now: () => time - setBack,
    monotonic: () => time,
  })
})

it('asks for a stopped organisation once a minute, although the clock is set back', async () => {
  await expect(register.admit('c')).rejects.toThrow('stopped')
  await expect(register.admit('c')).rejects.toThrow('stopped')
  expect(authInfoOf).toHaveBeenCalledTimes(1)
  setBack = 60 * minute
  time += minute
  await expect(register.admit('c')).rejects.toThrow('stopped')
  expect(authInfoOf).toHaveBeenCalledTimes(2)
})

it('notes sign-ins every ten minutes, with the time of the clock', () => {
  register.noteSeen('c')
  setBack = 60 * minute
  time += 10 * minute - 1
  register.noteSeen('c')
  expect(noteSeen).toHaveBeenCalledTimes(1)
  time += 1
  register.noteSeen('c')
  expect(noteSeen).toHaveBeenLastCalledWith('c', time - setBack)
  expect(noteSeen).toHaveBeenCalledTimes(2)
})

it('looks again a minute after a failed look, until one succeeds', async () => {
  const warned = new Promise<void>((resolve) => warn.mockImplementation(resolve))
  noteSeen.mockResolvedValue(false)
  register.noteSeen('c')
  await warned
  register.noteSeen('c')
  expect(noteSeen).toHaveBeenCalledTimes(1)
  time += minute
  register.noteSeen('c')
  await vi.waitFor(() => expect(authInfoOf).toHaveBeenCalledTimes(2))
  expect(noteSeen).toHaveBeenCalledTimes(2)
})

it('looks once a minute at an organisation of which events come without content', async () => {
  register.noteIncomplete('c')
  register.noteIncomplete('c')
  expect(authInfoOf).toHaveBeenCalledTimes(1)
  // The first look has failed by then.
  await register.admit('c').catch(() => {})
  time += minute
  register.noteIncomplete('c')
  expect(authInfoOf).toHaveBeenCalledTimes(2)
})

it('admits people only after a look that is under way', async () => {
  let answer: (error: ProblemError) => void = () => {}
  authInfoOf.mockReturnValueOnce(
    new Promise((_resolve, reject) => {
      answer = reject
    }),
  )
  await expect(register.requireActive('c')).rejects.toThrow('stopped')
  await vi.waitFor(() => expect(authInfoOf).toHaveBeenCalledTimes(1))
  const admitted = vi.fn<() => void>()
  const admitting = register.admit('c').catch(admitted)
  await new Promise((resolve) => setImmediate(resolve))
  expect(admitted).not.toHaveBeenCalled()
  answer(new ProblemError('upstream-timeout', 'late'))
  await admitting
  expect(admitted).toHaveBeenCalledTimes(1)
})

it('reports once that an organisation is gone from DingTalk', async () => {
  authInfoOf.mockRejectedValue(new ProblemError('corp-not-allowed', 'gone'))
  const standing = { boughtUntil: null, sessionsFrom: 0, version: 1 }
  const change = { corpId: 'c', at: time - minute, isAuthorised: false }
  standingOf.mockResolvedValue({ ...standing, state: 'stopped' })
  await register.look('c')
  expect(updateCorp.mock.calls).toEqual([[change]])
  standingOf.mockResolvedValue({ ...standing, state: 'relieved' })
  await register.look('c')
  expect(updateCorp).toHaveBeenCalledTimes(1)
})
