// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { byItselfHeader } from '#shared/rules/by-itself.ts'
import '#web/app/first-flow.tsx'
import '#web/app/sidebar/sidebar.tsx'
import '#web/features/admin/admin-page.tsx'
import '#web/features/home/list-column.tsx'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { searchField } from './home.ts'
import { address, openDialog, renderApp, resize, seenText, textOf } from './render-app.tsx'

// Windows of at least 1200 pixels.

const app = serveApp()

beforeEach(() => resize(1280))

const navigation = () => screen.findByRole('navigation', { name: '主导航' })
const item = async (name: RegExp) => within(await navigation()).findByRole('link', { name })

describe('the sidebar', () => {
  it('has the lists, how many contracts wait, and says which list is shown', async () => {
    const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING', { as: 'approver' })
    const waiting = await item(/^待我处理/)
    await expect.poll(() => seenText(waiting)).toMatch(/^待我处理(\d+)\1 份等您处理$/)
    await expect.poll(() => waiting.getAttribute('aria-current')).toBe('true')
    expect(screen.queryByRole('tab')).toBeNull()
    await user.click(await item(/^全部/))
    expect(address()).toBe('/?scope=all')
    await expect.poll(async () => (await item(/^全部/)).getAttribute('aria-current')).toBe('page')
    expect(waiting.getAttribute('aria-current')).toBeNull()
    await user.click(await item(/^发起合同/))
    expect(address()).toBe('/start')
  })

  it('leads to the desks those who have them', async () => {
    await renderApp(app(), '/me')
    await item(/^全部/)
    expect(within(await navigation()).queryByText('管理台')).toBeNull()
    const user = await renderApp(app(), '/me', { as: 'admin' })
    await user.click(await item(/^管理台/))
    expect(address()).toBe('/admin')
  })

  it('has a menu of the person: the own page, language, looks and the way out', async () => {
    const user = await renderApp(app(), '/start')
    const account = await within(await navigation()).findByRole('button', { name: /^张三/ })
    expect(seenText(account)).toContain('杭州星河科技有限公司')
    await user.click(account)
    const menu = await openDialog('张三')
    within(menu).getByRole('radio', { name: '深色' })
    await user.click(within(menu).getByRole('radio', { name: 'English' }))
    await item(/^Start a contract/)
    await user.click(within(menu).getByRole('button', { name: 'Sign out' }))
    const question = await openDialog('Sign out?')
    await user.click(within(question).getByRole('button', { name: 'Sign out' }))
    await screen.findByRole('heading', { name: 'You are signed out' })
    expect(address()).toBe('/me')
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    await expect.poll(() => textOf('app-error') ?? address()).not.toBe('/me')
  })
})

describe('the home page beside the list', () => {
  /** Whether each reading of a contract, so far, was of one that shows itself. */
  function watchReadings(): boolean[] {
    const readings: boolean[] = []
    const { fetch } = globalThis
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      if (/^\/api\/flows\/[^/?]+$/.test(url))
        readings.push(new Headers(init.headers).has(byItselfHeader))
      return fetch(url, init)
    })
    return readings
  }

  it('shows the first contract that waits, and opens it when the person does anything there', async () => {
    const readings = watchReadings()
    const user = await renderApp(app(), '/', { as: 'approver' })
    await expect.poll(() => textOf('flow-next-step')).toMatch(/^等待 李四/)
    const title = textOf('flow-title') ?? ''
    expect(address()).toBe('/')
    await user.click(await searchField())
    await user.keyboard('没有这样的合同')
    await screen.findByText('没有找到与“没有这样的合同”有关的合同')
    expect(textOf('flow-title')).toBe(title)
    expect(readings.length).toBeGreaterThan(0)
    expect(readings).not.toContain(false)
    await user.click(screen.getByTestId('flow-next-step'))
    await expect.poll(() => readings.at(-1)).toBe(false)
  })

  it('shows, where nothing waits, the first that the person started', async () => {
    await renderApp(app(), '/')
    await expect.poll(() => textOf('flow-title')).not.toBeNull()
    await expect
      .poll(async () => (await item(/^我发起的/)).getAttribute('aria-current'))
      .toBe('page')
    expect(screen.queryAllByRole('heading', { level: 1 })).toHaveLength(1)
  })

  it('of no contract at all says so once', async () => {
    const nothing = { flows: [], nextCursor: null }
    answerCalls(/\/api\/flows\?/, () => Promise.resolve(Response.json(nothing)))
    await renderApp(app(), '/')
    await expect.poll(() => document.documentElement.classList.contains('has-nothing')).toBe(true)
    const page = await screen.findByRole('main')
    expect(await within(page).findAllByText('还没有合同')).toHaveLength(1)
  })
})

describe('the files beside a contract', () => {
  it('show themselves, which opens none until the person does anything there', async () => {
    const parts: boolean[] = []
    const { fetch } = globalThis
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      if (url.endsWith('/documents/0/content'))
        parts.push(new Headers(init.headers).has(byItselfHeader))
      return fetch(url, init)
    })
    const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
    const files = await screen.findByTestId('files-beside')
    within(files).getByRole('button', { name: '办公设备采购合同.pdf' })
    await expect.poll(() => parts).toContain(true)
    await user.click(screen.getByTestId('flow-next-step'))
    expect(parts).not.toContain(false)
    await user.click(within(files).getByRole('region', { name: '文件内容' }))
    await expect.poll(() => parts.filter((isByItself) => !isByItself)).toHaveLength(1)
  })

  it('are closed and shown again, as this device remembers', async () => {
    const user = await renderApp(app(), '/flows/PRO-SANDBOX-SIGNING')
    const files = await screen.findByTestId('files-beside')
    await user.click(within(files).getByRole('button', { name: '收起文件' }))
    await expect.poll(() => screen.queryByTestId('files-beside')).toBeNull()
    expect(document.documentElement.classList).toContain('files-closed')
    await renderApp(app(), '/flows/PRO-SANDBOX-COMPLETED')
    const again = await screen.findByRole('button', { name: '在页面上显示文件' })
    expect(screen.queryByTestId('files-beside')).toBeNull()
    await user.click(again)
    await screen.findByTestId('files-beside')
    expect(document.documentElement.classList).not.toContain('files-closed')
  })
})

describe('the desk', () => {
  it('has its pages in a menu beside each of them', async () => {
    const user = await renderApp(app(), '/admin', { as: 'admin' })
    const menu = await screen.findByRole('navigation', { name: '管理台' })
    const page = (name: RegExp) => within(menu).findByRole('link', { name })
    await expect.poll(async () => (await page(/^管理台/)).getAttribute('aria-current')).toBe('page')
    await user.click(await page(/^用时与趋势/))
    await screen.findByRole('heading', { level: 1, name: '用时与趋势' })
    expect((await page(/^用时与趋势/)).getAttribute('aria-current')).toBe('page')
    expect((await page(/^管理台/)).getAttribute('aria-current')).toBeNull()
    expect(screen.getAllByTestId('desk-pages')).toHaveLength(1)
  })
})
