import { randomUUID } from 'node:crypto'
import { deviceHeader, type Device } from '#shared/rules/flow-page.ts'

/** Ids of a corp's objects, or ids that do not exist. */
export type Ids = {
  corpId: string
  taskId: string
  fileId: string
  /** An access request. */
  requestId: string
  instanceId: string
  orderId: string
  /** The `access` parameter of a signed link. */
  link: string
  cursor: string
  /** The `idempotency-key` header. */
  key: string
  userId: string
}

export type RouteCall = {
  path: string
  /** Sent as JSON, unless it is a text. */
  body?: unknown
  headers?: Record<string, string>
  /** Whether the answer is an event stream, which never ends. */
  isStream?: boolean
}

/** The caller's own organisation and identity. */
type Own = { corpId: string; isOperator: boolean; authCode: () => Promise<string> }

/** A call of a route; its path is the route's with these ids, unless overridden. */
type Call = Omit<RouteCall, 'path'> & { path?: string; query?: string }

type Fill = (ids: Ids, own: Own) => Call[] | Promise<Call[]>

const none: Fill = () => []

/** The script of the web app that the calls come from. */
export const pageScript = 'app-12345678.js'

const device: Device = {
  app: pageScript,
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  now: 1_700_000_000_000,
  isWide: false,
}

/** Headers that request a flow's page along with the flow. */
export const asksForPage = { [deviceHeader]: JSON.stringify(device) }

const plain: Fill = () => [{}]

const withBody =
  (body: unknown): Fill =>
  () => [{ body }]

const withLink = ({ link }: Ids): Call[] => [{}, { headers: { 'x-flow-access': link } }]

function startCall({ fileId, userId, key }: Ids, launch: 'page' | 'direct'): Call {
  return {
    headers: { 'idempotency-key': key },
    body: {
      launch,
      title: 'Contract',
      files: [{ fileId, name: 'contract.pdf', kind: 'contract' }],
      signers: [{ kind: 'member', userId, name: 'Somebody', seals: ['personal'] }],
    },
  }
}

/** Has the current time, but is not signed with our secret. */
function wrongSignature(): string {
  return `1.${Math.floor(Date.now() / 1000)}.${'x'.repeat(43)}`
}

/** Operators see every organisation, so they call with an id that belongs to none. */
const operatedCorp = ({ corpId, taskId }: Ids, { isOperator }: Own) =>
  isOperator ? taskId : corpId

/** Operators see every organisation's. */
const unlessOperator =
  (fill: Fill): Fill =>
  (ids, own) =>
    own.isOperator ? [] : fill(ids, own)

const chosenFlow: Fill = ({ taskId }) => [{ body: { taskIds: [taskId] } }]

const day = 24 * 60 * 60_000

/**
 * Calls of each route with given ids. Add a new route here, with every place that takes an id; a
 * route without any is called as it is.
 */
