import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { orderSchema, ordersSchema } from '#shared/schemas/corp/order.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import type { AppOptions } from '#proxy/app.ts'

let app: SandboxedProxy

/**
 * Starts an app with an initialised corp, and 李四 as an operator who is no admin, until `app.close`.
 */
async function open(
  env: Record<string, string> = internal,
  more: Partial<AppOptions> = {},
): Promise<void> {
  app = await startSandboxedProxy({ ...env, OPERATOR_USER_IDS: `${sandboxCorpId}:lisi` }, more)
  await app.signIn('lisi')
  await app.post('/api/corp/initialise')
}

/** The same for one test. */
async function start(...parts: Parameters<typeof open>): Promise<void> {
  await open(...parts)
  onTestFinished(() => app.close())
}

const channel = {
  orderId: 'O-2026-1',
  quantity: 20,
  confirmedQuantity: 20,
  itemCode: 'ITEM-1',
  itemName: '合同套餐',
  paidFen: 19_900,
}

const year = 365 * 24 * 60 * 60_000

const resale = {
  orderId: 'O-2026-2',
  quantity: 5,
  confirmedQuantity: 5,
  validFrom: Date.now(),
  validUntil: Date.now() + year,
}

async function place(body: unknown, kind: 'channel' | 'resale' = 'channel') {
  const answer = await app.post(`/api/orders/${kind}`, body)
  const json: unknown = await answer.json()
  return answer.status === 201
    ? orderSchema.parse(json)
    : z.object({ status: z.number(), code: z.string() }).parse(json)
}

async function history() {
  return ordersSchema.parse(await (await app.get('/api/orders')).json()).orders
}

async function margin(): Promise<unknown> {
  const answer = await app.get('/api/readiness')
  return z.object({ contractsLeft: z.number() }).parse(await answer.json()).contractsLeft
}

const change = (fields: Record<string, unknown>) =>
  app.control('PATCH', `/corps/${sandboxCorpId}`, fields)

describe.each(setups)('%s', (_name, env) => {
  beforeEach(() => start(env))

  it('places both kinds of order, and lists them', async () => {
    const { confirmedQuantity: _channel, ...product } = channel
    const { confirmedQuantity: _resale, ...validity } = resale
    const placed = {
      state: 'placed',
      esignOrderId: expect.stringMatching(/^ES/),
      orderedBy: '李四',
      orderedAt: expect.any(Number),
    }
    const ordered = {
      ...product,
      ...placed,
      kind: 'channel',
      validFrom: null,
      validUntil: null,
    }
    const resold = {
      ...validity,
      ...placed,
      kind: 'resale',
      itemCode: null,
      itemName: null,
      paidFen: null,
    }
    expect(await place(channel)).toEqual(ordered)
    expect(await place(resale, 'resale')).toEqual(resold)
    expect(await history()).toEqual([resold, ordered])
    expect(await margin()).toBe(125)
    const [sent] = await app.calls('orders/channel')
    expect(sent?.body).toMatchObject({ payFee: 19_900, quantity: 20, orderId: 'O-2026-1' })
  })

  it('leaves an order open whose answer was lost, when e签宝 refuses it the second time', async () => {
    await app.control('POST', '/faults', { match: 'orders/channel', status: 500, times: 1 })
    const unknown = { status: 502, code: 'outcome-unknown' }
    expect(await place(channel)).toMatchObject(unknown)
    const isV1 = 'ESIGN_GENERATION' in env
    const code = isV1 ? 'invalidRequest.invalidAguemnts' : 'doRepeatOrderError'
    const fault = { match: 'orders/channel', status: 400, body: { code, message: '' }, times: 2 }
    await app.control('POST', '/faults', fault)
    expect(await place(channel)).toMatchObject(unknown)
    expect(await history()).toMatchObject([{ state: 'unknown' }])
    expect(await place({ ...channel, orderId: 'O-2026-2' })).toMatchObject({
      code: isV1 ? 'input-refused' : 'order-repeated',
    })
  })
})

it('places an order once, however often it is sent', async () => {
  await start()
  const first = await place(channel)
  expect(await place(channel)).toEqual(first)
  expect(await app.calls('orders/channel')).toHaveLength(1)
  for (const other of [
    { ...channel, quantity: 21, confirmedQuantity: 21 },
    { ...channel, paidFen: 1 },
  ]) {
    expect(await place(other)).toMatchObject({ status: 409, code: 'order-repeated' })
  }
  const { orderId } = channel
  expect(await place({ ...resale, orderId }, 'resale')).toMatchObject({ code: 'order-repeated' })
  expect(await margin()).toBe(120)
})

