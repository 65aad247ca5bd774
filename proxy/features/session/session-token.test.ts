import { describe, expect, it } from 'vitest'
import { createSessionTokens } from './session-token.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'

const start = 1_700_000_000_000
const claims: SessionClaims = {
  sessionId: 'session-1',
  corpId: 'dingcorp',
  userId: 'zhangsan',
  name: '张三',
  unionId: null,
  sysLevel: 0,
  signedInAt: start,
  expiresAt: start + 3_600_000,
}
const [first, second, third] = ['a', 'b', 'c'].map((letter) => letter.repeat(32))

function tokens(...secrets: (string | undefined)[]) {
  const known = secrets.filter((secret) => secret !== undefined)
  return createSessionTokens(known, () => start)
}

describe('session tokens', () => {
  it('return what was signed', async () => {
    const { sign, verify } = await tokens(first)
    expect(await verify(await sign(claims))).toEqual(claims)
  })

  it('are refused once expired', async () => {
    const { sign } = await tokens(first)
    const token = await sign(claims)
    const at = async (now: number) =>
      (await createSessionTokens([String(first)], () => now)).verify(token)
    expect(await at(claims.expiresAt - 1000)).toEqual(claims)
    expect(await at(claims.expiresAt)).toBeNull()
  })

  it('are refused once expired, even if verified before', async () => {
    let now = start
    const { sign, verify } = await createSessionTokens([String(first)], () => now)
    const token = await sign(claims)
    now = claims.expiresAt - 1000
    expect(await verify(token)).toEqual(claims)
    expect(await verify(token)).toEqual(claims)
    now = claims.expiresAt
    expect(await verify(token)).toBeNull()
  })

  it('stay valid after a rotation of secrets, until the old secret is removed', async () => {
    const old = await (await tokens(first)).sign(claims)
    const rotated = await tokens(second, first)
    expect(await rotated.verify(old)).toEqual(claims)
    const fresh = await rotated.sign(claims)
    expect(await (await tokens(second)).verify(fresh)).toEqual(claims)
    expect(await (await tokens(first)).verify(fresh)).toBeNull()
    expect(await (await tokens(third, second)).verify(old)).toBeNull()
  })

  it('contain an owner name that differs per person', async () => {
    const { pseudonym } = await tokens(first)
    const name = await pseudonym(claims)
    expect(name).toMatch(/^[\w-]{22}$/)
    expect(await (await tokens(first, second)).pseudonym({ ...claims })).toBe(name)
    const others = [
      pseudonym({ ...claims, userId: 'lisi' }),
      pseudonym({ ...claims, corpId: 'dingother' }),
      (await tokens(second)).pseudonym(claims),
    ]
    expect(await Promise.all(others)).not.toContain(name)
  })

  it('are refused when they were tampered with', async () => {
    const { sign, verify } = await tokens(first)
    const [header = '', payload = '', signature = ''] = (await sign(claims)).split('.')
    const forged = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('zhangsan', 'lisi'),
    ).toString('base64url')
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const attempts = [
      [header, forged, signature],
      [unsigned, payload, ''],
      [header, payload, ''],
      [header, payload],
    ].map((parts) => parts.join('.'))
    for (const token of [...attempts, '', 'x', 'a.b.c']) {
      expect(await verify(token)).toBeNull()
    }
  })
})
