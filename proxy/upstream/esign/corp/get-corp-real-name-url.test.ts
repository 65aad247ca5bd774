import { describe, expect, it } from 'vitest'
import { answering, refusing } from '#proxy/upstream/esign/testing/played-esign.ts'

const page = {
  taskId: 'AUTH-1',
  pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1&container_type=work_platform',
  mobileUrl: 'https://smlt.esign.cn/abc',
}

describe('the page for verifying a corp', () => {
  it('is for an administrator, and cannot return in 1.0', async () => {
    const { v1, v2, lastCall } = answering(page)
    const request = { userId: 'wangwu', redirectUrl: 'https://our.example/admin' }
    expect(await v2.getCorpRealNameUrl('corp', request)).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v2.0/esign/corps/realnames', body: request })
    expect(await v1.getCorpRealNameUrl('corp', request)).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v1.0/esign/corps/realname' })
    expect(lastCall()?.body).toEqual({ userId: 'wangwu' })
  })

  it('has no address where it has another scheme, or is invalid', async () => {
    const odd = { taskId: ' ', pcUrl: 'javascript:alert(1)', mobileUrl: 'smlt.esign.cn/abc' }
    const { v2 } = answering(odd)
    expect(await v2.getCorpRealNameUrl('corp', { userId: 'wangwu' })).toEqual({
      taskId: null,
      pcUrl: null,
      mobileUrl: null,
    })
  })
})

describe('a refusal', () => {
  it.each([
    ['openIsvExist', 'esign-already-initialised', 409],
    ['openIsvNotInit', 'esign-not-initialised', 409],
    ['orgNotRealname', 'corp-not-real-name-verified', 409],
    ['corpNotRealname', 'corp-not-real-name-verified', 409],
    ['corpNotRealName', 'corp-not-real-name-verified', 409],
    ['dingAdminAuthError', 'not-corp-admin', 403],
    ['createOrgAccountError', 'upstream-rejected', 502],
    ['requestParamError', 'upstream-rejected', 502],
    ['constructor', 'upstream-rejected', 502],
  ])('%s is %s', async (code, problem, status) => {
    const { v2 } = refusing(code)
    await expect(v2.getCorpRealNameUrl('corp', { userId: 'u' })).rejects.toMatchObject({
      code: problem,
      status,
    })
  })
})
