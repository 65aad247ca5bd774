import { describe, expect, it } from 'vitest'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('a person', () => {
  it('is verified with a name', async () => {
    const v2 = answering({ isRealName: 'true', userRealName: '王五' })
    const realName = { status: 'verified', statusCode: 'true', name: '王五' }
    expect(await v2.v2.getUserRealName('corp', 'user 1/2')).toEqual(realName)
    expect(v2.lastCall()).toMatchObject({
      method: 'GET',
      path: '/v2.0/esign/users/user%201%2F2',
    })
    const v1 = answering(wrapped({ realName: true, userRealName: '王五' }))
    expect(await v1.v1.getUserRealName('corp', 'wangwu')).toEqual(realName)
    expect(v1.lastCall()).toMatchObject({ method: 'GET', path: '/v1.0/esign/users/wangwu' })
  })

  it.each([
    ['v2', 'getUserInfoError', 'person-not-found'],
    ['v2', 'requestParamError', 'person-not-found'],
    ['v2', 'createUserError', 'upstream-rejected'],
    ['v1', 'invalidRequest.invalidAguemnts', 'person-not-found'],
  ] as const)('refused by %s with %s is %s', async (generation, code, problem) => {
    const esign = refusing(code)[generation]
    await expect(esign.getUserRealName('corp', 'u')).rejects.toMatchObject({ code: problem })
  })
})
