import { createAdaptorServer } from '@hono/node-server'
import * as oauth2 from '@alicloud/dingtalk/dist/oauth2_1_0/client.js'
import { Config } from '@alicloud/openapi-client'
import { createSandbox } from '#sandbox/app.ts'
import { internalApp, sandboxCorpId, secondCorpId, thirdPartyApp } from '#sandbox/credentials.ts'

/** A listening sandbox, called by the official SDK. */
export type SdkHarness = {
  /** For the constructors of the SDK's clients. */
  config: Config
  url: string
  /** Access tokens: our internal app's, and the third-party app's of two organisations. */
  tokens: { internal: string; thirdParty: string; second: string }
  /** The body of the last answer as sent. */
  lastAnswer: () => unknown
  /** A control call, by its path below `/_sandbox`. */
  control: (method: string, path: string, body?: unknown) => Promise<Response>
  close: () => Promise<void>
}

async function fetchTokens(config: Config): Promise<SdkHarness['tokens']> {
  const client = new oauth2.default(config)
  const { clientId: appKey, clientSecret: appSecret } = internalApp
  const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
  const corpToken = async (authCorpId: string) => {
    const request = { suiteKey, suiteSecret, suiteTicket, authCorpId }
    const { body } = await client.getCorpAccessToken(new oauth2.GetCorpAccessTokenRequest(request))
    return body?.accessToken ?? ''
  }
  const { body } = await client.getAccessToken(
    new oauth2.GetAccessTokenRequest({ appKey, appSecret }),
  )
  return {
    internal: body?.accessToken ?? '',
    thirdParty: await corpToken(sandboxCorpId),
    second: await corpToken(secondCorpId),
  }
}

/** Starts a sandbox on a free port and gets tokens from it, all through the SDK. */
export async function startSdkHarness(): Promise<SdkHarness> {
  const sandbox = createSandbox()
  let lastAnswer = ''
  const server = createAdaptorServer({
    fetch: async (request, bindings) => {
      const response = await sandbox.fetch(request, bindings)
      if (!new URL(request.url).pathname.startsWith('/_sandbox/')) {
        lastAnswer = await response.clone().text()
      }
      return response
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Not listening on a port.')
  const endpoint = `127.0.0.1:${address.port}`
  const config = new Config({ protocol: 'http', endpoint })
  return {
    config,
    url: `http://${endpoint}`,
    tokens: await fetchTokens(config),
    lastAnswer: () => JSON.parse(lastAnswer),
    control: (method, path, body) =>
      fetch(`http://${endpoint}/_sandbox${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    close: () =>
      new Promise((resolve) => {
        sandbox.close()
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
