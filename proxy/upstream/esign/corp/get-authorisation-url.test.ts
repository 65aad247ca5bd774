import { expect, it } from 'vitest'
import { answering } from '#proxy/upstream/esign/testing/played-esign.ts'

const page = {
  taskId: 'AUTH-1',
  pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1&container_type=work_platform',
  mobileUrl: 'https://smlt.esign.cn/abc',
}

it('the page for authorising gets the return address', async () => {
  const { v1, v2, lastCall } = answering(page)
  const redirectUrl = 'https://our.example/admin'
  expect(await v2.getAuthorisationUrl('corp', { redirectUrl })).toEqual(page)
  expect(lastCall()).toMatchObject({ path: '/v2.0/esign/auths/urls', body: { redirectUrl } })
  expect(await v1.getAuthorisationUrl('corp', { redirectUrl })).toEqual(page)
  expect(lastCall()).toMatchObject({ path: '/v1.0/esign/auths/url', body: { redirectUrl } })
})
