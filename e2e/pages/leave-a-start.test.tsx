// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { address, renderApp, seenAll } from './render-app.tsx'
import { addFiles, addOutsider, pdf, press, startCalls } from './start.ts'

// Somebody leaves the page on which a contract is being started before the answer is there.

const app = serveApp()

const said = () => seenAll('[role="status"]')

/** Holds a start back, until the function that is returned is called. */
function holdStart(answer: (call: () => Promise<Response>) => Promise<Response>): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  answerCalls(/\/api\/flows$/, async (call) => {
    await held
    return answer(call)
  })
  return () => release()
}

async function startAndLeave(user: UserEvent): Promise<void> {
  await addFiles(user, pdf('采购合同.pdf'))
  await addOutsider(user, '周外', '13800000000')
  await press(user, '发起签署')
  await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: '我的' }))
  await screen.findByRole('heading', { name: '张三' })
}

it('a contract that is started then does not take the person away', async () => {
  const release = holdStart((call) => call())
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  release()
  await expect.poll(said).toContain('合同已发起')
  expect(address()).toBe('/me')
  expect(await startCalls(app().sandbox)).toBe(1)
})

it('a failure that this build does not know is told too', async () => {
  const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
  const release = holdStart(() => Promise.resolve(Response.json(problem, { status: 400 })))
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  release()
  await expect.poll(said).toContain('发起合同：服务出错了')
})

it('a failure is told where the person is, and the draft is kept', async () => {
  const release = holdStart(() => Promise.reject(new TypeError('no connection')))
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  release()
  await expect.poll(said).toContain('发起合同：连接失败')
  await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: /^合同/ }))
  await expect.poll(() => screen.queryByText('未发起：《采购合同》')).not.toBeNull()
})