it('places an order once when it is sent many times at the same moment', async () => {
  await start()
  await app.control('POST', '/faults', { match: '/v2.0/esign/orders/', delayMs: 200 })
  const placed = await Promise.all(Array.from({ length: 5 }, () => place(channel)))
  expect(placed.map((order) => 'state' in order && order.state)).toEqual(
    Array.from({ length: 5 }, () => 'placed'),
  )
  expect(await margin()).toBe(120)
  expect(await place(channel)).toMatchObject({ esignOrderId: expect.stringMatching(/^ES/) })
})

it('allows an order id again that e签宝 refused', async () => {
  await start()
  await change({ realNameVerified: false })
  expect(await place(channel)).toMatchObject({ status: 502, code: 'upstream-rejected' })
  expect(await history()).toMatchObject([{ state: 'refused', esignOrderId: null }])
  await change({ realNameVerified: true })
  const other = { ...channel, quantity: 30, confirmedQuantity: 30 }
  expect(await place(other)).toMatchObject({ state: 'placed', quantity: 30 })
  expect(await history()).toMatchObject([{ state: 'placed', quantity: 30 }])
})

describe('when e签宝 does not say whether it took an order', () => {
  it('sending it again places it if it was not placed', async () => {
    await start()
    await app.control('POST', '/faults', { match: 'orders/channel', status: 500, times: 1 })
    expect(await place(channel)).toMatchObject({ status: 502, code: 'outcome-unknown' })
    expect(await history()).toMatchObject([{ state: 'unknown', esignOrderId: null }])
    const other = { ...channel, quantity: 30, confirmedQuantity: 30 }
    expect(await place(other)).toMatchObject({ code: 'order-repeated' })
    expect(await place(channel)).toMatchObject({ state: 'placed' })
    expect(await margin()).toBe(120)
  })

  it('sending it again does not buy twice, and an existing id is no proof', async () => {
    await start()
    await app.control('POST', '/faults', { match: 'orders/channel', isCutOff: true, times: 1 })
    expect(await place(channel)).toMatchObject({ status: 502, code: 'outcome-unknown' })
    expect(await margin()).toBe(120)
    expect(await place(channel)).toMatchObject({ status: 502, code: 'outcome-unknown' })
    expect(await history()).toMatchObject([{ state: 'unknown', esignOrderId: null }])
    expect(await margin()).toBe(120)
  })

  it('an id that was used elsewhere is not placed, whether the first attempt arrived or not', async () => {
    await start()
    const taken = { code: 'doRepeatOrderError', message: '订单重复' }
    await app.control('POST', '/faults', { match: 'orders/channel', status: 500, times: 1 })
    expect(await place(channel)).toMatchObject({ code: 'outcome-unknown' })
    const fault = { match: 'orders/channel', status: 400, body: taken, times: 2 }
    await app.control('POST', '/faults', fault)
    expect(await place(channel)).toMatchObject({ status: 502, code: 'outcome-unknown' })
    const other = { ...channel, orderId: 'O-2026-2' }
    expect(await place(other)).toMatchObject({ status: 409, code: 'order-repeated' })
    expect(await history()).toMatchObject([
      { orderId: 'O-2026-2', state: 'refused' },
      { orderId: 'O-2026-1', state: 'unknown' },
    ])
    expect(await margin()).toBe(100)
  })
})

describe('an order is wrong', () => {
  beforeAll(() => open())
  afterAll(() => app.close())

  it.each([
    ['unconfirmed', 'channel', { ...channel, confirmedQuantity: 2 }, 'confirmedQuantity'],
    [
      'without a confirmation',
      'channel',
      { ...channel, confirmedQuantity: undefined },
      'confirmedQuantity',
    ],
    ['of none', 'channel', { ...channel, quantity: 0, confirmedQuantity: 0 }, 'quantity'],
    ['of a part', 'channel', { ...channel, quantity: 1.5, confirmedQuantity: 1.5 }, 'quantity'],
    [
      'of more than anybody needs',
      'channel',
      { ...channel, quantity: 2e6, confirmedQuantity: 2e6 },
      'quantity',
    ],
    ['with a malformed id', 'channel', { ...channel, orderId: 'a b' }, 'orderId'],
    ['without a product', 'channel', { ...channel, itemCode: ' ' }, 'itemCode'],
    ['with a debt', 'channel', { ...channel, paidFen: -1 }, 'paidFen'],
    ['that ends before it begins', 'resale', { ...resale, validUntil: 1 }, 'validUntil'],
    ['that never ends', 'resale', { ...resale, validUntil: undefined }, 'validUntil'],
  ] as const)('%s', async (_name, kind, body, field) => {
    const answer = await app.post(`/api/orders/${kind}`, body)
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'invalid-request',
      title: expect.stringContaining(field),
    })
    expect(await app.calls('orders/')).toEqual([])
    expect(await history()).toEqual([])
  })
})
