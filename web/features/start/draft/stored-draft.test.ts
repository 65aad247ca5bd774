// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '#shared/schemas/session.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { loadDraft, storeDraft } from './stored-draft.ts'

const session: Session = {
  corpId: 'c1',
  corpName: null,
  userId: 'u1',
  name: '张三',
  role: 'member',
  expiresAt: 0,
}
const day = 24 * 60 * 60_000

const draft: Draft = {
  launch: 'direct',
  title: '采购合同',
  files: [{ key: 'k1', name: 'a.pdf', size: 9, kind: 'attachment', fileId: 'f1', pages: 3 }],
  signers: [
    {
      key: 'k2',
      kind: 'outsider',
      account: 'a@b.cn',
      name: '周外',
      organization: '云帆',
      remark: '法务部',
      seals: ['company', 'personal'],
      withPrevious: true,
    },
  ],
  inOrder: true,
  copies: [{ key: 'k3', kind: 'member', userId: 'lisi', name: '李四' }],
  deadline: '2026-12-01T18:30',
  attempt: { key: 'uuid', request: '{}', at: 5, isLost: true },
}

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

describe('a stored draft', () => {
  it('is restored unchanged', () => {
    expect(storeDraft(session, draft)).toBe(true)
    expect(loadDraft(session)).toEqual(draft)
  })

  it('is not given to another person', () => {
    storeDraft(session, draft)
    expect(loadDraft({ ...session, userId: 'u2' })).toEqual(emptyDraft)
    expect(loadDraft({ ...session, corpId: 'c2' })).toEqual(emptyDraft)
  })

  it('is forgotten after 30 days', () => {
    storeDraft(session, draft, 0)
    expect(loadDraft(session, 30 * day - 1)).toEqual(draft)
    expect(loadDraft(session, 30 * day)).toEqual(emptyDraft)
  })

  it('is removed when it is empty', () => {
    storeDraft(session, draft)
    storeDraft(session, emptyDraft)
    expect(localStorage.length).toBe(0)
  })

  it('loses only its invalid parts', () => {
    const odd = {
      launch: 'post',
      title: 7,
      files: [null, { key: 'k1', name: 'a.pdf', kind: 'poem' }, { name: 'b.pdf' }],
      signers: [
        { key: 'k2', kind: 'member', name: '李四' },
        { key: 'k3', kind: 'member', userId: 'lisi', name: '李四', seals: ['wax', 'company'] },
      ],
      copies: 'nobody',
      attempt: { key: 'uuid' },
    }
    localStorage.setItem('start-draft:c1/u1', JSON.stringify({ savedAt: Date.now(), draft: odd }))
    expect(loadDraft(session)).toEqual({
      ...emptyDraft,
      files: [{ key: 'k1', name: 'a.pdf', size: 0, kind: 'contract', fileId: null, pages: null }],
      signers: [
        {
          key: 'k3',
          kind: 'member',
          userId: 'lisi',
          name: '李四',
          remark: '',
          seals: ['company'],
          withPrevious: false,
        },
      ],
    })
  })

  it.each(['', 'null', '7', '[]', '{"savedAt":1e15}', '{"savedAt":1e15,"draft":[]}', 'no JSON'])(
    'is empty when what is stored is %j',
    (text) => {
      localStorage.setItem('start-draft:c1/u1', text)
      expect(loadDraft(session)).toEqual(emptyDraft)
    },
  )

  it('reports when the device cannot store it', () => {
    vi.stubGlobal('localStorage', {
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    expect(storeDraft(session, draft)).toBe(false)
  })
})
