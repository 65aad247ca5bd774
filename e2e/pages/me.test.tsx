// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { expect, it } from 'vitest'
import type { Me } from '#shared/schemas/real-name.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll } from './render-app.tsx'

// What a person sees of themselves.

const app = serveApp()

function answerWith(realName: Me['realName']): void {
  const me: Me = { name: '张三', role: 'member', isOperator: false, realName }
  answerCalls(/\/api\/me$/, async () => Response.json(me))
}

it('a verification that e签宝 tells in an unknown word is no lack', async () => {
  answerWith({ ok: { status: 'unknown', statusCode: 'pending', name: null } })
  await renderApp(app(), '/me')
  await screen.findByText('未知状态（pending）')
  expect(screen.queryByRole('button', { name: '去实名认证' })).toBeNull()
  expect(screen.queryByText(/需要先在 e签宝/)).toBeNull()
})
