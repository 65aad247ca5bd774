import { describe, expect, it } from 'vitest'
import { nextStepKinds } from '../../shared/next-step.ts'
import type { FlowPerson } from '../store/registry.ts'
import { urgeOutlook, urgeRecipients, type UrgeFacts } from './urge-outlook.ts'

const minute = 60_000
const now = 1_700_000_000_000

function person(userId: string | null, isWaitedFor = true): FlowPerson {
  const rest = { account: null, order: 1, requirement: null }
  return { role: 'signer', userId, name: `名-${userId}`, isWaitedFor, ...rest }
}

/** Zhang San asks about a flow that waits for Li Si. */
function facts(more: Partial<UrgeFacts> = {}): UrgeFacts {
  return {
    kind: 'waiting-for-signature',
    people: [person('zhangsan', false), person('lisi')],
    userId: 'zhangsan',
    isAllowed: true,
    canNotify: true,
    startedAt: now - 30 * minute,
    lastUrgeAt: null,
    now,
    ...more,
  }
}

describe('who is reminded', () => {
  it.each([
    ['those who are waited for', [person('lisi'), person('wangwu')], ['lisi', 'wangwu']],
    ['nobody who comes later', [person('lisi'), person('wangwu', false)], ['lisi']],
    ['nobody outside', [person('lisi'), person(null)], ['lisi']],
    ['not oneself', [person('lisi'), person('zhangsan')], ['lisi']],
    ['each once', [person('lisi'), person('lisi')], ['lisi']],
    ['nobody', [], []],
  ])('is %s', (_what, people, userIds) => {
    const recipients = urgeRecipients(facts({ people }))
    expect(recipients.map(({ userId }) => userId)).toEqual(userIds)
  })
})

describe('urging', () => {
  it('is possible half an hour after the start', () => {
    expect(urgeOutlook(facts())).toEqual({ state: 'possible', availableAt: null })
    const startedAt = now - 30 * minute + 1
    expect(urgeOutlook(facts({ startedAt }))).toEqual({ state: 'too-early', availableAt: now + 1 })
    expect(urgeOutlook(facts({ startedAt: null })).state).toBe('possible')
  })

  it('is possible ten minutes after somebody did', () => {
    expect(urgeOutlook(facts({ lastUrgeAt: now - 10 * minute })).state).toBe('possible')
    const lastUrgeAt = now - 10 * minute + 1
    expect(urgeOutlook(facts({ lastUrgeAt }))).toEqual({ state: 'too-soon', availableAt: now + 1 })
  })

  it.each([
    ['nobody may be urged by a stranger', { isAllowed: false }, 'nobody'],
    ['only oneself is waited for', { userId: 'lisi' }, 'nobody'],
    ['only somebody outside is', { people: [person(null)] }, 'unknown-people'],
    [
      'oneself and somebody outside are',
      { userId: 'lisi', people: [person('lisi'), person(null)] },
      'unknown-people',
    ],
    ['it was started elsewhere', { people: [] }, 'unknown-people'],
    ['the app cannot send', { canNotify: false }, 'unknown-people'],
    ['it is early, too', { people: [person(null)], startedAt: now }, 'unknown-people'],
  ] as const)('helps nobody where %s', (_what, more, state) => {
    expect(urgeOutlook(facts(more))).toEqual({ state, availableAt: null })
  })

  it('is for flows that wait for somebody', () => {
    const possible = nextStepKinds.filter(
      (kind) => urgeOutlook(facts({ kind })).state === 'possible',
    )
    expect(possible).toEqual([
      'waiting-for-signature',
      'waiting-for-anyone',
      'waiting-for-seal-approval',
      'seal-approval-refused',
      'signing-unknown-who',
    ])
  })
})
