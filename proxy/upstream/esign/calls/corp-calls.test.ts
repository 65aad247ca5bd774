import { describe, expect, it } from 'vitest'
import { appStateSchema, marginSchema } from '#shared/schemas/corp.ts'
import { realNameSchema } from '#shared/schemas/real-name.ts'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

/** A corp's calls with the sample bodies of the documentation. */

const page = {
  taskId: 'AUTH-1',
  pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1&container_type=work_platform',
  mobileUrl: 'https://smlt.esign.cn/abc',
}

describe('initialising', () => {
  it('tells e签宝 the notice address, each generation in its own field', async () => {
    const { v1, v2, lastCall } = answering(wrapped(true))
    const noticeUrl = 'https://our.example/notices'
    expect(await v2.initialiseDeveloper('corp', { noticeUrl })).toBe(true)
    expect(lastCall()).toMatchObject({
      method: 'POST',
      path: '/v2.0/esign/developers',
      body: { noticeUrl },
      scope: 'Esign.Common.ReadWrite',
    })
    expect(await v1.initialiseDeveloper('corp', { noticeUrl })).toBe(true)
    expect(lastCall()).toMatchObject({
      method: 'GET',
      path: '/v1.0/esign/developers/create',
      body: { redirectUrl: noticeUrl },
      changesState: true,
    })
  })

  it('works without an address', async () => {
    const { v1, v2, lastCall } = answering({ data: true })
    await v2.initialiseDeveloper('corp', {})
    expect(lastCall()).toHaveProperty('body', {})
    await v1.initialiseDeveloper('corp', {})
    expect(lastCall()).not.toHaveProperty('body')
  })

  it.each([
    [{ data: false }, false],
    [{ data: 'true' }, true],
    [{}, null],
    [{ data: null }, null],
    [{ data: 'soon' }, null],
    [{ data: { result: false } }, false],
  ])('with the reply %j is %j', async (reply, done) => {
    expect(await answering(reply).v2.initialiseDeveloper('corp', {})).toBe(done)
  })
})

it.each([undefined, null, 1, [], { data: 1 }, { data: [] }])(
  'a change with the reply %j is not known to be done',
  async (reply) => {
    await expect(answering(reply).v2.initialiseDeveloper('corp', {})).rejects.toMatchObject({
      code: 'upstream-unavailable',
    })
  },
)

describe('authorisation', () => {
  it('has a page, which gets the return address', async () => {
    const { v1, v2, lastCall } = answering(page)
    const redirectUrl = 'https://our.example/admin'
    expect(await v2.getAuthorisationUrl('corp', { redirectUrl })).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v2.0/esign/auths/urls', body: { redirectUrl } })
    expect(await v1.getAuthorisationUrl('corp', { redirectUrl })).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v1.0/esign/auths/url', body: { redirectUrl } })
  })

  it('is withdrawn, in 1.0 by a GET marked as a change', async () => {
    const v2 = answering({ result: true })
    expect(await v2.v2.cancelAuthorisation('corp')).toBe(true)
    expect(v2.lastCall()).toMatchObject({ method: 'POST', body: {} })
    const v1 = answering(wrapped({ result: true }))
    expect(await v1.v1.cancelAuthorisation('corp')).toBe(true)
    expect(v1.lastCall()).toMatchObject({
      method: 'GET',
      path: '/v1.0/esign/corps/auth/cancel',
      changesState: true,
    })
    expect(v1.lastCall()).not.toHaveProperty('body')
  })
})

describe('the package', () => {
  it.each([
    [{ margin: 98 }, 98],
    [{ margin: 98.0 }, 98],
    [{ margin: '1.2E2' }, 120],
    [{ margin: 0 }, 0],
    [{ margin: -1 }, -1],
    [{ margin: 1e300 }, null],
    [{ margin: null }, null],
    [{}, null],
  ])('of %j has %j contracts left', async (body, contractsLeft) => {
    expect(await answering(body).v2.getMargin('corp')).toEqual({ contractsLeft })
    const margin = await answering(wrapped(body)).v1.getMargin('corp')
    expect(marginSchema.parse(margin)).toEqual({ contractsLeft })
  })
})

