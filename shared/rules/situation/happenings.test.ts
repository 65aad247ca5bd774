import { expect, it } from 'vitest'
import { flowStatuses, hasEnded, type FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { happenings, type ContractState, type Happening, type TurnsBy } from './happenings.ts'
import type { NextStepKind } from './next-step.ts'

const at = 1_700_000_000_000
const dayMs = 24 * 60 * 60_000

type Facts = Partial<Omit<ContractState, 'nextStep'>> & {
  step?: NextStepKind
  since?: number | null
  reason?: string
}

/** A contract of another system, read a day ago and ten days old. */
function state(status: FlowStatus, { step, since = null, reason, ...facts }: Facts = {}) {
  const nextStep = { people: ['李四'], since, followedBy: [], reason: reason ?? null }
  return {
    title: '采购合同',
    status,
    nextStep: step === undefined ? null : { kind: step, ...nextStep },
    signed: null,
    deadline: null,
    createdAt: at - 10 * dayMs,
    isByApp: false,
    readAt: at - dayMs,
    isPlanned: true,
    turnsBy: null,
    people: [],
    ...facts,
  } satisfies ContractState
}

const signing = (facts: Facts = {}) => state('signing', facts)
const signed = (count: number) => ({ signed: { count, total: 2 } })
const isNew = { createdAt: at, isByApp: true, readAt: null }
const isRegistered = { createdAt: at, readAt: null }
const refused = signing({ step: 'refused-not-ended', since: at - 60_000, reason: '金额不对' })

/** What is told of a change, without what follows from each change of step or status. */
const quiet: readonly Happening['kind'][] = ['moved', 'status-changed', 'stuck']

function told(before: ContractState | null, after: ContractState) {
  return happenings(before, after, at).flatMap(({ kind }) => (quiet.includes(kind) ? [] : [kind]))
}

it.each<[string, ContractState | null, ContractState, Happening['kind'][]]>([
  ['is started here', null, signing(isNew), ['started']],
  ['is found within three days', null, signing({ createdAt: at - 2 * dayMs }), ['started']],
  ['is found later', null, signing(), []],
  ['is found, nobody knows from when', null, signing({ createdAt: null }), []],
  ['was a draft', state('draft'), signing(), ['started']],
  ['was started here and is read', signing(isNew), signing({ createdAt: at }), []],
  ['is registered', null, signing(isRegistered), []],
  ['was registered and is read', signing(isRegistered), signing({ createdAt: at }), ['started']],
  ['has a new deadline after its end', state('expired'), signing(), []],
  ['gets a signature', signing(signed(0)), signing(signed(1)), ['signed']],
  ['has as many as before', signing(signed(1)), signing(signed(1)), []],
  ['gets the last one', signing(signed(1)), state('completed', signed(2)), ['signed', 'completed']],
  ['is signed before it is read', signing(isNew), signing(signed(1)), ['signed']],
  ['had signers that were not read', signing(), signing(signed(1)), []],
  ['is refused', signing(), refused, ['refused']],
  ['is still refused', refused, { ...refused, title: '租赁合同' }, []],
  ['ends after it was refused', refused, state('refused', { step: 'refused' }), []],
  ['is revoked after it was refused', refused, state('revoked'), ['revoked']],
  ['is refused and has ended', signing(), state('refused', { step: 'refused' }), ['refused']],
  ['is in a state that nobody knows', signing(), state('unknown'), []],
])('a contract that %s', (_, before, after, kinds) => {
  expect(told(before, after)).toEqual(kinds)
})

it.each(flowStatuses.filter(hasEnded))('has ended once, as %s, unless that was long ago', (end) => {
  const late = { step: 'unknown' as const, since: at - 4 * dayMs }
  expect(told(signing(), state(end))).toEqual([end])
  expect(told(state('unknown'), state(end))).toEqual([end])
  expect(told(state(end), state(end, { title: '租赁合同' }))).toEqual([])
  expect(told(null, state(end))).toEqual([])
  expect(told(signing(), state(end, late))).toEqual([])
  for (const other of flowStatuses.filter(hasEnded))
    expect(told(state(other), state(end))).toEqual([])
})

it('says whether the first reading found an end, of a contract that was only registered', () => {
  const ends = (before: ContractState) => happenings(before, state('completed'), at)[0]
  expect(ends(signing(isRegistered))).toEqual({ kind: 'completed', at, isFirstReading: true })
  expect(ends(signing(isNew))).toEqual({ kind: 'completed', at, isFirstReading: false })
  expect(ends(signing())).toEqual({ kind: 'completed', at, isFirstReading: false })
})

it('says who refused, and why', () => {
  expect(happenings(signing(), refused, at)[0]).toEqual({
    kind: 'refused',
    at,
    isFirstReading: false,
    who: ['李四'],
    why: '金额不对',
  })
})

it('knows a status of a later build for none that has ended or begun', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const later = 'suspended' as FlowStatus
  expect(told(signing(), state(later))).toEqual([])
  expect(told(state(later), state('completed'))).toEqual(['completed'])
})

it.each<[string, ContractState | null, ContractState, Happening['kind'][]]>([
  ['is renamed', signing(), signing({ title: '租赁合同' }), []],
  ['waits for somebody else', signing(), refused, ['moved']],
  ['is in another status', signing(), state('unknown'), ['status-changed', 'moved']],
  ['is found', null, signing(), ['moved']],
])('a contract that %s has moved or not', (_, before, after, kinds) => {
  const found = happenings(before, after, at).map(({ kind }) => kind)
  const moves: readonly Happening['kind'][] = ['moved', 'status-changed']
  expect(found.filter((kind) => moves.includes(kind))).toEqual(kinds)
})

