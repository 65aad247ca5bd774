import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, secondCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { jsapiConfigSchema } from '#shared/schemas/jsapi-config.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { signJsapi } from './jsapi-signature.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const page = 'http://localhost:8080/start?corpId=ding1#top'

async function config(url = page) {
  const answer = await app.get(`/api/jsapi-config?url=${encodeURIComponent(url)}`)
  expect(answer.status).toBe(200)
  return jsapiConfigSchema.parse(await answer.json())
}

/** Reads the ticket from the sandbox, which stays the same while it is valid. */
async function ticketOfInternalApp(): Promise<string> {
  const ask = async (path: string, headers: Record<string, string>, body?: string) => {
    const init = { method: 'POST', headers, ...(body === undefined ? {} : { body }) }
    return (await fetch(app.sandboxUrl + path, init)).json()
  }
  const credentials = { appKey: internalApp.clientId, appSecret: internalApp.clientSecret }
  const json = { 'content-type': 'application/json' }
  const token = await ask('/v1.0/oauth2/accessToken', json, JSON.stringify(credentials))
  const { accessToken } = z.object({ accessToken: z.string() }).parse(token)
  const ticket = await ask('/v1.0/oauth2/jsapiTickets', {
    'x-acs-dingtalk-access-token': accessToken,
  })
  return z.object({ jsapiTicket: z.string() }).parse(ticket).jsapiTicket
}

const agentId = { DINGTALK_AGENT_ID: internalApp.agentId }

it.each(['SHA-256', 'SHA-1'] as const)(
  'returns what dd.config needs, signed with %s',
  async (algorithm) => {
    app = await startSandboxedProxy({ ...internal, ...agentId, JSAPI_SIGNATURE: algorithm })
    await app.signIn('zhangsan')
    const { signature, ...rest } = await config()
    expect(rest).toMatchObject({ agentId: internalApp.agentId, corpId: sandboxCorpId })
    expect(Number(rest.timeStamp)).toBeCloseTo(Date.now() / 1000, -2)
    const ticket = await ticketOfInternalApp()
    expect(signature).toBe(signJsapi({ ...rest, ticket, url: page }, algorithm))
    expect((await config()).nonceStr).not.toBe(rest.nonceStr)
  },
)

it('requests one ticket for all pages', async () => {
  app = await startSandboxedProxy({ ...internal, ...agentId })
  await app.signIn('zhangsan')
  await Promise.all(Array.from({ length: 10 }, () => config()))
  await config()
  expect(await app.calls('jsapiTickets')).toHaveLength(1)
})

it("asks DingTalk for a third-party app's agent id once per corp", async () => {
  // An internal app's agent id has no effect.
  app = await startSandboxedProxy({ ...thirdParty, ...agentId })
  await app.signIn('zhangsan')
  await Promise.all([config(), config()])
  expect((await config()).agentId).toBe(thirdPartyApp.agentIds[sandboxCorpId])
  // An organisation's first visit reads the agent id as well.
  expect((await app.calls('authInfo')).length).toBeLessThanOrEqual(2)
  await app.signIn('zhangsan', secondCorpId)
  expect(await config()).toMatchObject({
    agentId: thirdPartyApp.agentIds[secondCorpId],
    corpId: secondCorpId,
  })
})

describe('a signature is refused', () => {
  it('for an address that is not one of our pages', async () => {
    app = await startSandboxedProxy({ ...internal, ...agentId })
    await app.signIn('zhangsan')
    const foreign = [
      '',
      'not an address',
      'http://localhost:8081/',
      'https://localhost:8080/',
      'http://localhost:8080.evil.example/',
      'http://localhost:8080@evil.example/',
      'http://evil.example@localhost:8080/',
      'http://localhost:8080/_sandbox/',
      'http://localhost:8080/callbacks/sign-in',
      'http://localhost:8080/flows/PRO-1/documents',
    ]
    for (const url of foreign) {
      const answer = await app.get(`/api/jsapi-config?url=${encodeURIComponent(url)}`)
      expect(await answer.json(), url).toMatchObject({ status: 400, code: 'invalid-request' })
    }
  })

  it('for an address whose signature would be that of another page', async () => {
    app = await startSandboxedProxy({ ...internal, ...agentId })
    await app.signIn('zhangsan')
    const inner = '&timestamp=1795549764&url=https://evil.example/'
    const twice = encodeURIComponent(encodeURIComponent(inner))
    const ambiguous = [
      `/?x=1${inner}`,
      `/?x=1${encodeURIComponent(inner)}`,
      `/?x=1${twice}`,
      `/?x=1%zz${twice}`,
      `/?x=1%${'25'.repeat(20)}26y=1`,
      '/?x=1%26%09url=1',
      `/flows/PRO-1${inner.replaceAll('/', '%2F')}`,
      '/?x=1&NonceStr=1',
      '/?x=1&TimeStamp=1',
      '/?x=1%26URL=1',
      '/?x=1&jsapi_ticket=1',
    ]
    for (const path of ambiguous) {
      const url = encodeURIComponent(`http://localhost:8080${path}`)
      const answer = await app.get(`/api/jsapi-config?url=${url}`)
      expect(answer.status, path).toBe(400)
    }
    // A fragment is not signed, and other parameters may have such names within theirs.
    await config('http://localhost:8080/operator/ding1/?url=1&myurl=2&q=50%25#x&url=3')
  })

  it('without a session', async () => {
    app = await startSandboxedProxy({ ...internal, ...agentId })
    const answer = await app.get(`/api/jsapi-config?url=${encodeURIComponent(page)}`)
    expect(answer.status).toBe(401)
  })

  it('when no agent id is set', async () => {
    app = await startSandboxedProxy(internal)
    await app.signIn('zhangsan')
    const answer = await app.get(`/api/jsapi-config?url=${encodeURIComponent(page)}`)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({ code: 'agent-id-missing' })
  })
})
