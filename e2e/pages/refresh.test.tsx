// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll } from './render-app.tsx'

// A page that is read again by its button says what came of it.

const app = serveApp()

const said = () => seenAll('[role="status"]')
const refresh = () => screen.findByRole('button', { name: '刷新' })

const pages = [
  { what: 'the list', path: '/?scope=all', addresses: /\/api\/flows\?/ },
  {
    what: 'a contract',
    path: '/flows/PRO-SANDBOX-SIGNING',
    addresses: /\/api\/flows\/PRO-SANDBOX-SIGNING/,
  },
]

for (const { what, path, addresses } of pages) {
  it(`${what} was read`, async () => {
    const user = await renderApp(app(), path)
    await user.click(await refresh())
    await expect.poll(said).toContain('已更新')
  })

  it(`${what} could not be read`, async () => {
    const user = await renderApp(app(), path)
    const button = await refresh()
    answerCalls(addresses, () => Promise.reject(new TypeError('no connection')))
    await user.click(button)
    await expect.poll(said).toContain('未能更新')
  })
}

it('a list that is kept says why it is old, also for a code that this build does not know', async () => {
  const user = await renderApp(app(), '/?scope=all')
  const button = await refresh()
  const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
  answerCalls(/\/api\/flows\?/, () => Promise.resolve(Response.json(problem, { status: 400 })))
  await user.click(button)
  await expect
    .poll(() => seenAll('.notice'))
    .toContainEqual(expect.stringMatching(/^服务出错了，显示的是/))
})
