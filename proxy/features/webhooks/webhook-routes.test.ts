import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import {
  createdWebhookSchema,
  rotatedWebhookSchema,
  webhookBodySchema,
  webhookDeliveriesSchema,
  webhookListSchema,
} from '#shared/schemas/corp/webhook.ts'
import { maxWebhooks, webhookKinds } from '#shared/rules/codes/webhook-kind.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startReceiver, type Receiver } from './testing/receiver.ts'

const path = '/api/corp/webhooks'

let app: SandboxedProxy
let receiver: Receiver

beforeEach(async () => {
  receiver = await startReceiver()
  const env = {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    OPERATOR_USER_IDS: 'wangwu',
    WEBHOOK_HOSTS: '127.0.0.1',
    QUIET_HOURS: '0-0',
  }
  app = await startSandboxedProxy(env, { from: Date.now })
  await app.initialise()
})

afterEach(async () => {
  await app.close()
  await receiver.close()
})

async function add(more: object = {}) {
  await app.signIn('wangwu')
  const answer = await app.post(path, { url: receiver.url, kinds: webhookKinds, ...more })
  expect(answer.status).toBe(201)
  return createdWebhookSchema.parse(await answer.json())
}

const remove = (id: string) => app.proxy.ask(`${path}/${id}`, { method: 'DELETE' })

async function log(id: string) {
  const answer = await app.get(`${path}/${id}/deliveries`)
  return webhookDeliveriesSchema.parse(await answer.json()).deliveries
}

const bodies = () => receiver.received.map(({ body }) => webhookBodySchema.parse(JSON.parse(body)))

const types = () => bodies().map(({ type }) => type)

