import { expect, it, vi } from 'vitest'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { createAskers } from './askers.ts'

const lisi = { corpId: 'ding1', userId: 'lisi' }

function play({ outsidersAreOut = false } = {}) {
  let at = 0
  let hear = (_event: StoreEvent) => {}
  const readMember = vi.fn(() => Promise.resolve({ name: '李四', sysLevel: 2 }))
  const requireActive = vi.fn(() => Promise.resolve())
  const askers = createAskers({
    readMember,
    admission: { requireActive },
    corpStates: {
      of: () =>
        Promise.resolve({ state: 'active', boughtUntil: null, sessionsFrom: 100, version: 1 }),
      onRenewed: () => {},
    },
    outsidersAreOut,
    events: {
      subscribe(listener) {
        hear = listener
        return () => {}
      },
    },
    now: () => at,
    monotonic: () => at,
  })
  return {
    askers,
    readMember,
    requireActive,
    pass: (ms: number) => (at += ms),
    hear: (event: StoreEvent) => hear(event),
  }
}

it('asks DingTalk for a person once in five minutes, and again when one has left', async () => {
  const { askers, readMember, pass, hear } = play()
  expect(await askers.find(lisi)).toMatchObject({ ...lisi, name: '李四', sysLevel: 2 })
  pass(5 * 60_000 - 1)
  await askers.find(lisi)
  expect(readMember).toHaveBeenCalledOnce()
  pass(1)
  await askers.find(lisi)
  expect(readMember).toHaveBeenCalledTimes(2)
  hear({ type: 'person-left', ...lisi, at: 0 })
  readMember.mockRejectedValue(new ProblemError('person-not-found', 'Gone.'))
  expect(await askers.find(lisi)).toBeNull()
})

it('lets those whom it may not read ask without the right of an administrator', async () => {
  const { askers, readMember } = play()
  readMember.mockRejectedValue(new ProblemError('outside-app-scope', 'Not seen.'))
  expect(await askers.find(lisi, { name: '小李' })).toMatchObject({ name: '小李', sysLevel: 0 })
  // A name that somebody else knew is not remembered as DingTalk's.
  expect(await askers.find(lisi)).toMatchObject({ name: '' })
  expect(readMember).toHaveBeenCalledOnce()
})

it('refuses those whom a third-party app is not open to', async () => {
  const { askers, readMember } = play({ outsidersAreOut: true })
  readMember.mockRejectedValue(new ProblemError('outside-app-scope', 'Not seen.'))
  expect(await askers.find(lisi)).toBeNull()
})

it('keeps no failure, and asks nothing for an organisation that stopped the app', async () => {
  const { askers, readMember, requireActive } = play()
  readMember.mockRejectedValueOnce(new ProblemError('upstream-timeout', 'Late.'))
  await expect(askers.find(lisi)).rejects.toMatchObject({ code: 'upstream-timeout' })
  expect(await askers.find(lisi)).not.toBeNull()
  requireActive.mockRejectedValue(new ProblemError('corp-stopped', 'Stopped.'))
  await expect(askers.find(lisi)).rejects.toMatchObject({ code: 'corp-stopped' })
  expect(readMember).toHaveBeenCalledTimes(2)
})

it('knows when the app was stopped', async () => {
  const { askers } = play()
  expect(await askers.stoppedAt('ding1')).toBe(100)
})