describe('the state of the app', () => {
  it.each([
    [{ installStatus: 'OPEN', authStatus: 'AUTH' }, ['installed', 'OPEN', 'authorised', 'AUTH']],
    [
      { installStatus: 'CLOSE', authStatus: 'UNAUTH' },
      ['not-installed', 'CLOSE', 'not-authorised', 'UNAUTH'],
    ],
    [{ installStatus: 'PAUSED', authStatus: 7 }, ['unknown', 'PAUSED', 'unknown', 7]],
    [{}, ['unknown', null, 'unknown', null]],
  ])('%j is %j', async (body, [install, installCode, authorisation, authorisationCode]) => {
    const state = await answering(wrapped(body)).v1.getAppState('corp')
    expect(appStateSchema.parse(state)).toEqual({
      install,
      installCode,
      authorisation,
      authorisationCode,
    })
    expect(await answering(body).v2.getAppState('corp')).toEqual(state)
  })
})

describe('verification', () => {
  it.each([
    [{ isRealName: 'true', orgRealName: '天谷' }, ['verified', 'true', '天谷']],
    [{ isRealName: 'false' }, ['not-verified', 'false', null]],
    [{ isRealName: ' TRUE ' }, ['verified', 'true', null]],
    [{ realName: true, orgRealName: '天谷' }, ['verified', 'true', '天谷']],
    [{ realName: false, orgRealName: '' }, ['not-verified', 'false', null]],
    [{ isRealName: 'PENDING' }, ['unknown', 'PENDING', null]],
    [{ isRealName: 1 }, ['unknown', '1', null]],
    [{ realName: {} }, ['unknown', null, null]],
    [{}, ['unknown', null, null]],
  ])('%j is %j', async (body, [status, statusCode, name]) => {
    const realName = await answering(wrapped(body)).v1.getCorpRealName('corp')
    expect(realNameSchema.parse(realName)).toEqual({ status, statusCode, name })
    expect(await answering(body).v2.getCorpRealName('corp')).toEqual(realName)
  })

  it('has a page for an administrator, which cannot return in 1.0', async () => {
    const { v1, v2, lastCall } = answering(page)
    const request = { userId: 'wangwu', redirectUrl: 'https://our.example/admin' }
    expect(await v2.getCorpRealNameUrl('corp', request)).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v2.0/esign/corps/realnames', body: request })
    expect(v2.capabilities.corpRealNameReturn).toBe(true)
    expect(await v1.getCorpRealNameUrl('corp', request)).toEqual(page)
    expect(lastCall()).toMatchObject({ path: '/v1.0/esign/corps/realname' })
    expect(lastCall()?.body).toEqual({ userId: 'wangwu' })
    expect(v1.capabilities.corpRealNameReturn).toBe(false)
  })

  it('page addresses with other schemes, or invalid ones, count as missing', async () => {
    const odd = { taskId: ' ', pcUrl: 'javascript:alert(1)', mobileUrl: 'smlt.esign.cn/abc' }
    const { v2 } = answering(odd)
    expect(await v2.getCorpRealNameUrl('corp', { userId: 'wangwu' })).toEqual({
      taskId: null,
      pcUrl: null,
      mobileUrl: null,
    })
  })
})

describe('the console', () => {
  it.each([
    ['https://esign.cn/console?a=1', 'https://esign.cn/console?a=1'],
    [1_000_001, null],
    [null, null],
    ['data:text/html,x', null],
  ])('of %j has the address %j', async (orgConsoleUrl, address) => {
    expect(await answering({ orgConsoleUrl }).v2.getConsoleUrl('corp')).toBe(address)
    expect(await answering(wrapped({ orgConsoleUrl })).v1.getConsoleUrl('corp')).toBe(address)
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
