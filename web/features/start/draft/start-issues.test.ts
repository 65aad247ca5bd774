import { describe, expect, it } from 'vitest'
import { type Draft, emptyDraft } from './draft.ts'
import { findIssues } from './start-issues.ts'

const now = new Date(2026, 10, 24, 12).getTime()
const ready = { k1: { stage: 'ready' as const } }

const draft: Draft = {
  ...emptyDraft,
  title: '采购合同',
  files: [{ key: 'k1', name: 'a.pdf', size: 1, kind: 'contract', fileId: 'f1', pages: 1 }],
  signers: [
    {
      key: 'k2',
      kind: 'outsider',
      account: '13800000000',
      name: '周外',
      organization: '',
      remark: '',
      seals: ['personal'],
      withPrevious: false,
    },
  ],
}

function issuesWith(changes: Partial<Draft>, launch: 'page' | 'direct' = 'direct', uploads = {}) {
  const states = { ...ready, ...uploads }
  return findIssues({ ...draft, ...changes }, launch, states, now).map(
    ({ fieldId, rule }) => `${fieldId}: ${rule}`,
  )
}

describe('the issues of a draft', () => {
  it('are none when it can be started', () => {
    expect(issuesWith({})).toEqual([])
    expect(issuesWith({}, 'page')).toEqual([])
  })

  it('are in the order of the page, from top to bottom', () => {
    expect(findIssues(emptyDraft, 'direct', {}, now).map(({ fieldId }) => fieldId)).toEqual([
      'start-files',
      'start-title',
      'start-signers',
    ])
  })

  it("belong to people's fields, in the order of the fields", () => {
    const [signer] = draft.signers
    if (signer?.kind !== 'outsider') throw new Error('an outsider was expected')
    const wrong = {
      ...signer,
      name: '',
      account: '1',
      remark: '备'.repeat(51),
      seals: ['company' as const],
    }
    expect(
      issuesWith({ signers: [wrong], copies: [{ ...signer, key: 'k3', account: '' }] }),
    ).toEqual([
      'start-k2-name: name-missing',
      'start-k2-account: account-invalid',
      'start-k2-organization: organization-missing',
      'start-k2-remark: remark-too-long',
      'start-k3-account: account-invalid',
    ])
  })

  it('include files that are not ready', () => {
    expect(issuesWith({}, 'direct', { k1: { stage: 'converting' } })).toEqual([
      'start-k1: file-under-way',
    ])
    expect(issuesWith({}, 'direct', { k1: { stage: 'gone' } })).toEqual([
      'start-k1: file-not-ready',
    ])
    expect(issuesWith({}, 'direct', { k1: undefined })).toEqual(['start-k1: file-not-ready'])
  })

  it('include a deadline, where a deadline is possible', () => {
    expect(issuesWith({ deadline: '2026-11-24T11:59' })).toEqual(['start-deadline: deadline-past'])
    expect(issuesWith({ deadline: '2026-11-24T12:01' })).toEqual([])
    expect(issuesWith({ deadline: 'soon' })).toEqual(['start-deadline: deadline-unreadable'])
    expect(issuesWith({ deadline: '2026-11-24T11:59' }, 'page')).toEqual([])
  })

  it('include the kind of an attachment', () => {
    const files = [
      ...draft.files,
      { key: 'k9', name: 'b.pdf', size: 1, kind: 'attachment' as const, fileId: 'f9', pages: 1 },
    ]
    const uploads = { k9: { stage: 'ready' } }
    expect(issuesWith({ files }, 'direct', uploads)).toEqual([])
    expect(issuesWith({ files }, 'page', uploads)).toEqual([
      'start-k9-kind: attachment-needs-direct',
    ])
  })
})
