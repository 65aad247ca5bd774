import { beforeEach, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import {
  createCorpAdmission,
  type CorpAdmission,
  type CorpAdmissionDeps,
} from './corp-admission.ts'

const minute = 60_000

const read = vi.fn<CorpAdmissionDeps['inDingTalk']['read']>()
const noteSeen = vi.fn<CorpAdmissionDeps['book']['noteSeen']>()
const put = vi.fn<CorpAdmissionDeps['jobs']['put']>()

const warn = vi.fn<() => void>()

let time: number
/** How far the clock was set back. */
let setBack: number
let admission: CorpAdmission

beforeEach(() => {
  time = 1_700_000_000_000
  setBack = 0
  read.mockReset().mockRejectedValue(new ProblemError('upstream-timeout', 'late'))
  noteSeen.mockReset().mockResolvedValue(true)
  put.mockReset().mockResolvedValue(true)
  const stopped = { state: 'stopped', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
  admission = createCorpAdmission({
    book: { noteSeen },
    jobs: { put },
    corpStates: {
      of: () => Promise.resolve(stopped),
      known: () => stopped,
      requireActive: () => Promise.reject(new ProblemError('corp-stopped', 'stopped')),
    },
    inDingTalk: { read },
    log: { info: () => {}, warn },
    now: () => time - setBack,
    monotonic: () => time,
  })
})

it('asks for a stopped organisation once a minute, although the clock is set back', async () => {
  await expect(admission.admit('c')).rejects.toThrow('stopped')
  await expect(admission.admit('c')).rejects.toThrow('stopped')
  expect(read).toHaveBeenCalledTimes(1)
  setBack = 60 * minute
  time += minute
  await expect(admission.admit('c')).rejects.toThrow('stopped')
  expect(read).toHaveBeenCalledTimes(2)
})

it('notes sign-ins every ten minutes, with the time of the clock', () => {
  admission.noteSeen('c')
  setBack = 60 * minute
  time += 10 * minute - 1
  admission.noteSeen('c')
  expect(noteSeen).toHaveBeenCalledTimes(1)
  time += 1
  admission.noteSeen('c')
  expect(noteSeen).toHaveBeenLastCalledWith('c', time - setBack)
  expect(noteSeen).toHaveBeenCalledTimes(2)
})

it('has an organisation read of which DingTalk has never answered, and notes it again if it is not stored', async () => {
  const warned = new Promise<void>((resolve) => warn.mockImplementation(resolve))
  noteSeen.mockResolvedValue(false)
  put.mockRejectedValueOnce(new Error('the store is away'))
  admission.noteSeen('c')
  await warned
  admission.noteSeen('c')
  expect(put).toHaveBeenCalledTimes(1)
  time += minute
  admission.noteSeen('c')
  await vi.waitFor(() => expect(put).toHaveBeenCalledTimes(2))
  // Not put again while it waits for another try.
  const job = { corpId: 'c', kind: 'corp-in-dingtalk', key: 'corp-in-dingtalk', dueAt: time }
  expect(put).toHaveBeenLastCalledWith([{ ...job, expiresAt: null }], time)
})

it('reads once a minute an organisation of which events come without content', async () => {
  admission.noteIncomplete('c')
  admission.noteIncomplete('c')
  expect(read).toHaveBeenCalledTimes(1)
  // The first reading has failed by then.
  await admission.admit('c').catch(() => {})
  time += minute
  admission.noteIncomplete('c')
  expect(read).toHaveBeenCalledTimes(2)
})

it('admits people only after a reading that is under way', async () => {
  let answer: (error: ProblemError) => void = () => {}
  read.mockReturnValueOnce(
    new Promise((_resolve, reject) => {
      answer = reject
    }),
  )
  await expect(admission.requireActive('c')).rejects.toThrow('stopped')
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1))
  const admitted = vi.fn<() => void>()
  const admitting = admission.admit('c').catch(admitted)
  await new Promise((resolve) => setImmediate(resolve))
  expect(admitted).not.toHaveBeenCalled()
  answer(new ProblemError('upstream-timeout', 'late'))
  await admitting
  expect(admitted).toHaveBeenCalledTimes(1)
})
