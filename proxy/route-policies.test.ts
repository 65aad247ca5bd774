import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { callsOf, routeCalls, type Ids } from './testing/route-calls.ts'
import { thirdParty } from './testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from './testing/sandboxed-proxy.ts'

/** Every route of the API is called, to see which ones state a policy: no other may follow it. */

const apiRoutes = Object.keys(routeCalls).filter((route) => route.includes(' /api/'))

/** Signing out comes last, as it ends the session. */
const inTurn = apiRoutes.toSorted(
  (a, b) => Number(a === 'DELETE /api/session') - Number(b === 'DELETE /api/session'),
)

/** Ids that do not exist. */
const ids: Ids = {
  corpId: 'dingnobody',
  taskId: 'PRO-NOBODY',
  fileId: 'FILE-NOBODY',
  requestId: randomUUID(),
  instanceId: 'INSTANCE-NOBODY',
  orderId: 'ORDER-NOBODY',
  link: 'no-link',
  cursor: 'no-cursor',
  key: randomUUID(),
  userId: 'nobody',
}

/** A member who is no administrator is signed in, and DingTalk's events are heard. */
async function start(now: () => number = Date.now): Promise<SandboxedProxy> {
  const env = { ...thirdParty, FLOW_ACCESS: 'participants', ASSISTANTS: 'on' }
  const app = await startSandboxedProxy(env, { now, monotonic: now })
  onTestFinished(() => app.close())
  app.proxy.hearEvents()
  await app.signIn('lisi')
  return app
}

/** The routes whose first call is refused with this code. @param query added to the call's */
async function refusedWith(app: SandboxedProxy, code: string, query = ''): Promise<string[]> {
  const own = { corpId: secondCorpId, isOperator: false, authCode: async () => 'made-up' }
  const refused = []
  for (const route of inTurn) {
    const [call] = await callsOf(route, ids, own)
    if (call === undefined) continue
    const { path, body, headers, isStream } = call
    const [method = ''] = route.split(' ')
    const separator = path.includes('?') ? '&' : '?'
    const answer = await app.proxy.ask(query === '' ? path : path + separator + query, {
      // An event stream needs a connection; its head does not.
      method: method === 'ALL' ? 'POST' : isStream === true ? 'HEAD' : method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const problem = z.object({ code: z.string() }).safeParse(await answer.json().catch(() => null))
    if (problem.data?.code === code) refused.push(route)
  }
  return refused.toSorted()
}

it('once a subscription has ended, exactly these routes are refused', async () => {
  let clock = Date.now()
  const app = await start(() => clock)
  const until = clock + 60_000
  await app.control('POST', `/corps/${sandboxCorpId}/life`, { what: 'buy', until })
  await vi.waitFor(async () =>
    expect(await app.store.corps.find(sandboxCorpId)).toMatchObject({ boughtUntil: until }),
  )
  expect(await refusedWith(app, 'subscription-ended')).toEqual([])
  await app.signIn('lisi')
  clock = until
  expect(await refusedWith(app, 'subscription-ended')).toEqual([
    'DELETE /api/flows/:taskId/terms',
    'GET /api/approvals/:instanceId',
    'GET /api/approvals/:instanceId/contracts/:contract/files/:file/:version{original|signed}/content',
    'GET /api/readiness',
    'POST /api/files',
    'POST /api/flows',
    'POST /api/flows/:taskId/access-requests',
    'POST /api/flows/:taskId/approval-url',
    'POST /api/flows/:taskId/nudge-initiator',
    'POST /api/flows/:taskId/share-link',
    'POST /api/flows/:taskId/sign-link',
    'POST /api/flows/:taskId/sign-url',
    'POST /api/flows/:taskId/urge',
    'POST /api/flows/reminders',
    'POST /api/flows/reminders/preview',
    'POST /api/me/realname-url',
    'POST /api/proposals/:id/confirm',
    'POST /api/registrations/import',
    'PUT /api/flows/:taskId/auto-reminders',
    'PUT /api/flows/:taskId/follow',
    'PUT /api/flows/:taskId/terms',
    'PUT /api/me/preferences',
  ])
})

it('exactly these routes take a ticket in place of the cookie', async () => {
  const app = await start()
  expect(await refusedWith(app, 'link-invalid', 'ticket=made-up')).toEqual([
    'GET /api/approvals/:instanceId/contracts/:contract/files/:file/:version{original|signed}/content',
    'GET /api/audit.csv',
    'GET /api/corp/statistics.csv',
    'GET /api/flows/:taskId/documents/:n/content',
    'GET /api/flows/archive.zip',
    'GET /api/flows/export.csv',
    'GET /api/operator/corps.csv',
    'GET /api/operator/orders.csv',
  ])
})

it('people of an organisation that has stopped the app can only sign in elsewhere and sign out', async () => {
  const app = await start()
  await app.control('POST', `/corps/${sandboxCorpId}/life`, { what: 'stop' })
  await vi.waitFor(async () =>
    expect(await (await app.get('/api/me')).text()).toContain('corp-stopped'),
  )
  const refused = await refusedWith(app, 'corp-stopped')
  // The head of an event stream has no code.
  const answered = apiRoutes.filter(
    (route) => !refused.includes(route) && !route.endsWith('events'),
  )
  expect(answered).toEqual([
    'GET /api/config',
    'POST /api/vitals',
    'POST /api/session',
    'DELETE /api/session',
    // Called for another organisation, where nobody is signed in.
    'GET /api/starts/:reference',
  ])
})