it('compares steps, in whatever order their fields were stored', () => {
  const step = { kind: 'signing-unknown-who' as const, people: ['李四'], since: 5 }
  const rest = { followedBy: [], reason: null, waits: [] }
  const before = { ...signing(), nextStep: { ...step, ...rest } }
  const kinds = (nextStep: ContractState['nextStep']) =>
    happenings(before, { ...before, nextStep }, at).map(({ kind }) => kind)
  expect(kinds({ ...rest, ...step })).toEqual([])
  expect(kinds({ ...rest, ...step, people: ['李四', '王五'] })).toContain('moved')
  expect(kinds({ ...step, followedBy: [], reason: null })).toContain('moved')
})

const daysFromNow = (days: number) => at + days * dayMs

it.each<[string, ContractState, number | null]>([
  ['is far away', signing({ deadline: daysFromNow(5) }), daysFromNow(4)],
  ['is near already', signing({ deadline: daysFromNow(0.5) }), daysFromNow(-0.5)],
  ['was never farther away', signing({ createdAt: at, deadline: daysFromNow(1) }), null],
  ['has passed', signing({ deadline: at }), null],
  ['is none', signing(), null],
  ['is that of a contract that has ended', state('revoked', { deadline: daysFromNow(5) }), null],
])('a deadline that %s', (_, after, begins) => {
  const near = happenings(after, after, at).filter(({ kind }) => kind === 'deadline-near')
  const { deadline } = after
  expect(near).toEqual(begins === null ? [] : [{ kind: 'deadline-near', at: begins, deadline }])
})

it.each<[string, ContractState | null, ContractState, number | null]>([
  ['moved', signing(), signing({ step: 'waiting-for-signature', since: at - 5 }), at - 5],
  [
    'moved, as others are waited for much longer',
    signing({ step: 'waiting-for-anyone' }),
    signing({ step: 'waiting-for-signature', since: at - 2 * dayMs }),
    at,
  ],
  [
    'is known better',
    signing({ step: 'signing-unknown-who', since: at - 2 * dayMs }),
    signing({ step: 'waiting-for-signature', since: at - 2.5 * dayMs }),
    at - 2 * dayMs,
  ],
  ['is found', null, signing({ step: 'waiting-for-signature', since: at - dayMs }), at - dayMs],
  [
    'was not looked at before',
    signing({ isPlanned: false, createdAt: at - 5 }),
    signing({ createdAt: at - 5 }),
    at - 5,
  ],
  ['did not move', signing(), signing({ title: '租赁合同' }), null],
  [
    'stood still for long when it was found',
    null,
    signing({ step: 'draft', since: at - 7 * dayMs }),
    null,
  ],
  ['is a draft', null, state('draft'), null],
  ['has ended', signing(), state('expired'), null],
])('a contract that %s stands still from then on', (_, before, after, movedAt) => {
  const stuck = happenings(before, after, at).filter(({ kind }) => kind === 'stuck')
  const step = after.nextStep
  expect(stuck).toEqual(
    movedAt === null ? [] : [{ kind: 'stuck', at: movedAt + 3 * dayMs, step, movedAt }],
  )
})

const person = (userId: string | null, isWaitedFor: boolean, role: 'signer' | 'cc' = 'signer') => {
  return { role, userId, isWaitedFor }
}

/** Waits for these, shown as to-dos unless it is said otherwise. */
function due(userIds: string[], facts: Facts = {}, turnsBy: TurnsBy | null = 'todo') {
  const people = [
    ...userIds.map((userId) => person(userId, true)),
    person('qianqi', false),
    person(null, true),
    person('sunba', true, 'cc'),
  ]
  return signing({ people, turnsBy, ...facts })
}

type TurnRow = { by: TurnsBy; begun?: string[]; over?: string[]; changed?: string[]; isLast?: true }

it.each<[string, ContractState | null, ContractState, TurnRow[]]>([
  ['begin with the contract', null, due(['lisi']), [{ by: 'todo', begun: ['lisi'] }]],
  [
    'pass to the next person',
    due(['lisi']),
    due(['wangwu']),
    [{ by: 'todo', begun: ['wangwu'], over: ['lisi'] }],
  ],
  ['go on', due(['lisi']), due(['lisi']), []],
  [
    'go on under another title',
    due(['lisi']),
    due(['lisi', 'wangwu'], { title: '租赁合同' }),
    [{ by: 'todo', begun: ['wangwu'], changed: ['lisi'] }],
  ],
  [
    'go on until another deadline',
    due(['lisi']),
    due(['lisi'], { deadline: at }),
    [{ by: 'todo', changed: ['lisi'] }],
  ],
  [
    'end with the contract',
    due(['lisi']),
    due(['lisi'], { status: 'revoked' }),
    [{ by: 'todo', over: ['lisi'], isLast: true }],
  ],
  [
    'are shown in another way',
    due(['lisi']),
    due(['lisi'], {}, 'process'),
    [
      { by: 'todo', over: ['lisi'], isLast: true },
      { by: 'process', begun: ['lisi'] },
    ],
  ],
  [
    'are shown no more',
    due(['lisi']),
    due(['lisi'], {}, null),
    [{ by: 'todo', over: ['lisi'], isLast: true }],
  ],
  ['were over', due(['lisi'], { status: 'revoked' }), due([], { status: 'deleted' }), []],
])('turns that %s', (_, before, after, rows) => {
  const turns = happenings(before, after, at).filter(({ kind }) => kind === 'turns')
  const none = { begun: [], over: [], changed: [], isLast: false }
  expect(turns).toEqual(rows.map((row) => ({ kind: 'turns', at, ...none, ...row })))
})
