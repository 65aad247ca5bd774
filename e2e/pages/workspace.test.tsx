// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { beforeEach, describe, expect, it } from 'vitest'
import '#web/app/sidebar/sidebar.tsx'
import '#web/features/home/list-column.tsx'
import { serveApp } from './app-process.ts'
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