describe('a webhook of an organisation', () => {
  it('is told what e签宝 confirms, in order, signed, without titles and names', async () => {
    const { id, secret } = await add()
    const taskId = await app.start(['lisi'])
    await vi.waitFor(() => expect(types()).toEqual(['contract.started']))
    await app.sign(taskId, 'lisi')
    await app.read(taskId)
    await vi.waitFor(() =>
      expect(types()).toEqual(['contract.started', 'contract.signed', 'contract.completed']),
    )
    expect(bodies().map(({ data }) => data.seq)).toEqual([1, 2, 3])
    expect(bodies().at(-1)?.data).toMatchObject({
      corpId: sandboxCorpId,
      taskId,
      status: 'completed',
      signed: { count: 1, total: 1 },
      waitingFor: 0,
    })
    for (const { headers, body } of receiver.received) {
      expect(body).not.toMatch(/采购合同|张三|李四/)
      new Webhook(secret).verify(body, toStrings(headers))
    }
    await app.signIn('wangwu')
    await vi.waitFor(async () =>
      expect(await log(id)).toMatchObject([
        { kind: 'contract.completed', state: 'delivered', status: 204, attempts: 1 },
        { kind: 'contract.signed', state: 'delivered' },
        { kind: 'contract.started', state: 'delivered' },
      ]),
    )
  })

  it('is told titles and names if an admin says so, and only the kinds that were chosen', async () => {
    await add({ withNames: true, kinds: ['contract.refused'] })
    const taskId = await app.start(['lisi'])
    await app.refuse(taskId, 'lisi', '金额不对')
    await app.read(taskId)
    await vi.waitFor(() => expect(types()).toEqual(['contract.refused']))
    expect(bodies()[0]?.data).toMatchObject({ title: '采购合同', initiatorName: '张三' })
  })

  it('is told of a near deadline once e签宝 confirms that nothing has ended', async () => {
    const dayMs = 24 * 60 * 60_000
    await add({ kinds: ['contract.deadline'] })
    const deadline = app.now() + 3 * dayMs
    await app.start(['lisi'], { deadline })
    await app.pass(2 * dayMs + 1000)
    await vi.waitFor(() => expect(types()).toEqual(['contract.deadline']))
    expect(bodies()[0]?.data).toMatchObject({ status: 'signing', waitingFor: 1 })
  })

  it('is told of no deadline, but of the end, if e签宝 says that it has ended', async () => {
    const dayMs = 24 * 60 * 60_000
    await add({ kinds: ['contract.deadline', 'contract.completed'] })
    const taskId = await app.start(['lisi'], { deadline: app.now() + 3 * dayMs })
    await app.sign(taskId, 'lisi')
    await app.pass(2 * dayMs + 1000)
    await vi.waitFor(() => expect(types()).toEqual(['contract.completed']))
    await app.pass(dayMs)
    expect(types()).toEqual(['contract.completed'])
  })

  it('shows what failed, and sends it again', async () => {
    receiver.answerWith(500)
    const { id } = await add({ kinds: ['contract.started'] })
    await app.start(['lisi'])
    await app.signIn('wangwu')
    await vi.waitFor(async () =>
      expect(await log(id)).toMatchObject([{ state: 'waiting', attempts: 1, status: 500 }]),
    )
    const listed = webhookListSchema.parse(await (await app.get(path)).json())
    expect(listed.webhooks).toMatchObject([{ id, failures: 1, endedAt: null }])
    receiver.answerWith(204)
    const [delivery] = await log(id)
    const again = await app.post(`${path}/${id}/deliveries/${delivery?.id}/resend`)
    expect(again.status).toBe(204)
    await vi.waitFor(async () => {
      expect(await log(id)).toMatchObject([{ state: 'delivered', attempts: 1, nextAt: null }])
    }, 3000)
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
    expect((await app.post(`${path}/${id}/deliveries/msg_no/resend`)).status).toBe(404)
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    const details = views.map(({ detail }) => detail?.replace(/:.*/, ''))
    expect(details.filter((one) => one === 'webhook event sent again')).toHaveLength(1)
  })

  it('that takes nothing ten times in a row is told to the admins, once', async () => {
    receiver.answerWith(500)
    const { id } = await add({ kinds: ['contract.started'] })
    await app.start(['lisi'])
    await app.signIn('wangwu')
    await vi.waitFor(async () => expect(await log(id)).toMatchObject([{ attempts: 1 }]))
    // The pauses between attempts with the most that may be added to each.
    for (const minutes of [0.1, 6, 34, 133, 331, 661, 925, 1321, 1585])
      await app.pass(minutes * 60_000)
    expect(receiver.received).toHaveLength(10)
    const told = (await app.messages()).filter(({ text }) => text.includes('Webhook 无法送达'))
    const people = told.flatMap(({ to }) => to)
    expect(people).toContain('wangwu')
    expect(new Set(people).size).toBe(people.length)
    expect(told[0]?.text).not.toContain('/in')
  })

  it('gets a second secret, and both sign for a day', async () => {
    const { id, secret } = await add()
    const rotated = rotatedWebhookSchema.parse(
      await (await app.post(`${path}/${id}/rotate`)).json(),
    )
    expect(rotated.secret).not.toBe(secret)
    await app.start(['lisi'])
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
    expect(String(receiver.received[0]?.headers['webhook-signature'])).toMatch(/^v1,\S+ v1,\S+$/)
    await app.signIn('wangwu')
    const listed = webhookListSchema.parse(await (await app.get(path)).json())
    expect(listed.webhooks).toMatchObject([{ formerUntil: rotated.formerUntil }])
    expect(JSON.stringify(listed)).not.toContain('whsec_')
  })

  it('is set by admins alone, in the audit by its host, and deleted with its log', async () => {
    const { id } = await add()
    const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
    const host = new URL(receiver.url).host
    expect(views[0]).toMatchObject({ kind: 'settings-changed', detail: `webhook added: ${host}` })
    await app.signIn('zhangsan')
    for (const [ask, status] of [
      [() => app.get(path), 403],
      [() => app.post(path, { url: receiver.url, kinds: webhookKinds }), 403],
      [() => app.get(`${path}/${id}/deliveries`), 403],
      [() => app.post(`${path}/${id}/rotate`), 403],
      [() => remove(id), 403],
    ] as const)
      expect((await ask()).status).toBe(status)
    await app.signIn('wangwu')
    expect((await remove(id)).status).toBe(204)
    expect((await remove(id)).status).toBe(404)
    expect((await app.get(`${path}/${id}/deliveries`)).status).toBe(404)
    await app.start(['lisi'])
    await app.proxy.sendDue()
    expect(receiver.received).toEqual([])
  })

  it('has an address that things may be sent to, kinds, and a limited number', async () => {
    await app.signIn('wangwu')
    for (const url of ['https://10.0.0.8/in', 'http://hooks.example.com/in', 'in']) {
      const refused = await app.post(path, { url, kinds: webhookKinds })
      expect(refused.status).toBe(400)
      expect(await refused.json()).toMatchObject({ code: 'webhook-address-refused' })
    }
    for (const kinds of [[], ['contract.opened'], undefined])
      expect((await app.post(path, { url: receiver.url, kinds })).status).toBe(400)
    for (let count = 0; count < maxWebhooks; count += 1) await add()
    const full = await app.post(path, { url: receiver.url, kinds: webhookKinds })
    expect(full.status).toBe(409)
    expect(await full.json()).toMatchObject({ code: 'webhooks-full' })
  })
})

function toStrings(headers: Receiver['received'][number]['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
