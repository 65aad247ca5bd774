import { randomUUID } from 'node:crypto'

/** Ids of things that a corp has, or that do not exist. */
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

type Fill = (ids: Ids, own: Own) => RouteCall[] | Promise<RouteCall[]>

const none: Fill = () => []

const plain =
  (path: string, ...bodies: unknown[]): Fill =>
  () =>
    bodies.length === 0 ? [{ path }] : bodies.map((body) => ({ path, body }))

const withLink = (path: string, { link }: Ids): RouteCall[] => [
  { path },
  { path, headers: { 'x-flow-access': link } },
]

function startCall({ fileId, userId, key }: Ids, launch: 'page' | 'direct'): RouteCall {
  return {
    path: '/api/flows',
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

/** Operators see every organisation, so they call with an id of none. */
const operatedCorp = ({ corpId, taskId }: Ids, { isOperator }: Own) =>
  isOperator ? taskId : corpId

const day = 24 * 60 * 60_000

/**
 * How to call each route with given ids. A new route must be added here, with every place that
 * takes an id; a route without such a place is called as it is.
 */
export const routeCalls: Readonly<Record<string, Fill>> = {
  'GET /healthz': plain('/healthz'),
  'GET /readyz': plain('/readyz'),
  // Takes no ids, and its counters differ each time.
  'GET /metrics': none,
  'GET /api/config': plain('/api/config'),
  'POST /api/client-errors': plain('/api/client-errors', {
    name: 'TypeError',
    message: 'no',
    build: null,
    places: ['/:1:2'],
  }),
  'GET /api/session': ({ corpId }) => [
    { path: '/api/session' },
    { path: '/api/session', headers: { 'x-corp-id': corpId } },
  ],
  'POST /api/session': async ({ taskId, link }, { corpId, authCode }) => [
    { path: '/api/session', body: { authCode: await authCode(), corpId, taskId } },
    { path: '/api/session', body: { authCode: await authCode(), corpId, taskId, access: link } },
    { path: '/api/session', body: { authCode: 'made-up', corpId, taskId } },
  ],
  'DELETE /api/session': plain('/api/session'),
  'GET /api/flows': ({ cursor, taskId }) =>
    ['waiting', 'started', 'all'].flatMap((scope) => [
      { path: `/api/flows?scope=${scope}` },
      { path: `/api/flows?scope=${scope}&cursor=${cursor}` },
      { path: `/api/flows?scope=${scope}&q=${taskId}` },
    ]),
  'GET /api/flows/export.csv': ({ taskId }) => [
    { path: '/api/flows/export.csv?scope=all' },
    { path: `/api/flows/export.csv?q=${taskId}` },
  ],
  'POST /api/flows/archive': ({ taskId, link }) => [
    { path: '/api/flows/archive', body: { taskIds: [taskId] } },
    {
      path: '/api/flows/archive',
      body: { taskIds: [taskId] },
      headers: { 'x-flow-access': link },
    },
  ],
  'POST /api/flows/archive/address': ({ taskId }) => [
    { path: '/api/flows/archive/address', body: { taskIds: [taskId] } },
  ],
  // The ticket is as secret as a signed link; an id gives nobody another person's ticket.
  'GET /api/flows/archive.zip': ({ taskId }) => [
    { path: `/api/flows/archive.zip?ticket=${taskId}` },
  ],
  // The call takes no foreign ids; what the file contains is up to that file's own route.
  'POST /api/file-addresses': ({ taskId }) => [
    { path: '/api/file-addresses', body: { path: `/api/flows/${taskId}` } },
    { path: '/api/file-addresses', body: { path: `/api/flows/${taskId}.csv` } },
  ],
  'POST /api/flows/reminders': ({ taskId }) => [
    { path: '/api/flows/reminders', body: { taskIds: [taskId] } },
  ],
  'POST /api/flows/reminders/preview': ({ taskId }) => [
    { path: '/api/flows/reminders/preview', body: { taskIds: [taskId] } },
  ],
  'GET /api/flows/:taskId': (ids) => [
    ...withLink(`/api/flows/${ids.taskId}`, ids),
    { path: `/api/flows/${ids.taskId}`, headers: { 'x-corp-id': ids.corpId } },
    { path: `/api/flows/${ids.taskId}`, headers: { 'cache-control': 'no-cache' } },
  ],
  'GET /api/flows/:taskId/documents': (ids) => withLink(`/api/flows/${ids.taskId}/documents`, ids),
  'GET /api/flows/:taskId/events': (ids) =>
    withLink(`/api/flows/${ids.taskId}/events`, ids).map((call) => ({ ...call, isStream: true })),
  'POST /api/flows/:taskId/urge': (ids) => withLink(`/api/flows/${ids.taskId}/urge`, ids),
  'POST /api/flows/:taskId/share-link': (ids) =>
    withLink(`/api/flows/${ids.taskId}/share-link`, ids),
  'POST /api/flows/:taskId/sign-url': (ids) => withLink(`/api/flows/${ids.taskId}/sign-url`, ids),
  'POST /api/flows/:taskId/sign-link': ({ taskId }) =>
    [0, '孙八'].map((signer) => ({ path: `/api/flows/${taskId}/sign-link`, body: { signer } })),
  'POST /api/flows': (ids) => [
    startCall(ids, 'page'),
    startCall({ ...ids, key: randomUUID() }, 'direct'),
  ],
  // A start's reference is as secret as a signed link; people never see it.
  'GET /api/starts/:reference': ({ taskId, corpId }, own) => [
    { path: `/api/starts/${taskId}?corpId=${own.corpId}` },
    { path: `/api/starts/${taskId}?corpId=${corpId}` },
  ],
  'POST /api/flows/:taskId/access-requests': ({ taskId }) => [
    { path: `/api/flows/${taskId}/access-requests` },
  ],
  'GET /api/flows/:taskId/follow': (ids) => withLink(`/api/flows/${ids.taskId}/follow`, ids),
  'PUT /api/flows/:taskId/follow': (ids) =>
    withLink(`/api/flows/${ids.taskId}/follow`, ids).map((call) => ({
      ...call,
      body: { state: 'follow' },
    })),
  'PUT /api/flows/:taskId/auto-reminders': (ids) =>
    withLink(`/api/flows/${ids.taskId}/auto-reminders`, ids).map((call) => ({
      ...call,
      body: { every: 'day' },
    })),
  'GET /api/access-requests': ({ taskId }) => [
    { path: '/api/access-requests' },
    { path: `/api/access-requests?taskId=${taskId}` },
  ],
  'POST /api/access-requests/:id/grant': ({ requestId }) => [
    { path: `/api/access-requests/${requestId}/grant` },
  ],
  'POST /api/access-requests/:id/refuse': ({ requestId }) => [
    { path: `/api/access-requests/${requestId}/refuse` },
  ],
  // Needs a secret that is valid for every corp; without it nobody can register a flow.
  'PUT /api/registrations/:taskId': ({ taskId, userId, ...ids }, own) => {
    const people = [{ userId, name: 'Somebody', role: 'signer' }]
    const path = `/api/registrations/${taskId}`
    return [own.corpId, ids.corpId].flatMap((corpId) => [
      { path, body: { corpId, people } },
      { path, body: { corpId, people }, headers: { 'x-flow-signature': wrongSignature() } },
    ])
  },
  'POST /api/registrations': ({ taskId, ...ids }, own) => {
    const headers = { 'x-flow-signature': wrongSignature() }
    return [own.corpId, ids.corpId].flatMap((corpId) => {
      const body = { corpId, flows: [{ taskId, people: [] }] }
      return [
        { path: '/api/registrations', body },
        { path: '/api/registrations', body, headers },
      ]
    })
  },
  // What is answered about accepted rows depends only on the caller's own organisation.
  'POST /api/registrations/import': ({ taskId, userId }) => [
    { path: '/api/registrations/import', body: `${taskId},${userId}` },
    { path: '/api/registrations/import', body: `${taskId},zhangsan` },
  ],
  'GET /api/approvals/:instanceId': ({ instanceId, taskId }) => [
    { path: `/api/approvals/${instanceId}` },
    { path: `/api/approvals/${taskId}` },
  ],
  'POST /api/files': plain('/api/files', {}),
  'GET /api/files/:fileId': ({ fileId }) => [{ path: `/api/files/${fileId}` }],
  'GET /api/me': plain('/api/me'),
  'POST /api/me/realname-url': ({ taskId, userId }) => [
    { path: '/api/me/realname-url', body: { userId } },
    { path: '/api/me/realname-url', body: { returnTo: `/flows/${taskId}` } },
  ],
  'GET /api/me/preferences': plain('/api/me/preferences'),
  'PUT /api/me/preferences': plain('/api/me/preferences', {}),
  'GET /api/readiness': plain('/api/readiness'),
  'GET /api/subscription': plain('/api/subscription'),
  'GET /api/corp': plain('/api/corp'),
  'GET /api/corp/statistics': plain('/api/corp/statistics'),
  'GET /api/corp/outbox': plain('/api/corp/outbox'),
  'POST /api/corp/outbox/retry': plain('/api/corp/outbox/retry', {}),
  'GET /api/corp/statistics.csv': plain('/api/corp/statistics.csv'),
  'POST /api/corp/auth-url': plain('/api/corp/auth-url', {}),
  'POST /api/corp/realname-url': ({ userId }) => [
    { path: '/api/corp/realname-url', body: { userId } },
  ],
  'POST /api/corp/console-url': plain('/api/corp/console-url', {}),
  // The confirmation is missing, so nothing is cancelled.
  'POST /api/corp/cancel-auth': plain('/api/corp/cancel-auth', {}),
  'POST /api/corp/initialise': plain('/api/corp/initialise', {}),
  'GET /api/orders': ({ cursor, orderId }) => [
    { path: '/api/orders' },
    { path: `/api/orders?cursor=${cursor}` },
    { path: `/api/orders?cursor=${Buffer.from(`["${orderId}"]`).toString('base64url')}` },
  ],
  'POST /api/orders/channel': ({ orderId }) => {
    const order = { orderId, quantity: 20, confirmedQuantity: 20, paidFen: 19_900 }
    const body = { ...order, itemCode: 'ITEM-1', itemName: 'Package' }
    return [{ path: '/api/orders/channel', body }]
  },
  'POST /api/orders/resale': ({ orderId }) => {
    const order = { orderId: `${orderId}-R`, quantity: 5, confirmedQuantity: 5 }
    const body = { ...order, validFrom: 4_000_000_000_000, validUntil: 4_000_000_000_000 + day }
    return [{ path: '/api/orders/resale', body }]
  },
  'GET /api/operator/health': (_, { isOperator }) =>
    isOperator ? [] : [{ path: '/api/operator/health' }],
  'GET /api/operator/corps': ({ corpId }, { isOperator }) =>
    isOperator
      ? []
      : [{ path: '/api/operator/corps' }, { path: `/api/operator/corps?q=${corpId}` }],
  'GET /api/operator/corps.csv': ({ corpId }, { isOperator }) =>
    isOperator
      ? []
      : [{ path: '/api/operator/corps.csv' }, { path: `/api/operator/corps.csv?q=${corpId}` }],
  'GET /api/operator/health.csv': none,
  'GET /api/operator/orders.csv': none,
  'GET /api/operator/refused-calls.csv': none,
  'GET /api/operator/corps/:corpId': (ids, own) => [
    { path: `/api/operator/corps/${operatedCorp(ids, own)}` },
  ],
  'GET /api/operator/corps/:corpId/orders': (ids, own) => [
    { path: `/api/operator/corps/${operatedCorp(ids, own)}/orders` },
  ],
  'POST /api/operator/corps/:corpId/purchases': (ids, own) => [
    { path: `/api/operator/corps/${operatedCorp(ids, own)}/purchases`, body: { orderId: 'a' } },
  ],
  'POST /api/operator/corps/:corpId/refresh': (ids, own) => [
    { path: `/api/operator/corps/${operatedCorp(ids, own)}/refresh` },
  ],
  'POST /api/operator/corps/:corpId/initialise': (ids, own) => [
    { path: `/api/operator/corps/${operatedCorp(ids, own)}/initialise` },
  ],
  'POST /api/operator/corps/:corpId/orders': (ids, own) => {
    const order = { orderId: ids.orderId, quantity: 20, confirmedQuantity: 20, paidFen: 19_900 }
    const body = { kind: 'channel', ...order, itemCode: 'ITEM-1', itemName: 'Package' }
    return [{ path: `/api/operator/corps/${operatedCorp(ids, own)}/orders`, body }]
  },
  'POST /api/operator/corps/:corpId/delete-data': (ids, own) => [
    {
      path: `/api/operator/corps/${operatedCorp(ids, own)}/delete-data`,
      body: { confirmation: operatedCorp(ids, own) },
    },
  ],
  'GET /api/jsapi-config': ({ taskId }) => {
    const page = encodeURIComponent(`http://localhost:8080/flows/${taskId}`)
    return [{ path: `/api/jsapi-config?url=${page}` }]
  },
  'GET /api/events': () => [{ path: '/api/events', isStream: true }],
  'GET /api/audit': ({ taskId, cursor }) => [
    { path: '/api/audit' },
    { path: `/api/audit?taskId=${taskId}` },
    { path: `/api/audit?cursor=${cursor}` },
  ],
  'GET /api/audit.csv': ({ taskId }) => [{ path: `/api/audit.csv?taskId=${taskId}` }],
  'POST /callbacks/esign/:secret': ({ taskId }) => [
    {
      path: '/callbacks/esign/not-the-secret',
      body: { action: 'SIGN', taskId, bizData: { status: 'FINISH' } },
    },
  ],
  'POST /callbacks/dingtalk': ({ taskId }) => [
    { path: '/callbacks/dingtalk', body: { encrypt: taskId } },
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
