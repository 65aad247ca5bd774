import { beforeEach, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { createMembers } from './members.ts'

const readMember = vi.fn<(corpId: string, userId: string) => Promise<unknown>>()
let time = 0

beforeEach(() => {
  readMember.mockReset().mockResolvedValue('a name')
})

const open = (timeoutMs?: number) =>
  createMembers({ readMember, now: () => time, ...(timeoutMs && { timeoutMs }) })

const many = Array.from({ length: 500 }, (_, index) => `user${index}`)

it('a member is asked for once an hour, and a stranger each time', async () => {
  readMember.mockImplementation(async (_corpId, userId) => {
    if (userId === 'stranger') throw new ProblemError('person-not-found', 'nobody')
  })
  const members = open()
  for (let times = 0; times < 2; times += 1)
    expect(await members.strangersAmong('c', ['a', 'stranger', 'a'])).toEqual(new Set(['stranger']))
  expect(readMember.mock.calls.map(([, userId]) => userId)).toEqual(['a', 'stranger', 'stranger'])
  await members.strangersAmong('another', ['a'])
  time += 60 * 60_000
  await members.strangersAmong('c', ['a'])
  expect(readMember).toHaveBeenCalledTimes(5)
})

it('nobody else is asked for once DingTalk has not answered', async () => {
  readMember.mockRejectedValue(new ProblemError('upstream-timeout', 'late'))
  expect(await open().strangersAmong('c', many)).toEqual(new Set())
  expect(readMember.mock.calls.length).toBeLessThanOrEqual(4)
})

it('those whom DingTalk has named by then are strangers when time is up', async () => {
  readMember.mockImplementation((_corpId, userId) =>
    userId === 'user0'
      ? Promise.reject(new ProblemError('person-not-found', 'nobody'))
      : new Promise(() => {}),
  )
  expect(await open(20).strangersAmong('c', many)).toEqual(new Set(['user0']))
  expect(readMember.mock.calls.length).toBeLessThanOrEqual(5)
})
