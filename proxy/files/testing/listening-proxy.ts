import { createAdaptorServer } from '@hono/node-server'
import { composeProxy } from '#proxy/wiring/compose.ts'
import { readConfig } from '#proxy/config.ts'
import { createLogger } from '#proxy/log.ts'
import { createStore } from '#proxy/store/store.ts'
import { portOf } from '#proxy/testing/port-of.ts'

/** A proxy that listens, and a member who is signed in. */
export type ListeningProxy = {
  url: string
  /** To be sent with every call. */
  headers: { cookie: string; origin: string }
  close(): Promise<void>
}

/** @param upstreamUrl both of DingTalk's hosts */
export async function startListeningProxy(
  upstreamUrl: string,
  databaseUrl: string,
): Promise<ListeningProxy> {
  const config = readConfig({
    DINGTALK_CLIENT_ID: 'dingclient',
    DINGTALK_CLIENT_SECRET: 'secret',
    DINGTALK_CORP_ID: 'dingcorp',
    DINGTALK_API_URL: upstreamUrl,
    DINGTALK_OAPI_URL: upstreamUrl,
    SESSION_SECRET: 'x'.repeat(32),
  })
  if (config.dingtalk === null) throw new Error('not live')
  const log = createLogger('silent')
  const parts = {
    config,
    dingtalk: config.dingtalk,
    sandbox: null,
    store: createStore({ databaseUrl, log }),
    webFolder: null,
    log,
  }
  const proxy = await composeProxy(parts)
  const server = createAdaptorServer({ fetch: proxy.app.fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${portOf(server)}`
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ authCode: 'code', corpId: 'dingcorp' }),
  })
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return {
    url,
    headers: { cookie: cookie.join('; '), origin: url },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await proxy.close()
    },
  }
}
