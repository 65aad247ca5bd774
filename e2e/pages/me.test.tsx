// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { Me } from '#shared/schemas/real-name.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenText } from './render-app.tsx'

// What a person sees of themselves.

const app = serveApp()

function answerWith(realName: Me['realName']): void {
  const me: Me = { name: '张三', role: 'member', isOperator: false, realName }
  answerCalls(/\/api\/me$/, async () => Response.json(me))
}

it('an unknown verification status does not count as missing', async () => {
  answerWith({ ok: { status: 'unknown', statusCode: 'pending', name: null } })
  await renderApp(app(), '/me')
  await screen.findByText('未知状态（pending）')
  expect(screen.queryByRole('button', { name: '去实名认证' })).toBeNull()
  expect(screen.queryByText(/需要先在 e签宝/)).toBeNull()
})

it('a verification that could not be read says so with a request id, and is read again', async () => {
  await app().sandbox.fault({ match: '/v2.0/esign/users/', status: 500 })
  const user = await renderApp(app(), '/me')
  const failure = await screen.findByTestId('failure')
  expect(seenText(failure)).toMatch(/请求编号/)
  await app().sandbox.reset()
  await user.click(within(failure).getByRole('button', { name: '重试' }))
  await expect.poll(() => screen.queryByText('已认证')).not.toBeNull()
  expect(screen.queryByTestId('failure')).toBeNull()
})

it.each([
  {
    role: '管理员',
    as: 'admin',
    helps: '去管理台授权',
    note: '您是管理员，请先在管理台完成授权。',
  },
  { role: '员工', as: 'employee', helps: null, note: '请联系您组织的管理员' },
])('before the app is authorised, a viewer who is $role is offered $helps', async (viewer) => {
  const { as, helps, note } = viewer
  await app().sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
  const user = await renderApp(app(), '/me', { as })
  const failure = await screen.findByTestId('failure')
  await app().sandbox.reset()
  expect(seenText(failure)).toContain(note)
  const buttons = within(failure).queryAllByRole('button')
  expect(buttons.map(seenText)).toEqual(helps === null ? [] : [helps])
  if (as !== 'admin') return
  await user.click(buttons[0] ?? failure)
  await screen.findByTestId('desk-pages')
})

it('what is still being read is announced', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  answerCalls(/\/api\/me(\/|$)/, async (call) => {
    await held
    return call()
  })
  await renderApp(app(), '/me')
  const loading = () => screen.queryAllByRole('status', { name: '正在加载…' })
  // What stands below is drawn with it.
  await expect.poll(loading).toHaveLength(1)
  release()
  await expect.poll(loading).toEqual([])
})
