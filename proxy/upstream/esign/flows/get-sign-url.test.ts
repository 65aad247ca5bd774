import { describe, expect, it } from 'vitest'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

describe('the signing address', () => {
  const page = {
    pcUrl: 'dingtalk://dingtalkclient/page/link?url=a',
    mobileUrl: 'https://a.esign.cn/',
  }

  it('inside DingTalk exists in both generations', async () => {
    const v2 = answering({ ...page, longUrl: '', shortUrl: null })
    expect(await v2.v2.getSignUrl('corp', 'PRO-1')).toEqual(page)
    expect(v2.lastCall()).toMatchObject({
      method: 'POST',
      path: '/v2.0/esign/process/executeUrls',
      body: { taskId: 'PRO-1', signContainer: 1 },
    })
    const v1 = answering(wrapped(page))
    expect(await v1.v1.getSignUrl('corp', 'PRO-1')).toEqual(page)
    expect(v1.lastCall()).toMatchObject({ method: 'POST', path: '/v1.0/esign/signs/notice/url' })
    expect(v1.lastCall()?.body).toEqual({ taskId: 'PRO-1' })
  })

  it('for a browser exists in 2.0 only, for one signer', async () => {
    const { v1, v2, lastCall } = answering({
      longUrl: 'https://smlt.esign.cn/long',
      shortUrl: 'https://smlt.esign.cn/s',
    })
    expect(await v2.getBrowserSignUrl?.('corp', 'PRO-1', { account: '13800000000' })).toEqual({
      longUrl: 'https://smlt.esign.cn/long',
      shortUrl: 'https://smlt.esign.cn/s',
    })
    expect(lastCall()?.body).toEqual({ taskId: 'PRO-1', account: '13800000000', signContainer: 2 })
    expect(v1.getBrowserSignUrl).toBeNull()
  })
})

it.each([
  ['v2', 'getFlowInfoError', 'flow-not-found'],
  ['v2', 'getUserInfoFail', 'person-not-found'],
  ['v2', 'getSignUrlError', 'esign-refused'],
  ['v1', 'invalidRequest.invalidAguemnts', 'upstream-rejected'],
] as const)('a refusal by %s with %s is %s', async (generation, code, problem) => {
  const esign = refusing(code)[generation]
  await expect(esign.getSignUrl('corp', 'PRO-1')).rejects.toMatchObject({ code: problem })
})
