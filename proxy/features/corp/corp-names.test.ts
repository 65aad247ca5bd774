import { beforeEach, expect, it, vi } from 'vitest'
import { createCorpNames, type CorpNames } from './corp-names.ts'

const minute = 60_000

const ask = vi.fn<(corpId: string) => Promise<string | null>>()
const log = { warn: vi.fn() }

let time: number
let names: CorpNames

beforeEach(() => {
  time = 0
  ask.mockReset().mockResolvedValue('星河')
  names = createCorpNames({ ask, log, now: () => time })
})

it('a name is requested once for all callers, and again the next day', async () => {
  expect(names.known('c')).toBeNull()
  expect(ask).not.toHaveBeenCalled()
  expect(await Promise.all([names.find('c'), names.find('c')])).toEqual(['星河', '星河'])
  expect(names.known('c')).toBe('星河')
  expect(names.known('d')).toBeNull()
  time += 24 * 60 * minute - 1
  await names.find('c')
  expect(ask).toHaveBeenCalledTimes(1)
  ask.mockRejectedValue(new Error('away'))
  time += 1
  expect(await names.find('c')).toBe('星河')
  expect(ask).toHaveBeenCalledTimes(2)
})

it('an unknown name is null, and requested again after a while', async () => {
  for (const answer of [Promise.resolve(null), Promise.reject(new Error('away'))]) {
    ask.mockReturnValueOnce(answer)
    expect(await names.find('c')).toBeNull()
    expect(await names.find('c')).toBeNull()
    time += 5 * minute
  }
  expect(ask).toHaveBeenCalledTimes(2)
  expect(await names.find('c')).toBe('星河')
})

it('an unknown name is requested at once when the organisation has changed', async () => {
  ask.mockRejectedValueOnce(new Error('not authorised'))
  expect(await names.find('c')).toBeNull()
  names.lookUpAgain('d')
  expect(await names.find('c')).toBeNull()
  names.lookUpAgain('c')
  expect(await names.find('c')).toBe('星河')
  names.lookUpAgain(null)
  await names.find('c')
  expect(ask).toHaveBeenCalledTimes(2)
})

it('nobody waits longer than a second', async () => {
  vi.useFakeTimers()
  ask.mockReturnValue(new Promise(() => {}))
  const found = names.find('c')
  await vi.advanceTimersByTimeAsync(1000)
  expect(await found).toBeNull()
  vi.useRealTimers()
})
