import { describe, expect, it } from 'vitest'
import { isNoticeSecret, noticeAddress, noticeSecretsOf } from './notice-secrets.ts'

const [session, newer] = ['s'.repeat(32), 't'.repeat(32)]

describe('the secret in the address of notices', () => {
  it('is the one that is set', () => {
    const secrets = noticeSecretsOf({ noticeSecrets: ['one', 'two'], sessionSecrets: [session] })
    expect(noticeAddress('https://c.example', secrets)).toBe(
      'https://c.example/callbacks/esign/one',
    )
    expect(isNoticeSecret('one', secrets)).toBe(true)
    expect(isNoticeSecret('two', secrets)).toBe(true)
  })

  it('is derived from the session secret without revealing it, and stays valid after a rotation', () => {
    const before = noticeSecretsOf({ noticeSecrets: null, sessionSecrets: [session] })
    const again = noticeSecretsOf({ noticeSecrets: null, sessionSecrets: [session] })
    const after = noticeSecretsOf({ noticeSecrets: null, sessionSecrets: [newer, session] })
    expect(again).toEqual(before)
    expect(before[0]).toMatch(/^[\w-]{43}$/)
    expect(after[0]).not.toBe(before[0])
    expect(isNoticeSecret(before[0], after)).toBe(true)
  })

  it('stays valid when another one is set after it was derived', () => {
    const [derived] = noticeSecretsOf({ noticeSecrets: null, sessionSecrets: [session] })
    const after = noticeSecretsOf({ noticeSecrets: ['one'], sessionSecrets: [newer, session] })
    expect(after[0]).toBe('one')
    expect(isNoticeSecret(derived, after)).toBe(true)
  })

  it('is random per process when no secret is set', () => {
    const none = { noticeSecrets: null, sessionSecrets: null }
    expect(noticeSecretsOf(none)[0]).toMatch(/^[\w-]{43}$/)
    expect(noticeSecretsOf(none)).not.toEqual(noticeSecretsOf(none))
  })

  it.each(['', 'on', 'ones', 'ONE', 'one/', '一'])(
    '%j is not accepted for another one',
    (given) => {
      expect(isNoticeSecret(given, ['one', 'two'])).toBe(false)
    },
  )
})
