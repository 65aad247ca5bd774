import { describe, expect, it } from 'vitest'
import {
  type Draft,
  type DraftSigner,
  emptyDraft,
  isEmpty,
  signingOrders,
  toStartFlowDraft,
} from './draft.ts'

function signer(key: string, withPrevious = false): DraftSigner {
  return {
    key,
    kind: 'member',
    userId: key,
    name: key,
    remark: '',
    seals: ['personal'],
    withPrevious,
  }
}

const draft: Draft = {
  ...emptyDraft,
  title: ' 采购合同 ',
  files: [
    { key: 'k1', name: 'a.pdf', size: 1, kind: 'contract', fileId: 'f1', pages: 1 },
    { key: 'k2', name: 'b.pdf', size: 1, kind: 'attachment', fileId: null, pages: null },
  ],
  signers: [
    signer('lisi'),
    {
      key: 'k3',
      kind: 'outsider',
      account: '13800000000',
      name: ' 周外 ',
      organization: ' ',
      remark: ' 法务部 ',
      seals: ['personal'],
      withPrevious: false,
    },
  ],
  copies: [{ key: 'k4', kind: 'member', userId: 'wangwu', name: '王五' }],
  inOrder: true,
  deadline: '2026-12-01T18:30',
}

describe('the request of a draft', () => {
  it('has order, attachments and deadline for a direct start', () => {
    expect(toStartFlowDraft(draft, 'direct')).toEqual({
      launch: 'direct',
      title: '采购合同',
      files: [
        { fileId: 'f1', name: 'a.pdf', kind: 'contract' },
        { fileId: 'k2', name: 'b.pdf', kind: 'attachment' },
      ],
      signers: [
        {
          kind: 'member',
          userId: 'lisi',
          name: 'lisi',
          remark: '',
          seals: ['personal'],
          order: 1,
        },
        {
          kind: 'outsider',
          account: '13800000000',
          name: '周外',
          organization: '',
          remark: '法务部',
          seals: ['personal'],
          order: 2,
        },
      ],
      copies: [{ kind: 'member', userId: 'wangwu', name: '王五' }],
      deadline: new Date(2026, 11, 1, 18, 30).getTime(),
    })
  })

  it("leaves out what e签宝's page does not accept", () => {
    const asked = toStartFlowDraft(draft, 'page')
    expect(asked).not.toHaveProperty('deadline')
    for (const one of asked.signers) expect(one).not.toHaveProperty('order')
  })
})

describe('the signing order', () => {
  it('is the same for all when signing has no order', () => {
    expect(signingOrders({ inOrder: false, signers: [signer('a'), signer('b', true)] })).toEqual([
      1, 1,
    ])
  })

  it('follows the list, and joins signers with the one before where chosen', () => {
    // The first signer has no previous one, whatever was chosen at an earlier position.
    const signers = [signer('a', true), signer('b'), signer('c', true), signer('d')]
    expect(signingOrders({ inOrder: true, signers })).toEqual([1, 2, 2, 3])
  })
})

it('counts as empty until something would be lost', () => {
  expect(isEmpty({ ...emptyDraft, launch: 'page', inOrder: true })).toBe(true)
  expect(isEmpty({ ...emptyDraft, title: 'x' })).toBe(false)
  expect(isEmpty(draft)).toBe(false)
})
