import { expect, it, vi } from 'vitest'
import { operatorCorpViewSchema } from '#shared/schemas/corp/operator.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

it('a renewal whose event was lost counts once an operator names its order', async () => {
  const env = { ...thirdParty, OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` }
  // No events are received.
  const app = await startSandboxedProxy(env)
  const now = Date.now()
  const ended = { order: 'first', at: now - 2_000, item: '标准版', until: now - 1_000 }
  await app.store.corps.updateCorp({ corpId: sandboxCorpId, at: now - 2_000, purchase: ended })
  await app.signIn('wangwu')
  const hasEnded = async () => (await app.get('/api/subscription')).json()
  expect(await hasEnded()).toMatchObject({ hasEnded: true })
  const until = now + 60 * 60_000
  const buy = { what: 'buy', itemName: '专业版', until }
  await app.control('POST', `/corps/${sandboxCorpId}/life`, { ...buy, orderId: '7' })
  await app.control('POST', `/corps/${secondCorpId}/life`, { ...buy, orderId: '8' })
  await app.control('POST', `/corps/${sandboxCorpId}/life`, { ...buy, orderId: '9' })
  const refund = { what: 'close-service', orderId: '9' }
  await app.control('POST', `/corps/${sandboxCorpId}/life`, refund)
  const noEnd = { ...buy, orderId: '10', until: null }
  await app.control('POST', `/corps/${sandboxCorpId}/life`, noEnd)
  const inApp = { ...buy, orderId: '11', isInApp: true }
  await app.control('POST', `/corps/${sandboxCorpId}/life`, inApp)
  const add = (orderId: string) =>
    app.post(`/api/operator/corps/${sandboxCorpId}/purchases`, { orderId })
  const codeOf = async (answer: Response) => problemSchema.parse(await answer.json()).code
  for (const orderId of ['8', '9', '10', '11', '404'])
    expect(await codeOf(await add(orderId))).toBe('market-order-not-found')
  expect(await codeOf(await add(''))).toBe('invalid-request')
  expect(await hasEnded()).toMatchObject({ hasEnded: true })
  const added = operatorCorpViewSchema.parse(await (await add('007')).json())
  expect(added.corp).toMatchObject({ boughtItem: '专业版', boughtUntil: until })
  expect(await hasEnded()).toMatchObject({ hasEnded: false })
  // Stored by DingTalk's number, not as typed.
  const { purchases } = (await app.store.corps.find(sandboxCorpId)) ?? {}
  expect(Object.keys(purchases ?? {}).toSorted()).toEqual(['7', 'first'])
  // The entry may be written after the answer.
  await vi.waitFor(async () => {
    const { items } = await app.store.registry.views.list(sandboxCorpId, { limit: 5 })
    expect(items).toMatchObject([{ kind: 'corp-refreshed', detail: `${sandboxCorpId} 007` }])
  })
  await app.signIn('lisi')
  expect(await codeOf(await add('7'))).toBe('not-operator')
  await app.close()
})
