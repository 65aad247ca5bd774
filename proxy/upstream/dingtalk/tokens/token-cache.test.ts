import { describe, expect, it, vi } from 'vitest'
import { maxTokens, TokenCache, type FetchedToken } from './token-cache.ts'

const minute = 60_000

/** A cache with numbered tokens, on a clock set by the test. */
function setUp(lifetimeMs = 120 * minute) {
  const clock = { now: 1_000_000 }
  let fetched = 0
  const fetch = vi.fn((key: string): Promise<FetchedToken> =>
    Promise.resolve({ value: `${key}-${++fetched}`, lifetimeMs }),
  )
  const onRenewalFailed = vi.fn()
  const cache = new TokenCache({ fetch, onRenewalFailed, now: () => clock.now })
  const value = async (key = 'corp') => (await cache.get(key)).value
  return { cache, clock, fetch, onRenewalFailed, value }
}

describe('a token cache', () => {
  it('fetches once for simultaneous and later callers', async () => {
    const { fetch, value } = setUp()
    const values = await Promise.all(Array.from({ length: 50 }, () => value()))
    expect(new Set(values)).toEqual(new Set(['corp-1']))
    expect(await value()).toBe('corp-1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('keeps a token per key', async () => {
    const { value } = setUp()
    expect(await value('a')).toBe('a-1')
    expect(await value('b')).toBe('b-2')
    expect(await value('a')).toBe('a-1')
  })

  it('renews ten minutes early with one fetch, and uses the old token meanwhile', async () => {
    const { clock, fetch, value } = setUp()
    await value()
    clock.now += 110 * minute - 1
    expect(await value()).toBe('corp-1')
    expect(fetch).toHaveBeenCalledTimes(1)
    clock.now += 1
    expect(await Promise.all([value(), value()])).toEqual(['corp-1', 'corp-1'])
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(await value()).toBe('corp-2')
  })

  it('renews a short-lived token at half its life', async () => {
    const { clock, value } = setUp(4 * minute)
    await value()
    clock.now += 2 * minute - 1
    await value()
    expect(await value()).toBe('corp-1')
    clock.now += 1
    await value()
    expect(await value()).toBe('corp-2')
  })

  it('keeps a valid token when the early renewal fails, and tries again later', async () => {
    const { clock, fetch, onRenewalFailed, value } = setUp()
    await value()
    clock.now += 111 * minute
    const failure = new Error('down')
    fetch.mockRejectedValueOnce(failure)
    expect(await value()).toBe('corp-1')
    await vi.waitFor(() => expect(onRenewalFailed).toHaveBeenCalledWith('corp', failure))
    expect(await value()).toBe('corp-1')
    expect(fetch).toHaveBeenCalledTimes(2)
    clock.now += minute
    await value()
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(await value()).toBe('corp-2')
  })

  it('never returns an expired token', async () => {
    const { clock, fetch, value } = setUp()
    await value()
    clock.now += 120 * minute
    expect(await value()).toBe('corp-2')
    clock.now += 120 * minute
    fetch.mockRejectedValueOnce(new Error('down'))
    await expect(value()).rejects.toThrow('down')
    expect(await value()).toBe('corp-3')
  })

  it('drops only the token that failed', async () => {
    const { cache, fetch, value } = setUp()
    const first = await cache.get('corp')
    cache.drop('corp', first)
    expect(await value()).toBe('corp-2')
    cache.drop('corp', first)
    cache.drop('other', first)
    expect(await value()).toBe('corp-2')
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('distinguishes a token from its predecessor even if DingTalk repeats the same text', async () => {
    const { cache, fetch } = setUp()
    fetch.mockResolvedValue({ value: 'same', lifetimeMs: 120 * minute })
    const first = await cache.get('corp')
    cache.drop('corp', first)
    const second = await cache.get('corp')
    cache.drop('corp', first)
    expect(await cache.get('corp')).toBe(second)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('drops the least recently used ones when there are very many', async () => {
    const { fetch, value } = setUp()
    await value('asked for')
    await value('left')
    for (let corp = 2; corp <= maxTokens; corp += 1) {
      await value(`corp-${corp}`)
      if (corp === 2) await value('asked for')
    }
    fetch.mockClear()
    await value('asked for')
    expect(fetch).not.toHaveBeenCalled()
    await value('left')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('keeps a newer fetch when a forgotten one fails', async () => {
    const { cache, fetch, value } = setUp()
    let fail = (_error: Error) => {}
    fetch.mockReturnValueOnce(new Promise((_resolve, reject) => (fail = reject)))
    const forgotten = value()
    cache.forget('corp')
    let answer = (_token: FetchedToken) => {}
    fetch.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    const newer = value()
    fail(new Error('down'))
    await expect(forgotten).rejects.toThrow('down')
    const shared = value()
    answer({ value: 'newer', lifetimeMs: 120 * minute })
    expect(await Promise.all([newer, shared])).toEqual(['newer', 'newer'])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('does not keep a failed fetch', async () => {
    const { fetch, value } = setUp()
    fetch.mockRejectedValueOnce(new Error('down'))
    await expect(Promise.all([value(), value()])).rejects.toThrow('down')
    expect(await value()).toBe('corp-1')
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})
