import { describe, expect, it } from 'vitest'
import type { SignerSituation, Situation } from './situation.ts'
import { turnOf } from './turn-of.ts'

function signer(rest: Partial<SignerSituation>): SignerSituation {
  const unknown = { evidence: null, since: null, sinceBy: null, order: null }
  return { name: '李四', state: 'due', person: null, isPersonSure: false, ...unknown, ...rest }
}

function situation(
  signers: SignerSituation[],
  kind: Situation['next']['kind'] = 'waiting-for-signature',
) {
  const next = {
    kind,
    people: [],
    since: null,
    followedBy: [],
    reason: null,
    waits: [],
    byName: [],
  }
  return { signers, approvals: [], next, end: null } satisfies Situation
}

const me = { name: '李四', isMe: true }
const other = { name: '王五', isMe: false }

describe('the turn of a person', () => {
  it('is due for who certainly is one of those waited for', () => {
    const certain = situation([signer({ person: 0, isPersonSure: true })])
    expect(turnOf(certain, [me], '李四')).toBe('due')
    expect(turnOf(certain, [other, me], '李四')).toBeNull()
    const among = situation([
      signer({ person: 1, isPersonSure: true }),
      certain.signers[0] ?? signer({}),
    ])
    expect(turnOf(among, [me, other], '')).toBe('due')
  })

  it('is possible for who is paired with a signer without certainty, whatever the name', () => {
    const doubtful = situation([signer({ name: '李思', person: 0 }), signer({ name: '赵六' })])
    expect(turnOf(doubtful, [me, other], '')).toBe('possible')
    expect(turnOf(doubtful, [other, me], '')).toBeNull()
  })

  it('is possible by name where a signer is not certain, by the name here or in DingTalk', () => {
    const byName = situation([signer({})])
    expect(turnOf(byName, [me, other], '李思')).toBe('possible')
    expect(turnOf(byName, [{ name: null, isMe: true }, other], '李四')).toBe('possible')
    expect(turnOf(byName, [{ name: '李四', isMe: false }], '李思')).toBeNull()
    const certain = situation([signer({ person: 0, isPersonSure: true })])
    expect(turnOf(certain, [{ name: '李四', isMe: false }], '李四')).toBeNull()
  })

  it('is possible for anybody in a flow that was started elsewhere', () => {
    expect(turnOf(situation([signer({})]), [], '赵六')).toBe('possible')
    expect(turnOf(situation([signer({ state: 'done' })]), [], '李四')).toBeNull()
    expect(turnOf(situation([signer({ state: 'unknown' })]), [], '李四')).toBeNull()
  })

  it('is possible for any open signer where e签宝 does not say whose turn it is', () => {
    const open = situation(
      [signer({ state: 'unknown' }), signer({ name: '王五', state: 'done' })],
      'waiting-for-anyone',
    )
    expect(turnOf(open, [me, other], '李四')).toBe('possible')
    expect(
      turnOf(
        open,
        [
          { ...other, isMe: true },
          { ...me, isMe: false },
        ],
        '王五',
      ),
    ).toBeNull()
  })
})