export const routeCalls: Readonly<Record<string, Fill>> = {
  'GET /healthz': plain,
  'GET /readyz': plain,
  // Takes no ids, and its counters differ each time.
  'GET /metrics': none,
  'GET /openapi.json': plain,
  'GET /api/config': plain,
  'POST /api/client-errors': withBody({
    name: 'TypeError',
    message: 'no',
    build: null,
    places: ['/:1:2'],
  }),
  'POST /api/vitals': withBody({ client: 'android', version: '7.6.15', release: '', isNew: true }),
  'GET /api/session': ({ corpId }) => [{}, { headers: { 'x-corp-id': corpId } }],
  'POST /api/session': async ({ taskId, link }, { corpId, authCode }) => [
    { body: { authCode: await authCode(), corpId, taskId } },
    { body: { authCode: await authCode(), corpId, taskId, access: link } },
    { body: { authCode: await authCode(), corpId, taskId }, headers: asksForPage },
    { body: { authCode: 'made-up', corpId, taskId } },
  ],
  'DELETE /api/session': plain,
  'GET /api/sign-in/dingtalk': ({ taskId }) => [{ query: `returnTo=/flows/${taskId}` }],
  'GET /callbacks/sign-in': ({ link }) => [{ query: `authCode=${link}&state=${link}` }],
  'GET /api/flows': ({ cursor, taskId, userId }) =>
    ['waiting', 'started', 'all'].flatMap((scope) => [
      { query: `scope=${scope}` },
      { query: `scope=${scope}&cursor=${cursor}` },
      { query: `scope=${scope}&q=${taskId}` },
      { query: `scope=${scope}&by=${userId}` },
    ]),
  'GET /api/flows/export.csv': ({ taskId }) => [{ query: 'scope=all' }, { query: `q=${taskId}` }],
  'POST /api/flows/archive': ({ taskId, link }) => [
    { body: { taskIds: [taskId] } },
    { body: { taskIds: [taskId] }, headers: { 'x-flow-access': link } },
  ],
  'POST /api/flows/archive/address': chosenFlow,
  // The ticket is as secret as a signed link; an id grants nobody another person's ticket.
  'GET /api/flows/archive.zip': ({ taskId }) => [{ query: `ticket=${taskId}` }],
  // The call takes no foreign ids; the file's content is up to its own route.
  'POST /api/file-addresses': ({ taskId }) => [
    { body: { path: `/api/flows/${taskId}` } },
    { body: { path: `/api/flows/${taskId}.csv` } },
  ],
  'POST /api/flows/reminders': chosenFlow,
  'POST /api/flows/reminders/preview': chosenFlow,
  'GET /api/flows/:taskId': (ids) => [
    ...withLink(ids),
    { headers: { 'x-corp-id': ids.corpId } },
    { headers: { 'cache-control': 'no-cache' } },
    { headers: asksForPage },
  ],
  'GET /api/flows/:taskId/draft': withLink,
  'POST /api/flows/:taskId/nudge-initiator': withLink,
  'GET /api/flows/:taskId/documents': withLink,
  'GET /api/flows/:taskId/documents/:n/content': withLink,
  'GET /api/flows/:taskId/events': (ids) =>
    withLink(ids).map((call) => ({ ...call, isStream: true })),
  'POST /api/flows/:taskId/urge': withLink,
  'POST /api/flows/:taskId/share-link': withLink,
  'POST /api/flows/:taskId/approval-url': withLink,
  'POST /api/flows/:taskId/sign-url': withLink,
  'POST /api/flows/:taskId/sign-link': () => [0, '孙八'].map((signer) => ({ body: { signer } })),
  'POST /api/flows': (ids) => [
    startCall(ids, 'page'),
    startCall({ ...ids, key: randomUUID() }, 'direct'),
  ],
  // A start's reference is as secret as a signed link; people never see it.
  'GET /api/starts/:reference': ({ corpId }, own) => [
    { query: `corpId=${own.corpId}` },
    { query: `corpId=${corpId}` },
  ],
  'POST /api/flows/:taskId/access-requests': plain,
  'GET /api/flows/:taskId/follow': withLink,
  'PUT /api/flows/:taskId/follow': (ids) =>
    withLink(ids).map((call) => ({ ...call, body: { state: 'follow' } })),
  'PUT /api/flows/:taskId/auto-reminders': (ids) =>
    withLink(ids).map((call) => ({ ...call, body: { every: 'day' } })),
  'GET /api/flows/:taskId/terms': withLink,
  'PUT /api/flows/:taskId/terms': (ids) =>
    withLink(ids).map((call) => ({ ...call, body: { ends: '2030-01-01' } })),
  'DELETE /api/flows/:taskId/terms': withLink,
  'GET /api/access-requests': ({ taskId }) => [{}, { query: `taskId=${taskId}` }],
  'POST /api/access-requests/:id/grant': plain,
  'POST /api/access-requests/:id/refuse': plain,
  // Needs a secret that is valid for every corp, without which nobody can register a flow.
  'PUT /api/registrations/:taskId': ({ userId, ...ids }, own) => {
    const people = [{ userId, name: 'Somebody', role: 'signer' }]
    return [own.corpId, ids.corpId].flatMap((corpId) => [
      { body: { corpId, people } },
      { body: { corpId, people }, headers: { 'x-flow-signature': wrongSignature() } },
    ])
  },
  'POST /api/registrations': ({ taskId, ...ids }, own) => {
    const headers = { 'x-flow-signature': wrongSignature() }
    return [own.corpId, ids.corpId].flatMap((corpId) => {
      const body = { corpId, flows: [{ taskId, people: [] }] }
      return [{ body }, { body, headers }]
    })
  },
  // The answer about accepted rows depends only on the caller's own organisation.
  'POST /api/registrations/import': ({ taskId, userId }) => [
    { body: `${taskId},${userId}` },
    { body: `${taskId},zhangsan` },
  ],
  'GET /api/approvals/:instanceId': ({ taskId }) => [{}, { path: `/api/approvals/${taskId}` }],
  'GET /api/approvals/:instanceId/contracts/:contract/files/:file/:version{original|signed}/content':
    ({ instanceId, taskId }) =>
      [instanceId, taskId].map((id) => ({
        path: `/api/approvals/${id}/contracts/0/files/0/signed/content`,
      })),
  'POST /api/files': withBody({}),
  'GET /api/files/:fileId': plain,
  'GET /api/me': plain,
  'GET /api/me/colleagues': plain,
  'GET /api/me/assistants': plain,
  // Each token differs, so none is made.
  'POST /api/me/assistants': withBody({}),
  'DELETE /api/me/assistants/:id': plain,
  'POST /api/me/realname-url': ({ taskId, userId }) => [
    { body: { userId } },
    { body: { returnTo: `/flows/${taskId}` } },
  ],
  'GET /api/me/preferences': plain,
  'PUT /api/me/preferences': withBody({}),
  'GET /api/readiness': plain,
  'GET /api/subscription': plain,
  'GET /api/corp': plain,
  'GET /api/corp/statistics': plain,
  'GET /api/corp/settings': plain,
  'PUT /api/corp/settings': withBody({ timeZone: 'Asia/Shanghai' }),
  'GET /api/corp/webhooks': plain,
  // The address is refused, so nothing is added.
  'POST /api/corp/webhooks': withBody({ url: 'http://10.0.0.1/', kinds: ['contract.signed'] }),
  'DELETE /api/corp/webhooks/:id': plain,
  'POST /api/corp/webhooks/:id/rotate': plain,
  'GET /api/corp/webhooks/:id/deliveries': plain,
  'POST /api/corp/webhooks/:id/deliveries/:deliveryId/resend': plain,
  'GET /api/corp/outbox': plain,
  'POST /api/corp/outbox/retry': withBody({}),
  'GET /api/corp/statistics.csv': plain,
  'POST /api/corp/auth-url': withBody({}),
  'POST /api/corp/realname-url': ({ userId }) => [{ body: { userId } }],
  'POST /api/corp/console-url': withBody({}),
  // The confirmation is missing, so nothing is cancelled.
  'POST /api/corp/cancel-auth': withBody({}),
  'POST /api/corp/initialise': withBody({}),
  'POST /api/corp/notify-admins': withBody({}),
  'GET /api/corp/assistant-key': plain,
  'POST /api/corp/assistant-key': plain,
  'DELETE /api/corp/assistant-key': plain,
  'GET /api/proposals/:id': plain,
  'POST /api/proposals/:id/confirm': plain,
  'POST /api/proposals/:id/refuse': plain,
  'GET /api/orders': ({ cursor, orderId }) => [
    {},
    { query: `cursor=${cursor}` },
    { query: `cursor=${Buffer.from(`["${orderId}"]`).toString('base64url')}` },
  ],
  'POST /api/orders/channel': ({ orderId }) => {
    const order = { orderId, quantity: 20, confirmedQuantity: 20, paidFen: 19_900 }
    return [{ body: { ...order, itemCode: 'ITEM-1', itemName: 'Package' } }]
  },
  'POST /api/orders/resale': ({ orderId }) => {
    const order = { orderId: `${orderId}-R`, quantity: 5, confirmedQuantity: 5 }
    const body = { ...order, validFrom: 4_000_000_000_000, validUntil: 4_000_000_000_000 + day }
    return [{ body }]
  },
  'GET /api/operator/health': unlessOperator(plain),
  // Asks for the caller's own organisation.
  'GET /api/operator/checks': unlessOperator(plain),
  'GET /api/operator/corps': unlessOperator(({ corpId }) => [{}, { query: `q=${corpId}` }]),
  'GET /api/operator/corps.csv': unlessOperator(({ corpId }) => [{}, { query: `q=${corpId}` }]),
  'GET /api/operator/orders.csv': unlessOperator(plain),
  'GET /api/operator/corps/:corpId': plain,
  'GET /api/operator/corps/:corpId/admins': plain,
  'GET /api/operator/corps/:corpId/orders': plain,
  'POST /api/operator/corps/:corpId/purchases': withBody({ orderId: 'a' }),
  'POST /api/operator/corps/:corpId/refresh': plain,
  'POST /api/operator/corps/:corpId/initialise': plain,
  'POST /api/operator/corps/:corpId/orders': ({ orderId }) => {
    const order = { orderId, quantity: 20, confirmedQuantity: 20, paidFen: 19_900 }
    return [{ body: { kind: 'channel', ...order, itemCode: 'ITEM-1', itemName: 'Package' } }]
  },
  'POST /api/operator/corps/:corpId/delete-data': (ids, own) => [
    { body: { confirmation: operatedCorp(ids, own) } },
  ],
  'GET /api/jsapi-config': ({ taskId }) => {
    const page = encodeURIComponent(`http://localhost:8080/flows/${taskId}`)
    return [{ query: `url=${page}` }]
  },
  'GET /api/events': () => [{ isStream: true }],
  'GET /api/audit': ({ taskId, cursor }) => [
    {},
    { query: `taskId=${taskId}` },
    { query: `cursor=${cursor}` },
  ],
  'GET /api/audit.csv': ({ taskId }) => [{ query: `taskId=${taskId}` }],
  'POST /callbacks/esign/:secret': ({ taskId }) => [
    { body: { action: 'SIGN', taskId, bizData: { status: 'FINISH' } } },
  ],
  'POST /callbacks/dingtalk': ({ taskId }) => [{ body: { encrypt: taskId } }],
  // Without a token, which is as secret as a session.
  'POST /mcp': ({ userId }) => [{ body: {}, headers: { 'x-dingtalk-user-id': userId } }],
  'ALL /mcp': plain,
  'POST /callbacks/dingtalk/robot': ({ taskId, corpId, userId }) => [
    {
      body: {
        msgId: taskId,
        conversationType: '1',
        msgtype: 'text',
        text: { content: taskId },
        chatbotCorpId: corpId,
        senderStaffId: userId,
      },
      headers: { timestamp: String(Date.now()), sign: 'x'.repeat(44) },
    },
  ],
  'ALL /api/*': ({ taskId }) => [{ path: `/api/nothing/${taskId}` }],
  'ALL /callbacks/*': ({ taskId }) => [{ path: `/callbacks/nothing/${taskId}` }],
  'ALL /_sandbox/*': none,
  'GET /*': ({ taskId, instanceId, link, corpId }) => [
    { path: '/' },
    { path: `/flows/${taskId}?corpId=${corpId}` },
    { path: `/flows/${taskId}`, headers: { 'x-corp-id': corpId } },
    { path: `/flows/${taskId}?access=${link}` },
    { path: `/approvals/${instanceId}` },
  ],
}

/** The calls of a route, see `routeCalls`. */
export async function callsOf(route: string, ids: Ids, own: Own): Promise<RouteCall[]> {
  const fill = routeCalls[route]
  if (fill === undefined) throw new Error(`routeCalls says nothing of ${route}`)
  const { taskId, fileId, instanceId, requestId } = ids
  const values: Readonly<Record<string, string>> = {
    taskId,
    fileId,
    instanceId,
    id: requestId,
    reference: taskId,
    corpId: operatedCorp(ids, own),
    secret: 'not-the-secret',
    n: '0',
  }
  const [, pattern = ''] = route.split(' ')
  const filled = pattern.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name)
  const calls = await fill(ids, own)
  return calls.map(({ path = filled, query, ...call }) => {
    return { ...call, path: query === undefined ? path : `${path}?${query}` }
  })
}
