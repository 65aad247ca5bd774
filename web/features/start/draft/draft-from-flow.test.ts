import { expect, it } from 'vitest'
import type { FlowDraft } from '#shared/schemas/flow/flow-draft.ts'
import { draftFromFlow, isSameContent } from './draft-from-flow.ts'
import { signingOrders } from './draft.ts'

const outsider = { kind: 'outsider', account: '13800000000', name: '周外' } as const
const member = { kind: 'member', userId: 'lisi', name: '李四' } as const
const file = { name: 'a.pdf', kind: 'contract', size: 9, pages: 1 } as const

const flow: FlowDraft = {
  title: '采购合同',
  signers: [
    { ...member, remark: '', seals: ['company'], order: 1 },
    {
      ...outsider,
      organization: '云帆',
      remark: '法务部',
      seals: ['company', 'personal'],
      order: 2,
    },
    { ...outsider, account: '', organization: '', remark: '', seals: [], order: 2 },
  ],
  copies: [{ ...member, userId: 'wangwu', name: '王五' }],
  files: [
    { ...file, fileId: 'f1', state: 'ready' },
    { ...file, fileId: 'f2', state: 'failed', size: null, pages: null },
    { ...file, fileId: 'f3', state: 'unknown', size: null, pages: null },
  ],
  deadlineMs: 7 * 24 * 60 * 60_000,
  page: null,
}
const now = new Date('2026-11-24T10:00').getTime()

it('has the order, the seals, the companies and the length of the deadline', () => {
  const { draft, gone } = draftFromFlow(flow, now)
  expect(draft).toMatchObject({
    title: '采购合同',
    inOrder: true,
    deadline: '2026-12-01T10:00',
    attempt: null,
  })
  expect(signingOrders(draft)).toEqual([1, 2, 2])
  expect(draft.signers).toMatchObject([
    { kind: 'member', userId: 'lisi', seals: ['company'] },
    {
      account: '13800000000',
      organization: '云帆',
      remark: '法务部',
      seals: ['company', 'personal'],
    },
    { account: '', organization: '', seals: [] },
  ])
  expect(draft.copies).toMatchObject([{ userId: 'wangwu' }])
  expect(gone).toEqual([draft.files[1]?.key])
  // What has to be chosen again is never sent.
  expect(draft.files.map(({ fileId }) => fileId)).toEqual(['f1', null, 'f3'])
})

it('has no order where all signed at once or it is not known, and no deadline without one', () => {
  const unordered = flow.signers.map((signer) => ({ ...signer, order: null }))
  const { draft } = draftFromFlow({ ...flow, signers: unordered, deadlineMs: null }, now)
  expect(draft.inOrder).toBe(false)
  expect(signingOrders(draft)).toEqual([1, 1, 1])
  expect(draft.deadline).toBe('')
})

it('tells the same content from other content, whatever the keys and the time', () => {
  const { draft } = draftFromFlow(flow, now)
  expect(isSameContent(draft, draftFromFlow(flow, now + 60_000).draft)).toBe(true)
  const [first] = draft.signers
  const others = first ? [{ ...first, seals: ['personal' as const] }] : []
  expect(isSameContent(draft, { ...draft, signers: others })).toBe(false)
})
