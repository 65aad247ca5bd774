// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { draftKey } from '#web/api/device-cache/saved-draft.ts'
import { wangwu } from '#web/api/test-sessions.ts'
import { emptyDraft } from './draft.ts'
import { createDraftStore } from './draft-store.ts'
import { storeDraft } from './stored-draft.ts'

const key = draftKey(wangwu)
const draft = { ...emptyDraft, title: '采购合同' }
const notify = () => window.dispatchEvent(new StorageEvent('storage', { key }))

beforeEach(() => localStorage.clear())

afterEach(() => vi.unstubAllGlobals())

it('follows the changes of another window, until it ends', () => {
  const store = createDraftStore(wangwu)
  storeDraft(wangwu, draft)
  notify()
  expect(store.draft.get()).toEqual(draft)
  localStorage.removeItem(key)
  notify()
  expect(store.draft.get()).toEqual(emptyDraft)
  store.end()
  storeDraft(wangwu, draft)
  notify()
  expect(store.draft.get()).toEqual(emptyDraft)
})

it('reads what another window stored, even without an event', () => {
  const store = createDraftStore(wangwu)
  store.change(() => draft)
  localStorage.removeItem(key)
  expect(store.draft.get()).toEqual(draft)
  expect(store.readLatest()).toEqual(emptyDraft)
})

it('has its own where the device keeps none', () => {
  const refuse = () => {
    throw new Error('switched off')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse })
  const store = createDraftStore(wangwu)
  store.change(() => draft)
  expect(store.isKept.get()).toBe(false)
  expect(store.readLatest()).toEqual(draft)
})
