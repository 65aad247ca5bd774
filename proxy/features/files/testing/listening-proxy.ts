import { createLogger } from '#proxy/base/log.ts'
import { createStore } from '#proxy/base/store/store.ts'
import { controlOf, issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'

/** The proxy on a port, as disconnects and backpressure need a connection. */
export type ListeningProxy = {
  url: string
  /** Of a signed-in person. */
  headers: { cookie: string; origin: string }
  close(): Promise<void>
}

export async function startListeningProxy(
  upstreamUrl: string,
  databaseUrl: string,
): Promise<ListeningProxy> {
  const store = createStore({ databaseUrl, log: createLogger('silent') })
  const proxy = await startTestProxy(upstreamUrl, { FLOW_ACCESS: 'participants' }, { store })
  await proxy.signIn({ authCode: await issueAuthCode(controlOf(upstreamUrl), 'wangwu') })
  const url = await proxy.listen()
  return {
    url,
    headers: { cookie: proxy.cookie(), origin: url },
    close: () => proxy.close(),
  }
}
