// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { serveApp } from './app-process.ts'
import { renderApp } from './render-app.tsx'

const app = serveApp()

it('tries the settings when an operator asks for it', async () => {
  const user = await renderApp(app(), '/admin?view=settings', { as: 'wangwu' })
  const section = await screen.findByTestId('settings-checks')
  expect(section.textContent).toContain('只询问，不修改任何内容')
  await user.click(within(section).getByRole('button', { name: '检查' }))
  await expect.poll(() => section.textContent, { timeout: 15_000 }).toMatch(/检查，.*要处理/)
  await user.click(within(await screen.findByTestId('checks-well')).getByRole('button'))
  const rowOf = (name: string) => section.querySelector(`[data-check="${name}"]`)?.textContent
  expect(rowOf('token')).toBe('应用凭证钉钉接受应用凭证。正常')
  expect(rowOf('permission/qyapi_base')).toContain('正常')
  expect(rowOf('esign-verified')).toContain('正常')
})
