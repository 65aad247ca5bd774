// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { address, renderApp, seenAll } from './render-app.tsx'
import { addFiles, addOutsider, dialogOf, finish, openSetting, pdf, press, start } from './start.ts'

// People leave the page while the contract is being started.

const app = serveApp()

const said = () => seenAll('[role="status"]')

/** Holds a start back until the returned function is called. */
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
  await start(user)
  await leave(user)
}

/** Starts on e签宝's page, for which the browser opens this tab. */
async function startByPageAndLeave(user: UserEvent, tab: object | null): Promise<void> {
  const sheet = await openSetting(user, '发起方式')
  await user.click(within(sheet).getByRole('radio', { name: /在 e签宝页面继续/, hidden: true }))
  await finish(user, sheet)
  await addFiles(user, pdf('采购合同.pdf'))
  vi.stubGlobal('open', () => tab)
  await press(user, '去 e签宝页面继续')
  await leave(user)
}

async function leave(user: UserEvent): Promise<void> {
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
})

it('a failure with a code that this build does not know is explained too', async () => {
  const problem = { status: 400, code: 'new-code', title: '', requestId: 'r' }
  const release = holdStart(() => Promise.resolve(Response.json(problem, { status: 400 })))
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  release()
  await expect.poll(said).toContain('发起合同：服务出错了')
})

it('a failure is announced on the current page, and the draft is kept', async () => {
  const release = holdStart(() => Promise.reject(new TypeError('no connection')))
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  release()
  await expect.poll(said).toContain('发起合同：连接失败')
  await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: /^合同/ }))
  await expect.poll(() => screen.queryByText('未发起：《采购合同》')).not.toBeNull()
})

it.each([
  { what: 'a start', status: 200, message: '合同已发起' },
  { what: 'a failure', status: 502, message: '发起合同：没有收到 e签宝的处理结果' },
])('$what that is told late leaves the draft alone that was begun meanwhile', async (late) => {
  const { status, message } = late
  const problem = { status, code: 'outcome-unknown', title: '', requestId: 'r' }
  const answer = status === 200 ? { taskId: 'PRO-1', page: null } : problem
  const release = holdStart(() => Promise.resolve(Response.json(answer, { status })))
  const user = await renderApp(app(), '/start')
  await startAndLeave(user)
  await user.click(within(screen.getByRole('navigation')).getByRole('link', { name: /^合同/ }))
  await user.click(await screen.findByText('未发起：《采购合同》'))
  await press(user, '清空重填')
  await press(user, '清空', await dialogOf('清空所有已填写的内容和文件？'))
  const title = await screen.findByLabelText<HTMLInputElement>('合同名称')
  await expect.poll(() => title.value).toBe('')
  await user.type(title, '另一份')
  release()
  await expect.poll(() => said().join()).toContain(message)
  expect(title.value).toBe('另一份')
  const [stored] = Object.entries(localStorage).filter(([key]) => key.startsWith('start-draft:'))
  expect(JSON.parse(String(stored?.[1])).draft).toMatchObject({ title: '另一份', attempt: null })
})

it('the draft cannot be changed while it is sent', async () => {
  const release = holdStart(() => Promise.reject(new TypeError('no connection')))
  const user = await renderApp(app(), '/start')
  await addFiles(user, pdf('采购合同.pdf'))
  await addOutsider(user, '周外', '13800000000')
  const title = await screen.findByLabelText('合同名称')
  expect(title.closest('[inert]')).toBeNull()
  await start(user)
  await expect.poll(() => title.closest('[inert]')).not.toBeNull()
  release()
  await screen.findByText('再次提交不会重复发起。')
  expect(title.closest('[inert]')).toBeNull()
})

describe('the page of e签宝 on which a contract is made', () => {
  const listed = '合同已创建，还是草稿：可在合同列表中找到，请到 e签宝发出。'

  function openTab() {
    return {
      closed: false,
      document: { body: {} },
      location: { replace: vi.fn<(address: string) => void>() },
      close: vi.fn<() => void>(),
    }
  }

  it('is shown in the tab that was opened for it', async () => {
    const release = holdStart((call) => call())
    const tab = openTab()
    const user = await renderApp(app(), '/start')
    await startByPageAndLeave(user, tab)
    release()
    await expect.poll(said).toContain('请在 e签宝页面完成设置并发出合同。')
    expect(tab.location.replace).toHaveBeenCalledWith(expect.stringContaining('/pages/start/'))
  })

  it('is not said to be open where the browser opened no tab', async () => {
    const release = holdStart((call) => call())
    const user = await renderApp(app(), '/start')
    await startByPageAndLeave(user, null)
    release()
    await expect.poll(said).toContain(listed)
  })

  it('does not replace the page that the person is reading', async () => {
    const link = 'dingtalk://dingtalkclient/action/openapp'
    const release = holdStart(async (call) => {
      const page = { pcUrl: link, mobileUrl: link }
      return Response.json({ ...(await (await call()).json()), page })
    })
    const tab = openTab()
    const user = await renderApp(app(), '/start')
    await startByPageAndLeave(user, tab)
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
    release()
    await expect.poll(said).toContain(listed)
    expect(assign).not.toHaveBeenCalled()
    expect(tab.close).toHaveBeenCalledTimes(1)
  })
})
