// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it, vi } from 'vitest'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { expectFailure } from './failure-page.ts'
import { renderApp, resize, seenAll, textOf, textsOf } from './render-app.tsx'
import { buttonOf, press } from './start.ts'

// What people see after their organisation's subscription has ended.

const renewalUrl = 'https://example.com/renew'
const app = serveApp({
  DINGTALK_APP_KIND: 'third-party',
  DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.approved,
  RENEWAL_URL: renewalUrl,
})

/** Ends the subscription, and opens a page once the app knows. */
async function openEnded(path: string, ...options: [{ as: string; in?: 'en' }]) {
  await app().sandbox.moveCorp(sandboxCorpId, { what: 'buy', until: Date.now() - 60_000 })
  await renderApp(app(), '/', ...options)
  await expect.poll(async () => (await fetch('/api/readiness')).status).toBe(403)
  return renderApp(app(), path, ...options)
}

const title = '此应用的订阅已到期'

/** A page that is not shown after the end. */
const approval = '/approvals/SANDBOX-INSTANCE-1'

it('tells members whom to ask', async () => {
  await openEnded(approval, { as: 'approver' })
  await expectFailure('subscription-ended', title)
  await expect.poll(() => textOf('whom-to-ask')).toBe('请联系管理员续费：王五、赵六。')
  expect(textOf('app-error')).toContain('看过的合同仍可查看。')
  screen.getByRole('button', { name: 'English' })
  expect(screen.queryByRole('link', { name: '去续费' })).toBeNull()
})

it('leads admins to the page that renews it', async () => {
  await openEnded(approval, { as: 'admin' })
  await expectFailure('subscription-ended', title)
  const link = await screen.findByRole('link', { name: '去续费' })
  expect(link.getAttribute('href')).toBe(renewalUrl)
  expect(link.classList).toContain('adm-button-primary')
  expect(screen.getByRole('button', { name: '返回首页' }).classList).not.toContain(
    'adm-button-primary',
  )
})

it('blocks the start of a contract, and members tell those who can renew', async () => {
  const user = await openEnded('/start', { as: 'approver' })
  await expect
    .poll(() => textOf('readiness'))
    .toBe('此应用的订阅已到期。请联系管理员续费：王五、赵六。 看过的合同仍可查看。')
  await press(user, '通知管理员')
  await expect.poll(() => textOf('blocker')).toMatch(/已通知 .*王五/)
  expect(screen.queryByRole('button', { name: '重试' })).toBeNull()
})

it('says so where no notification can be sent', async () => {
  const problem = { status: 500, code: 'agent-id-missing', title: '', requestId: 'R-1' }
  const user = await openEnded('/start', { as: 'approver' })
  answerCalls(/notify-admins/, () => Promise.resolve(Response.json(problem, { status: 500 })))
  await press(user, '通知管理员')
  await expect.poll(() => textOf('blocker')).toBe('这里不能发送通知，请直接告诉管理员。')
})

it('leads admins who start a contract to the page that renews it', async () => {
  await openEnded('/start', { as: 'admin', in: 'en' })
  const link = await within(await screen.findByTestId('blocker')).findByRole('link', {
    name: 'Renew',
  })
  expect(link.getAttribute('href')).toBe(renewalUrl)
  expect(screen.queryByRole('button', { name: 'Notify the admin' })).toBeNull()
})

it('does not block the start any more once it was renewed', async () => {
  await openEnded('/start', { as: 'approver' })
  await buttonOf('通知管理员')
  await app().sandbox.moveCorp(sandboxCorpId, { what: 'buy', until: Date.now() + 60_000 })
  await expect.poll(async () => (await fetch('/api/readiness')).status).toBe(200)
  document.dispatchEvent(new Event('visibilitychange'))
  expect((await buttonOf('发起签署')).disabled).toBe(false)
  expect(screen.queryByTestId('blocker')).toBeNull()
})

it('is told once to people who want to sign', async () => {
  const user = await openEnded(linkTo('SIGNING'), { as: 'approver' })
  const told = () => textsOf('failure').filter((text) => text?.startsWith(title))
  await expect.poll(told).toHaveLength(1)
  vi.spyOn(window, 'open').mockReturnValue(null)
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  await user.click(await screen.findByRole('button', { name: '去签署' }))
  await expect.poll(() => scrolled.mock.calls.length).toBe(1)
  expect(told()).toHaveLength(1)
})

it('is explained in English', async () => {
  await openEnded(approval, { as: 'approver', in: 'en' })
  await expectFailure('subscription-ended', "The app's subscription has ended")
  await expect
    .poll(() => textOf('whom-to-ask'))
    .toBe('Ask an administrator to renew it: 王五, 赵六.')
})

it('leaves readable what was read before', async () => {
  await openEnded(linkTo('COMPLETED'), { as: 'employee' })
  await expect.poll(() => textOf('flow-status')).toBe('已完成')
})

it('is announced on the first page, with whom to ask', async () => {
  await openEnded('/', { as: 'approver' })
  await expect
    .poll(() => textOf('subscription-ended'))
    .toBe('此应用的订阅已到期。请联系管理员续费：王五、赵六。')
})

it('is told once in a wide window, where the list is beside the page', async () => {
  resize(1280)
  await openEnded('/', { as: 'approver' })
  await screen.findByTestId('flow-title')
  await expect
    .poll(() => textsOf('subscription-ended'))
    .toEqual(['此应用的订阅已到期。请联系管理员续费：王五、赵六。'])
})

it('is told there in English, and admins are led to the page that renews it', async () => {
  await openEnded('/', { as: 'admin', in: 'en' })
  await expect
    .poll(() => textOf('subscription-ended'))
    .toContain("The app's subscription has ended. Once it is renewed, you can go on.")
  const link = await screen.findByRole('link', { name: 'Renew' })
  expect(link.getAttribute('href')).toBe(renewalUrl)
})

it.each([
  { language: 'zh', title: '订阅已到期', link: '去续费' },
  { language: 'en', title: 'The subscription has ended', link: 'Renew' },
] as const)('is first on the list of what admins have to do, in $language', async (words) => {
  await app().sandbox.setCorp(sandboxCorpId, { margin: 0 })
  await openEnded('/admin', { as: 'admin', ...(words.language === 'en' && { in: 'en' }) })
  const link = await screen.findByRole('link', { name: words.link })
  expect(link.getAttribute('href')).toBe(renewalUrl)
  const needs = await screen.findByTestId('needs')
  expect(seenAll('.need-title', needs)[0]).toBe(words.title)
  expect(needs.contains(link)).toBe(true)
})

it('is not told any more to people who return after it was renewed', async () => {
  await openEnded('/', { as: 'approver' })
  await expect.poll(() => textOf('subscription-ended')).toContain(title)
  await app().sandbox.moveCorp(sandboxCorpId, { what: 'buy', until: Date.now() + 60_000 })
  await expect.poll(async () => (await fetch('/api/readiness')).status).toBe(200)
  await expect
    .poll(async () => (await fetch('/api/subscription')).json())
    .toMatchObject({ hasEnded: false, admins: [] })
  document.dispatchEvent(new Event('visibilitychange'))
  await expect.poll(() => screen.queryByTestId('subscription-ended')).toBeNull()
})
