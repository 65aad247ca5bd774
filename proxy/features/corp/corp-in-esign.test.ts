import { expect, it, vi } from 'vitest'
import type { AppState } from '#shared/schemas/corp/corp.ts'
import type { RealName } from '#shared/schemas/real-name.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { EsignFacts } from '#proxy/base/store/corps/corp-store.ts'
import { createCorpInEsign } from './corp-in-esign.ts'

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
  const inEsign = createCorpInEsign({
    esign: { getAppState, getCorpRealName },
    margins: { readWithForecast: refused },
    corps: { noteEsign },
    log: { info: vi.fn(), warn: vi.fn() },
    now: () => 7,
  })
  return { inEsign, getAppState, getCorpRealName, noteEsign }
}

it('stores what e签宝 answered, and keeps the rest unchanged', async () => {
  const { inEsign, noteEsign } = open()
  const { realName } = await inEsign.read('c')
  expect(realName).toBeInstanceOf(ProblemError)
  const facts = { checkedAt: 7, install: 'installed', authorisation: 'authorised' }
  expect(noteEsign.mock.calls).toMatchObject([['c', facts]])
  expect(noteEsign.mock.calls[0]?.[1]).not.toHaveProperty('realName')
})

it('remembers the name that was verified', async () => {
  const { inEsign, getCorpRealName, noteEsign } = open()
  const verified = { status: 'verified', statusCode: 'true', name: '白云商贸有限公司' } as const
  getCorpRealName.mockResolvedValueOnce(verified)
  await inEsign.read('c')
  const facts = { realName: 'verified', name: '白云商贸有限公司' }
  expect(noteEsign.mock.calls).toMatchObject([['c', facts]])
})

it('reads nothing else in the background for one that has not authorised the app', async () => {
  const { inEsign, getAppState, getCorpRealName, noteEsign } = open()
  getAppState.mockResolvedValueOnce({ ...state, authorisation: 'not-authorised' })
  await inEsign.readAllowed('c')
  expect(getCorpRealName).not.toHaveBeenCalled()
  expect(noteEsign.mock.calls).toMatchObject([['c', { authorisation: 'not-authorised' }]])
  await inEsign.readAllowed('c')
  expect(getCorpRealName).toHaveBeenCalledTimes(1)
})

it('knows that one is initialised if it has authorised the app, or a call says so', async () => {
  const { inEsign, noteEsign, getAppState } = open()
  await inEsign.read('c')
  expect(noteEsign).toHaveBeenLastCalledWith('c', expect.objectContaining({ isInitialised: true }))
  getAppState.mockResolvedValueOnce({ ...state, authorisation: 'not-authorised' })
  await inEsign.read('c')
  expect(noteEsign.mock.lastCall?.[1]).not.toHaveProperty('isInitialised')
  for (const [outcome, isInitialised] of [
    [new ProblemError('esign-not-initialised', 'no'), false],
    [new ProblemError('esign-already-initialised', 'no'), true],
    [{ pcUrl: 'https://example.com' }, true],
  ] as const) {
    await inEsign.noteInitialised('c', outcome)
    expect(noteEsign).toHaveBeenLastCalledWith('c', { isInitialised })
  }
  noteEsign.mockClear()
  const unclearOutcomes = [new ProblemError('upstream-unavailable', 'away'), false, null]
  await Promise.all(unclearOutcomes.map((outcome) => inEsign.noteInitialised('c', outcome)))
  expect(noteEsign).not.toHaveBeenCalled()
})
