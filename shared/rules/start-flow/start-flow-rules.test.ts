import { describe, expect, it } from 'vitest'
import type { StartFlowDraft } from './start-flow-draft.ts'
import { checkStartFlow } from './start-flow-rules.ts'

const contract = { fileId: 'F1', name: '采购合同.pdf', kind: 'contract' } as const
const member = { kind: 'member', userId: 'lisi', name: '李四' } as const
const outsider = {
  kind: 'outsider',
  account: '13900000008',
  name: '孙八',
  organization: '',
} as const

const direct: StartFlowDraft = {
  launch: 'direct',
  title: '采购合同（2026）',
  files: [contract],
  signers: [
    { ...member, seals: ['company', 'personal'], order: 1 },
    { ...outsider, organization: '云帆贸易', seals: ['company'], order: 2 },
  ],
  copies: [{ kind: 'member', userId: 'wangwu', name: '王五' }],
  deadline: 2000,
}

const onPage: StartFlowDraft = { launch: 'page', files: [contract], signers: [] }

/** The broken rules, as `path: rule`. */
function wrong(draft: StartFlowDraft, now = 1000): string[] {
  return checkStartFlow(draft, now).map(({ path, rule }) => `${path.join('.')}: ${rule}`)
}

it('accepts a draft that can be sent', () => {
  expect(wrong(direct)).toEqual([])
  expect(wrong(onPage)).toEqual([])
  expect(wrong({ ...onPage, title: '合同：A/B?', signers: [{ ...member, seals: [] }] })).toEqual([])
})

describe('the title', () => {
  it.each(['A/B', 'A?', '合同？', '<合同>', '合同😀', '合\n同', '合\uD800同', 'A|B', 'A:B', '"A"'])(
    'of a direct start is refused: %j',
    (title) => expect(wrong({ ...direct, title })).toEqual(['title: title-characters']),
  )

  it.each(['（2026）年-01_A·B、C，D。', 'Contract No. 7 (final)', '𠮷野家'])('may be %j', (title) =>
    expect(wrong({ ...direct, title })).toEqual([]),
  )

  it('is required for a direct start, with at most 100 characters', () => {
    expect(wrong({ ...direct, title: '  ' })).toEqual(['title: title-missing'])
    expect(wrong({ ...direct, title: '合'.repeat(100) })).toEqual([])
    expect(wrong({ ...direct, title: '合'.repeat(101) })).toEqual(['title: title-too-long'])
    expect(wrong({ ...onPage, title: '合'.repeat(101) })).toEqual(['title: title-too-long'])
    expect(wrong({ ...onPage, title: '合\u0007同' })).toEqual(['title: title-characters'])
  })
})

describe('files', () => {
  it('include a contract, each once, with a file extension', () => {
    const files = [
      { ...contract, kind: 'attachment' },
      { fileId: 'F2', name: '清单', kind: 'attachment' },
      { fileId: 'F2', name: '清单.docx', kind: 'attachment' },
    ] as const
    expect(wrong({ ...direct, files })).toEqual([
      'files: contract-missing',
      'files.1.name: file-name',
      'files.2: file-repeated',
    ])
  })

  it("are contracts only on e签宝's page", () => {
    const files = [contract, { fileId: 'F2', name: '清单.pdf', kind: 'attachment' }] as const
    expect(wrong({ ...onPage, files })).toEqual(['files.1.kind: attachment-needs-direct'])
    expect(wrong({ ...direct, files })).toEqual([])
  })

  it('are at most 50', () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...contract, fileId: `F${index}` }))
    expect(wrong({ ...direct, files: files(50) })).toEqual([])
    expect(wrong({ ...direct, files: files(51) })).toEqual(['files: too-many-files'])
  })
})

describe('signers', () => {
  it('are required for a direct start, with their seals', () => {
    expect(wrong({ ...direct, signers: [] })).toEqual(['signers: signer-missing'])
    expect(wrong({ ...direct, signers: [{ ...member, seals: [] }] })).toEqual([
      'signers.0.seals: seal-missing',
    ])
  })

  it('from outside need a name, an account, and a company for its seal', () => {
    const nobody = { ...outsider, account: '1390000', name: ' ', seals: ['company'] } as const
    expect(wrong({ ...direct, signers: [nobody] })).toEqual([
      'signers.0.account: account-invalid',
      'signers.0.name: name-missing',
      'signers.0.organization: organization-missing',
    ])
    expect(wrong({ ...direct, signers: [{ ...outsider, seals: ['personal'] }] })).toEqual([])
  })

  it('are each named once, however their account is written', () => {
    const again = { ...outsider, account: '+86 139-0000-0008', seals: ['personal'] } as const
    const signers = [
      { ...outsider, seals: ['personal'] },
      again,
      { ...member, seals: ['personal'] },
    ] as const
    const copies = [{ ...member, name: '别名' }]
    expect(wrong({ ...direct, signers, copies })).toEqual([
      'signers.1: person-repeated',
      'copies.0: person-repeated',
    ])
  })

  it('need an order for a direct start', () => {
    const ordered = (order: number) => [{ ...member, seals: ['personal'] as const, order }]
    expect(wrong({ ...direct, signers: ordered(1) })).toEqual([])
    for (const order of [0, -1, 1.5, Number.NaN, 256]) {
      expect(wrong({ ...direct, signers: ordered(order) })).toEqual([
        'signers.0.order: order-invalid',
      ])
    }
    expect(wrong({ ...onPage, signers: ordered(1) })).toEqual([
      'signers.0.order: order-needs-direct',
    ])
  })

  it('and copies are at most 50', () => {
    const people = Array.from({ length: 51 }, (_, index) => ({ ...member, userId: `u${index}` }))
    const signers = people.map((person) => ({ ...person, seals: ['personal'] as const }))
    expect(wrong({ ...direct, signers, copies: [] })).toEqual(['signers: too-many-signers'])
    const copies = people.map((person) => ({ ...person, userId: `copy-${person.userId}` }))
    expect(wrong({ ...direct, copies })).toEqual(['copies: too-many-copies'])
  })

  it('have a user id if members, and names and companies of limited length', () => {
    const long = { ...outsider, name: '名'.repeat(65), organization: '司'.repeat(101) }
    const copies = [
      { kind: 'member', userId: '', name: '王五' } as const,
      { ...long, account: 'a@b.cn' },
      { kind: 'member', userId: 'wang\nwu', name: '王五' } as const,
    ]
    expect(wrong({ ...direct, copies })).toEqual([
      'copies.0.userId: member-missing',
      'copies.1.name: name-too-long',
      'copies.1.organization: organization-too-long',
      'copies.2.userId: member-missing',
    ])
  })

  it('have a remark of at most 50 characters', () => {
    const remarked = (remark: string) => [{ ...member, remark, seals: ['personal'] as const }]
    expect(wrong({ ...direct, signers: remarked('备'.repeat(50)) })).toEqual([])
    expect(wrong({ ...direct, signers: remarked('备'.repeat(51)) })).toEqual([
      'signers.0.remark: remark-too-long',
    ])
  })
})

it('a deadline lies in the future, and is for a direct start only', () => {
  expect(wrong({ ...direct, deadline: 1001 })).toEqual([])
  expect(wrong({ ...direct, deadline: 1000 })).toEqual(['deadline: deadline-past'])
  expect(checkStartFlow({ ...direct, deadline: 1 })).toEqual([])
  expect(wrong({ ...onPage, deadline: 2000 })).toEqual(['deadline: deadline-needs-direct'])
})
