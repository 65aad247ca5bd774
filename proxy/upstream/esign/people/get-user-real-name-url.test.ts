import { expect, it } from 'vitest'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it('a person gets a verification page that returns', async () => {
  const page = {
    taskId: 'PRN-1',
    pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1',
    mobileUrl: 'https://smlt.esign.cn/abc',
  }
  const request = { userId: 'wangwu', redirectUrl: 'https://our.example/me' }
  const { v1, v2, lastCall } = answering(wrapped(page))
  expect(await v2.getUserRealNameUrl('corp', request)).toEqual(page)
  expect(lastCall()).toMatchObject({ path: '/v2.0/esign/users/realnames', body: request })
  expect(await v1.getUserRealNameUrl('corp', request)).toEqual(page)
  expect(lastCall()).toMatchObject({ path: '/v1.0/esign/users/realname', body: request })
})
