// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { lisi } from '#web/api/test-sessions.ts'
import { draftKey, forgetDraft, savedDraftTitle } from './saved-draft.ts'

function keep(draft: unknown, savedAt = Date.now()): void {
  localStorage.setItem(draftKey(lisi), JSON.stringify({ savedAt, draft }))
}

beforeEach(() => localStorage.clear())

it('names a draft by its title, else by its first file, else not at all', () => {
  keep({ title: '采购合同', files: [{ name: 'a.pdf' }] })
  expect(savedDraftTitle(lisi)).toBe('采购合同')
  keep({ title: '', files: [{ name: '采购.v2.pdf' }] })
  expect(savedDraftTitle(lisi)).toBe('采购.v2')
  keep({ title: '' })
  expect(savedDraftTitle(lisi)).toBe('')
})

it('ignores drafts of other people, and unreadable ones', () => {
  expect(savedDraftTitle(lisi)).toBeNull()
  keep({ title: '采购合同' })
  expect(savedDraftTitle({ ...lisi, userId: 'wangwu' })).toBeNull()
  localStorage.setItem(draftKey(lisi), '{')
  expect(savedDraftTitle(lisi)).toBeNull()
})

it('forgets a draft that was not changed for 30 days', () => {
  const day = 24 * 60 * 60_000
  keep({ title: '采购合同' }, Date.now() - 29 * day)
  expect(savedDraftTitle(lisi)).toBe('采购合同')
  keep({ title: '采购合同' }, Date.now() - 30 * day)
  expect(savedDraftTitle(lisi)).toBeNull()
  expect(localStorage.getItem(draftKey(lisi))).toBeNull()
})

it('forgets the draft of one person', () => {
  keep({ title: '采购合同' })
  forgetDraft({ ...lisi, userId: 'wangwu' })
  expect(savedDraftTitle(lisi)).toBe('采购合同')
  forgetDraft(lisi)
  expect(savedDraftTitle(lisi)).toBeNull()
})
