import { startApp } from '#bench/app-process.ts'

/**
 * DingTalk allows 20 calls of an API per second for each organisation, and the proxy respects that.
 * With this many organisations, the limit does not slow the proxy down.
 */
const corps = 256

const noticeSecret = 'a-secret-part-of-the-address'

/** Number of new organisations that sign in concurrently; each then waits two seconds at most. */
const newCorps = 16

/** Enough for 1,000 pages, because one person may have thirty open. */
const colleagueCount = 40

/** The built proxy as in production, with the stub as upstream. */
export type LiveProxy = {
  url: string
  /** Sessions of people in different organisations. */
  cookies: readonly [string, ...string[]]
  /** Sessions of people in one organisation. */
  colleagues: readonly string[]
  /** Sends e签宝's notice that a flow changed. */
  notify(taskId: string): Promise<void>
  stop(): Promise<void>
}

export async function startLiveProxy(upstreamUrl: string): Promise<LiveProxy> {
  const publicUrl = 'https://contracts.example.com'
  const app = await startApp({
    NODE_ENV: 'production',
    PUBLIC_URL: publicUrl,
    DINGTALK_APP_KIND: 'third-party',
    DINGTALK_CLIENT_ID: 'suiteclient',
    DINGTALK_CLIENT_SECRET: 'not-a-secret',
    DINGTALK_SUITE_TICKET: 'not-a-ticket',
    DINGTALK_API_URL: upstreamUrl,
    DINGTALK_OAPI_URL: upstreamUrl,
    SESSION_SECRET: 'a session secret of more than 32 bytes',
    ESIGN_NOTICE_SECRET: noticeSecret,
    FLOW_ACCESS: 'corp',
  })
  const stopAndThrow = async (error: unknown) => {
    await app.stop()
    throw error
  }
  const cookies: string[] = []
  // The proxy limits how fast new organisations can sign in.
  while (cookies.length < corps) {
    const signIns = Array.from({ length: Math.min(newCorps, corps - cookies.length) }, (_, more) =>
      signIn(app.url, publicUrl, cookies.length + more),
    )
    cookies.push(...(await Promise.all(signIns).catch(stopAndThrow)))
  }
  // The proxy fetches a new organisation's token again after its permissions are known. This first
  // read triggers that before the measurement.
  for (let corp = 0; corp < corps; corp += newCorps) {
    const some = cookies.slice(corp, corp + newCorps)
    const reads = some.map((cookie, index) =>
      readFlow(app.url, cookie, `PRO-FIRST-${corp + index}`),
    )
    await Promise.all(reads).catch(stopAndThrow)
  }
  const [first = '', ...others] = cookies
  const colleagues = [first]
  // Sequential, because DingTalk limits the sign-ins of one organisation.
  while (colleagues.length < colleagueCount) {
    colleagues.push(await signIn(app.url, publicUrl, 0).catch(stopAndThrow))
  }
  return {
    url: app.url,
    cookies: [first, ...others],
    colleagues,
    async notify(taskId) {
      const response = await fetch(`${app.url}/callbacks/esign/${noticeSecret}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'SIGN', taskId, bizData: { status: 'RUNNING' } }),
      })
      await response.arrayBuffer()
      if (response.status !== 200) throw new Error(`notice refused: ${response.status}`)
    },
    stop: () => app.stop(),
  }
}

/** @param taskId not that of another organisation, whose flow would be refused */
async function readFlow(url: string, cookie: string, taskId: string): Promise<void> {
  const response = await fetch(`${url}/api/flows/${taskId}`, { headers: { cookie } })
  if (response.status !== 200) throw new Error(`no flow: ${response.status}`)
  await response.arrayBuffer()
}

async function signIn(url: string, origin: string, corp: number): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin,
      // Each organisation has a different client address, passed like by a gateway.
      'x-forwarded-for': `198.18.${Math.floor(corp / 256)}.${corp % 256}`,
    },
    body: JSON.stringify({ authCode: 'an-auth-code', corpId: `dingcorp${corp}` }),
  })
  if (response.status !== 201)
    throw new Error(`no sign-in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ')
}
