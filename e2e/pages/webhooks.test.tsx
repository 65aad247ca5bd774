// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { maxWebhooks } from '#shared/rules/codes/webhook-kind.ts'
import { webhookListSchema } from '#shared/schemas/corp/webhook.ts'
import { startReceiver } from '#proxy/features/webhooks/testing/receiver.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenText } from './render-app.tsx'
import { buttonOf, dialogOf, explanationOf, press } from './start.ts'

const app = serveApp({ WEBHOOK_HOSTS: '127.0.0.1' })

const signing = 'PRO-SANDBOX-SIGNING'

const path = '/api/corp/webhooks'

afterEach(async () => {
  const { webhooks } = webhookListSchema.parse(await (await fetch(path)).json())
  for (const { id } of webhooks)
    await fetch(`${path}/${id}`, { method: 'DELETE', headers: { origin: app().url } })
})

const button = (name: string, within_: HTMLElement = document.body) =>
  within(within_).findByRole('button', { name })

it('an administrator adds a webhook, gets its secret once, renews it and deletes the webhook', async () => {
  const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  await screen.findByText('还没有 Webhook。')
  const form = await screen.findByTestId('new-webhook')
  await user.type(within(form).getByRole('textbox'), 'https://hooks.example.com/in')
  await user.click(within(form).getByRole('checkbox', { name: '有人签署' }))
  await user.click(await button('添加 Webhook', form))
  const row = await screen.findByTestId('webhook')
  expect(seenText(row)).toContain('https://hooks.example.com/in')
  expect(seenText(row)).toContain('开始签署')
  expect(seenText(row)).not.toContain('有人签署')
  const first = seenText(await screen.findByTestId('webhook-secret'))
  expect(first).toContain('whsec_')
  expect(first).toContain('hooks.example.com')
  expect(seenText(row)).toContain('已启用')
  await user.click(await button('发送记录 hooks.example.com', row))
  await screen.findByText('还没有发送过。')
  await screen.findByText('发送记录 · hooks.example.com')
  await user.click(await button('更换密钥 hooks.example.com', row))
  await press(user, '更换密钥', await dialogOf('更换 hooks.example.com 的签名密钥？'))
  await expect.poll(() => seenText(screen.getByTestId('webhook-secret'))).not.toBe(first)
  await user.click(await button('删除 hooks.example.com', await screen.findByTestId('webhook')))
  await press(user, '删除', await dialogOf('删除发往 hooks.example.com 的 Webhook？'))
  await expect.poll(() => screen.queryByTestId('webhook')).toBeNull()
})

it('an address that nothing may be sent to is refused with what to enter instead', async () => {
  const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  const form = await screen.findByTestId('new-webhook')
  await user.type(within(form).getByRole('textbox'), 'http://10.0.0.8/in')
  await user.click(await button('添加 Webhook', form))
  await expect.poll(() => seenText(form)).toContain('不能向这个地址发送')
  expect(explanationOf(within(form).getByRole('textbox'))).toContain('请填写以 https:// 开头的')
})

it('no address can be added beyond as many as there may be, until one is deleted', async () => {
  const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  const form = await screen.findByTestId('new-webhook')
  const headers = { origin: app().url, 'content-type': 'application/json' }
  const url = 'https://hooks.example.com/in'
  const body = JSON.stringify({ url, kinds: ['contract.signed'] })
  for (let count = 0; count < maxWebhooks; count += 1)
    expect((await fetch(path, { method: 'POST', headers, body })).status).toBe(201)
  await user.type(within(form).getByRole('textbox'), url)
  await user.click(await button('添加 Webhook', form))
  await expect.poll(() => seenText(form)).toContain('Webhook 已达上限')
  expect(seenText(form)).toContain('请先删除不再使用的 Webhook')
  expect(screen.queryByTestId('webhook-secret')).toBeNull()
  await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  const again = await screen.findByTestId('new-webhook')
  await within(again).findByText(`最多 ${maxWebhooks} 个，请先删除不用的`)
  await user.type(within(again).getByRole('textbox'), url)
  expect((await buttonOf('添加 Webhook', again)).disabled).toBe(true)
})

it('a delivery that failed is shown with what was sent and answered, and is sent again', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  receiver.answerWith(500, 'out of order')
  const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  const form = await screen.findByTestId('new-webhook')
  await user.type(within(form).getByRole('textbox'), receiver.url)
  await user.click(await button('添加 Webhook', form))
  const row = await screen.findByTestId('webhook')
  // Who signs next has to be known before.
  await fetch(`/api/flows/${signing}`)
  await app().sandbox.advance(signing)
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0)
  const { host } = new URL(receiver.url)
  await user.click(await button(`发送记录 ${host}`, row))
  const delivery = await screen.findByTestId('webhook-delivery')
  await expect.poll(() => seenText(delivery)).toContain('返回 500')
  expect(seenText(delivery)).toContain('有人签署')
  expect(seenText(delivery)).toContain('等待发送')
  await expect.poll(() => seenText(row)).toContain('连续 1 次失败')
  await press(user, '有人签署', delivery)
  expect(seenText(delivery)).toContain(`"taskId":"${signing}"`)
  expect(seenText(delivery)).toContain('out of order')
  receiver.answerWith(204)
  await user.click(await button('重新发送', delivery))
  await expect.poll(() => seenText(delivery)).toContain('已送达')
  expect(seenText(delivery)).not.toContain('out of order')
  await expect.poll(() => seenText(row)).toContain('已启用')
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(1)
})
