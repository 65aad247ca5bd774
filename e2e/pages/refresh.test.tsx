// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { answerCalls, changeFlows } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenAll, seenText } from './render-app.tsx'

// A refresh button announces its result.

const app = serveApp()

const said = () => seenAll('[role="status"]')

/** The button, once what is on the page has been read. */
async function refresh(): Promise<HTMLElement> {
  const button = await screen.findByRole('button', { name: '刷新' })
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false')
  return button
}

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

for (const { what, path, addresses } of pages) {
  it(`the button keeps the focus while ${what} is read, and reads nothing more`, async () => {
    const user = await renderApp(app(), path)
    const button = await refresh()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    let asked = 0
    answerCalls(addresses, async (call) => {
      asked += 1
      await held
      return call()
    })
    button.focus()
    await user.keyboard('{Enter}')
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
    const before = asked
    await user.keyboard('{Enter}')
    expect(asked).toBe(before)
    // A disabled button would lose the focus.
    expect(button.matches(':disabled')).toBe(false)
    answer()
    await expect.poll(said).toContain('已更新')
    expect(document.activeElement).toBe(button)
  })
}

const refusals = [
  {
    code: 'corp-stopped',
    status: 403,
    reason: '您的组织已停用此应用',
    next: '如需继续使用，请组织管理员',
    isLasting: true,
  },
  {
    code: 'corp-not-authorised',
    status: 409,
    reason: '您的组织尚未授权此应用使用 e签宝',
    next: '请联系您组织的管理员',
    isLasting: true,
  },
  {
    code: 'internal-error',
    status: 500,
    reason: '服务出错了',
    next: '请稍后重试',
    isLasting: false,
  },
]

for (const { code, status, reason, next, isLasting } of refusals) {
  it(`a contract that is kept says why it could not be updated: ${code}`, async () => {
    const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
    const button = await refresh()
    const problem = { status, code, title: '', requestId: 'R-1' }
    answerCalls(/\/api\/flows\/PRO-SANDBOX-SIGNING/, () =>
      Promise.resolve(Response.json(problem, { status })),
    )
    await user.click(button)
    const notice = await screen.findByTestId('flow-notice')
    expect(seenText(notice)).toContain(`未能更新，显示的是之前的内容。${reason}`)
    expect(seenText(notice)).not.toContain('R-1')
    expect(within(notice).queryAllByRole('button', { name: '重试' })).toHaveLength(
      isLasting ? 0 : 1,
    )
    await user.click(within(notice).getByRole('button', { name: '详情' }))
    const details = await screen.findByRole('dialog', { name: '详情' })
    expect(seenText(details)).toContain(`${reason}${next}`)
    // A refusal is nothing to report.
    expect(seenText(details).includes('R-1')).toBe(!isLasting)
  })
}

it('a cached list says why it is old, also for a code that this build does not know', async () => {
  const user = await renderApp(app(), '/?scope=all')
  const button = await refresh()
  const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
  answerCalls(/\/api\/flows\?/, () => Promise.resolve(Response.json(problem, { status: 400 })))
  await user.click(button)
  await expect
    .poll(() => seenAll('.notice'))
    .toContainEqual(expect.stringMatching(/^服务出错了，显示的是/))
  expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
})

it('a part of a contract is asked for again only if that helps', async () => {
  const about = { title: '', requestId: 'R-1' }
  changeFlows((view) => ({
    ...view,
    signers: { problem: { status: 409, code: 'corp-not-authorised', ...about } },
    approvals: { problem: { status: 500, code: 'internal-error', ...about } },
  }))
  await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
  const partOf = async (text: RegExp) => (await screen.findByText(text)).closest('.not-read')
  const retry = await screen.findByRole('button', { name: '重试' })
  expect(retry.closest('.not-read')).toBe(await partOf(/^用印审批暂时/))
  expect(await partOf(/^签署人状态暂时无法从 e签宝获取/)).not.toBeNull()
})
