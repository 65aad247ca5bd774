import { describe, expect, it } from 'vitest'
import { nextStepKinds } from '#shared/rules/situation/next-step.ts'
import {
  reminderStateOf,
  reminderRecipients,
  type ReminderFacts,
  type WaitedFor,
} from './reminder-state.ts'

const minute = 60_000
const now = 1_700_000_000_000

function person(userId: string | null, name = `名-${userId}`): WaitedFor {
  return { userId, name }
}

/** Zhang San wants to remind the people of a flow that waits for Li Si. */
function facts(more: Partial<ReminderFacts> = {}): ReminderFacts {
  return {
    kind: 'waiting-for-signature',
    waitedFor: [person('lisi')],
    asker: { userId: 'zhangsan', name: '名-zhangsan' },
    isAllowed: true,
    canNotify: true,
    startedAt: now - 30 * minute,
    lastReminderAt: null,
    now,
    ...more,
  }
}

describe('who is reminded', () => {
  it.each([
    ['those who are waited for', [person('lisi'), person('wangwu')], ['lisi', 'wangwu']],
    ['nobody outside', [person('lisi'), person(null)], ['lisi']],
    ['not oneself', [person('lisi'), person('zhangsan')], ['lisi']],
    ['each once', [person('lisi'), person('lisi')], ['lisi']],
    ['nobody', [], []],
  ])('is %s', (_what, waitedFor, userIds) => {
    const recipients = reminderRecipients(facts({ waitedFor }))
    expect(recipients.map(({ userId }) => userId)).toEqual(userIds)
  })

  it('is separated from people who must be contacted in another way', () => {
    const waitedFor = [person('lisi'), person(null, '孙八'), person(null, '孙八'), person(null)]
    expect(reminderStateOf(facts({ waitedFor }))).toMatchObject({
      state: 'possible',
      reached: ['名-lisi'],
      unreached: ['孙八', '名-null'],
    })
    expect(reminderStateOf(facts({ waitedFor, canNotify: false }))).toMatchObject({
      state: 'unknown-people',
      reached: [],
      unreached: ['名-lisi', '孙八', '名-null'],
    })
  })

  it('never includes the asker under another name', () => {
    const asker = { userId: 'u1', name: '阿强' }
    const same = { ...person(null, '张强'), mayBe: 'u1' }
    expect(reminderStateOf(facts({ asker, waitedFor: [same] })).state).toBe('nobody')
    expect(reminderStateOf(facts({ asker, waitedFor: [same, person('lisi')] }))).toMatchObject({
      state: 'possible',
      reached: ['名-lisi'],
      unreached: [],
    })
    expect(reminderStateOf(facts({ waitedFor: [same] })).unreached).toEqual(['张强'])
  })

  it('never includes the asker, recognised by name', () => {
    const asker = { userId: 'wangwu', name: '王五' }
    const approver = person(null, '王五')
    expect(reminderStateOf(facts({ asker, waitedFor: [approver] })).state).toBe('nobody')
    expect(reminderStateOf(facts({ asker, waitedFor: [approver, person('lisi')] }))).toMatchObject({
      reached: ['名-lisi'],
      unreached: [],
    })
    // A namesake whose user id differs from the asker's.
    const namesake = [person('wangwei', '王五')]
    expect(reminderStateOf(facts({ asker, waitedFor: namesake })).state).toBe('possible')
  })
})

describe('reminding', () => {
  it('is possible half an hour after the start', () => {
    expect(reminderStateOf(facts())).toMatchObject({ state: 'possible', availableAt: null })
    const startedAt = now - 30 * minute + 1
    const early = { state: 'too-early', availableAt: now + 1 }
    expect(reminderStateOf(facts({ startedAt }))).toMatchObject(early)
    expect(reminderStateOf(facts({ startedAt: null })).state).toBe('possible')
  })

  it('is possible ten minutes after the last reminder', () => {
    expect(reminderStateOf(facts({ lastReminderAt: now - 10 * minute })).state).toBe('possible')
    const lastReminderAt = now - 10 * minute + 1
    const soon = { state: 'too-soon', availableAt: now + 1 }
    expect(reminderStateOf(facts({ lastReminderAt }))).toMatchObject(soon)
  })

  it('is possible after a reminder that was noted while the clock was ahead', () => {
    expect(reminderStateOf(facts({ lastReminderAt: now + 60 * minute })).state).toBe('possible')
  })

  const lisi = { userId: 'lisi', name: '名-lisi' }

  it.each<[string, Partial<ReminderFacts>, string]>([
    ['nobody may be urged by a stranger', { isAllowed: false }, 'nobody'],
    ['only oneself is waited for', { asker: lisi }, 'nobody'],
    ['only somebody outside is', { waitedFor: [person(null)] }, 'unknown-people'],
    [
      'oneself and somebody outside are',
      { asker: lisi, waitedFor: [person('lisi'), person(null)] },
      'unknown-people',
    ],
    ['it was started elsewhere', { waitedFor: [] }, 'unknown-people'],
    ['the app cannot send', { canNotify: false }, 'unknown-people'],
    ['it is early, too', { waitedFor: [person(null)], startedAt: now }, 'unknown-people'],
  ])('is pointless where %s', (_what, more, state) => {
    expect(reminderStateOf(facts(more))).toMatchObject({ state, availableAt: null })
  })

  it('needs a flow that waits for somebody', () => {
    const possible = nextStepKinds.filter(
      (kind) => reminderStateOf(facts({ kind })).state === 'possible',
    )
    expect(possible).toEqual([
      'waiting-for-signature',
      'waiting-for-anyone',
      'waiting-for-seal-approval',
      'seal-approval-refused',
      'waiting-for-several',
      'signing-unknown-who',
    ])
  })
})
