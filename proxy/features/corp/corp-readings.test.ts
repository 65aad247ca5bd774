import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppState } from '#shared/schemas/corp/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { EsignFacts } from '#proxy/base/store/corps/corp-book.ts'
import { createCorpReadings } from './corp-readings.ts'

vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))

const state: AppState = {
  install: 'installed',
  installCode: 'OPEN',
  authorisation: 'authorised',
  authorisationCode: 'AUTH',
}

function open() {
  const noteEsign = vi.fn((_corpId: string, _facts: EsignFacts) => Promise.resolve())
  const getAppState = vi.fn((_corpId: string) => Promise.resolve(state))
  const refused = () => Promise.reject(new ProblemError('corp-not-real-name-verified', 'no'))
  const getCorpRealName = vi.fn((): Promise<RealName> => refused())
  const readings = createCorpReadings({
    esign: { getAppState, getCorpRealName },
    margins: { readWithOutlook: refused },
    corps: { noteEsign },
    log: { info: vi.fn(), warn: vi.fn() },
    now: () => 7,
  })
  return { readings, getAppState, getCorpRealName, noteEsign }
}

beforeEach(() => void vi.useFakeTimers())

afterEach(() => void vi.useRealTimers())

it('stores what e签宝 answered, and keeps the rest unchanged', async () => {
  const { readings, noteEsign } = open()
  const { realName } = await readings.read('c')
  expect(realName).toBeInstanceOf(ProblemError)
  const facts = { checkedAt: 7, install: 'installed', authorisation: 'authorised' }
  expect(noteEsign.mock.calls).toMatchObject([['c', facts]])
  expect(noteEsign.mock.calls[0]?.[1]).not.toHaveProperty('realName')
})

it('remembers the name that was verified', async () => {
  const { readings, getCorpRealName, noteEsign } = open()
  const verified = { status: 'verified', statusCode: 'true', name: '白云商贸有限公司' } as const
  getCorpRealName.mockResolvedValueOnce(verified)
  await readings.read('c')
  const facts = { realName: 'verified', name: '白云商贸有限公司' }
  expect(noteEsign.mock.calls).toMatchObject([['c', facts]])
})

it('reads nothing else in the background for one that has not authorised the app', async () => {
  const { readings, getAppState, getCorpRealName, noteEsign } = open()
  getAppState.mockResolvedValueOnce({ ...state, authorisation: 'not-authorised' })
  await Promise.race([readings.readInTurn('c'), vi.advanceTimersByTimeAsync(500)])
  expect(getCorpRealName).not.toHaveBeenCalled()
  expect(noteEsign.mock.calls).toMatchObject([['c', { authorisation: 'not-authorised' }]])
  await Promise.race([readings.readInTurn('c'), vi.advanceTimersByTimeAsync(500)])
  expect(getCorpRealName).toHaveBeenCalledTimes(1)
})

it('knows that one is initialised if it has authorised the app, or a call says so', async () => {
  const { readings, noteEsign, getAppState } = open()
  await readings.read('c')
  expect(noteEsign).toHaveBeenLastCalledWith('c', expect.objectContaining({ isInitialised: true }))
  getAppState.mockResolvedValueOnce({ ...state, authorisation: 'not-authorised' })
  await readings.read('c')
  expect(noteEsign.mock.lastCall?.[1]).not.toHaveProperty('isInitialised')
  for (const [outcome, isInitialised] of [
    [new ProblemError('esign-not-initialised', 'no'), false],
    [new ProblemError('esign-already-initialised', 'no'), true],
    [{ pcUrl: 'https://example.com' }, true],
  ] as const) {
    await readings.noteInitialised('c', outcome)
    expect(noteEsign).toHaveBeenLastCalledWith('c', { isInitialised })
  }
  noteEsign.mockClear()
  const unclearOutcomes = [new ProblemError('upstream-unavailable', 'away'), false, null]
  await Promise.all(unclearOutcomes.map((outcome) => readings.noteInitialised('c', outcome)))
  expect(noteEsign).not.toHaveBeenCalled()
})

it('reads many in the background at two a second, none twice while it waits', async () => {
  const { readings, getAppState } = open()
  for (let index = 0; index < 100; index += 1) void readings.readInTurn(`c${index}`)
  void readings.readInTurn('c99')
  await vi.advanceTimersByTimeAsync(0)
  expect(getAppState).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(getAppState).toHaveBeenCalledTimes(21)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(getAppState).toHaveBeenCalledTimes(100)
})

it('goes on after one that fails, and stops when it is closed', async () => {
  const { readings, getAppState, noteEsign } = open()
  noteEsign.mockRejectedValueOnce(new Error('the store is away'))
  for (const corpId of ['a', 'b', 'c']) void readings.readInTurn(corpId)
  await vi.advanceTimersByTimeAsync(500)
  expect(getAppState).toHaveBeenCalledTimes(2)
  readings.close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(getAppState).toHaveBeenCalledTimes(2)
})
