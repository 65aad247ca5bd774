// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { serveApp } from './app-process.ts'
import { renderApp, seenText } from './render-app.tsx'
import { dialogOf, press } from './start.ts'

const app = serveApp()

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
  await user.click(await button('发送记录', row))
  await screen.findByText('还没有发送过。')
  await user.click(await button('更换密钥', row))
  await press(user, '更换密钥', await dialogOf('更换签名密钥？'))
  await expect.poll(() => seenText(screen.getByTestId('webhook-secret'))).not.toBe(first)
  await user.click(await button('删除', await screen.findByTestId('webhook')))
  await press(user, '删除', await dialogOf('删除这个 Webhook？'))
  await expect.poll(() => screen.queryByTestId('webhook')).toBeNull()
})

it('an address that nothing may be sent to is refused with what to enter instead', async () => {
  const user = await renderApp(app(), '/admin?view=webhooks', { as: 'wangwu' })
  const form = await screen.findByTestId('new-webhook')
  await user.type(within(form).getByRole('textbox'), 'http://10.0.0.8/in')
  await user.click(await button('添加 Webhook', form))
  await expect.poll(() => seenText(form)).toContain('不能向这个地址发送')
  expect(seenText(form)).toContain('https://')
})
