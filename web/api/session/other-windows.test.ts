// @vitest-environment happy-dom
import { QueryObserver } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { lisi } from '#web/api/test-sessions.ts'
import { followOtherWindows, notifyOtherWindows } from './other-windows.ts'
import { sessionQuery } from './session-query.ts'

const key = 'signing-out'

/** Browsers notify a page's other windows of storage changes. */
function notify(change: () => void): void {
  const before = localStorage.getItem(key)
  change()
  const newValue = localStorage.getItem(key)
  if (newValue !== before) window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
}

/** A window where somebody is signed in and sees a contract. */
function otherWindow() {
  const isSignedOut = atom(false)
  const client = testClient({ isSignedOut })
  client.setQueryData(sessionQuery.queryKey, lisi)
  client.setQueryData(['flow', 'PRO-1'], 'a contract')
  followOtherWindows(client)
  return { client, isSignedOut }
}

beforeEach(() => localStorage.clear())

afterEach(() => vi.useRealTimers())

it('does not sign in again while another window signs out, and then shows nobody’s page', async () => {
  const { client, isSignedOut } = otherWindow()
  const seen = vi.fn()
  new QueryObserver(client, { ...sessionQuery, enabled: false }).subscribe(seen)
  notify(() => notifyOtherWindows('begun'))
  expect(isSignedOut.get()).toBe(true)
  expect(client.getQueryData(sessionQuery.queryKey)).toEqual(lisi)
  notify(() => notifyOtherWindows('done'))
  await vi.waitFor(() => {
    const error = expect.objectContaining({ code: 'session-required' })
    expect(seen).toHaveBeenLastCalledWith(expect.objectContaining({ data: undefined, error }))
  })
  expect(isSignedOut.get()).toBe(true)
  expect(client.getQueryData(['flow', 'PRO-1'])).toBeUndefined()
})

it('goes on when signing out has failed there', () => {
  const { client, isSignedOut } = otherWindow()
  notify(() => notifyOtherWindows('begun'))
  notify(() => notifyOtherWindows('failed'))
  expect(isSignedOut.get()).toBe(false)
  expect(client.getQueryState(['flow', 'PRO-1'])?.isInvalidated).toBe(true)
})

it('goes on when the window that signs out was closed', () => {
  vi.useFakeTimers()
  const { client, isSignedOut } = otherWindow()
  notify(() => notifyOtherWindows('begun'))
  // The call of the other window may still be pending.
  vi.advanceTimersByTime(25_000)
  expect(isSignedOut.get()).toBe(true)
  vi.advanceTimersByTime(10_000)
  expect(isSignedOut.get()).toBe(false)
  expect(client.getQueryState(['flow', 'PRO-1'])?.isInvalidated).toBe(true)
})

it('stays signed out by itself, though the other window was closed while it signed out', () => {
  vi.useFakeTimers()
  const { isSignedOut } = otherWindow()
  notify(() => notifyOtherWindows('begun'))
  isSignedOut.set(true)
  notifyOtherWindows('done')
  vi.advanceTimersByTime(60_000)
  expect(isSignedOut.get()).toBe(true)
})
