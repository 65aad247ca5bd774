// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { serveApp } from './app-process.ts'
import { renderApp } from './render-app.tsx'

// The AI assistants that a person lets ask for them.

const app = serveApp({ ASSISTANTS: 'on' })

it('a token is shown once, and withdrawn with one tap', async () => {
  const user = await renderApp(app(), '/me')
  const card = await screen.findByTestId('assistants')
  await user.click(await within(card).findByRole('button', { name: '新建访问令牌' }))
  const sheet = await screen.findByTestId('assistant-sheet')
  await user.type(within(sheet).getByLabelText('助手名称'), '小助手')
  await user.click(within(sheet).getByRole('radio', { name: /也可提议催办/ }))
  await user.click(within(sheet).getByRole('button', { name: '新建' }))
  const token = await within(sheet).findByTestId('assistant-token')
  expect(token.textContent).toMatch(/^cpa_[\w-]{43}$/)
  await within(sheet).findByText('只显示这一次')
  await user.click(within(sheet).getByRole('button', { name: '关闭' }))
  const row = await within(card).findByTestId('assistant')
  expect(row.textContent).toMatch(/小助手.*也可提议催办.*还没有用过/)
  await user.click(within(row).getByRole('button', { name: '撤销 小助手' }))
  await expect.poll(() => within(card).queryByTestId('assistant')).toBeNull()
})

it('a proposal that does not exist is said to be missing', async () => {
  const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING?confirm=nothing')
  const sheet = await screen.findByTestId('proposal-sheet')
  await within(sheet).findByText('没有找到这个提议。')
  expect(within(sheet).queryByRole('button', { name: '确认催办' })).toBeNull()
  await user.click(within(sheet).getByRole('button', { name: '关闭' }))
  await expect.poll(() => location.search).not.toContain('confirm')
})
