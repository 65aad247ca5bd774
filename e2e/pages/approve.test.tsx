// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/dom'
import { expect, it, vi } from 'vitest'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, textOf } from './render-app.tsx'

const app = serveApp()

async function press(): Promise<void> {
  const user = await renderApp(app(), linkTo('SEAL-APPROVAL'), { as: 'approver' })
  const bar = within(await screen.findByTestId('action-bar'))
  const button = () => bar.getByRole('button', { name: '去审批' })
  await waitFor(() => expect(button().hasAttribute('disabled')).toBe(false))
  await user.click(button())
}

/** Presses 去审批, and returns the address that the browser's new tab shows. */
async function approve(): Promise<string> {
  const tab = { location: { replace: vi.fn() }, document: { title: '', body: { textContent: '' } } }
  vi.stubGlobal('open', () => tab)
  await press()
  await waitFor(() => expect(tab.location.replace).toHaveBeenCalled())
  return String(tab.location.replace.mock.calls[0]?.[0])
}

const where = '在 钉钉 › 工作台 › OA审批 › 待我处理 里找“战略合作框架协议用印审批”。复制标题'

it("opens DingTalk's list, and says in words where the approval is", async () => {
  expect(await approve()).toMatch(/^https:\/\/aflow\.dingtalk\.com\/.*#\/upcoming$/)
  await expect.poll(() => textOf('approve-notice')).toBe(where)
})

it('opens the approval itself where it is known', async () => {
  const url = 'https://aflow.dingtalk.com/approval?procInstId=1'
  answerCalls(/\/approval-url$/, async () => Response.json({ mobileUrl: url, pcUrl: url }))
  expect(await approve()).toBe(url)
})

it('says where the approval is even if no address can be had', async () => {
  vi.stubGlobal('open', () => null)
  answerCalls(/\/approval-url$/, async () => Promise.reject(new TypeError('no connection')))
  await press()
  await expect.poll(() => textOf('approve-notice')).toBe(where)
})
