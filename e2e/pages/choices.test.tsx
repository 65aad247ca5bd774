// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { dialogOf } from './start.ts'
import { renderApp, seenAll } from './render-app.tsx'

// Choices and actions while the page is being reread.

const app = serveApp()

/** Watches calls to these URLs. While held, they reach the app, but their answers do not arrive. */
function watchCalls(addresses: RegExp) {
  const calls = { count: 0, areHeld: false, held: [] as (() => void)[] }
  answerCalls(addresses, async (call) => {
    calls.count += 1
    const { areHeld } = calls
    const answer = await call()
    const text = await answer.text()
    if (areHeld) await new Promise<void>((resolve) => calls.held.push(resolve))
    const { status, headers } = answer
    return new Response(text === '' ? null : text, { status, headers })
  })
  return calls
}

/** After two frames, everything received is rendered. */
const twoFrames = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))

const returnToPage = () => document.dispatchEvent(new Event('visibilitychange'))

const isOn = (control: HTMLElement) => control.getAttribute('aria-checked')

/** Toggles a switch during a reread, whose answer arrives first. */
async function switchMeanwhile(
  user: UserEvent,
  control: HTMLElement,
  calls: ReturnType<typeof watchCalls>,
): Promise<void> {
  expect(isOn(control)).toBe('true')
  calls.areHeld = true
  returnToPage()
  await expect.poll(() => calls.held.length).toBe(1)
  await user.click(control)
  await expect.poll(() => calls.held.length).toBe(2)
  calls.areHeld = false
  calls.held[0]?.()
  await twoFrames()
  expect(isOn(control)).toBe('false')
  calls.held[1]?.()
}

it('a choice about a contract stays when an earlier reading arrives, and is read again', async () => {
  const calls = watchCalls(/\/follow$/)
  const user = await renderApp(app(), linkTo('SIGNING'))
  await user.click(within(await screen.findByTestId('flow-choices')).getByRole('button'))
  const sheet = await dialogOf('通知与提醒')
  const hears = await within(sheet).findByRole('switch', { hidden: true })
  const before = calls.count
  await switchMeanwhile(user, hears, calls)
  await expect.poll(() => seenAll('[role="status"]')).toContain('已保存')
  // One read, the change, and one read of its result.
  await expect.poll(() => calls.count).toBe(before + 3)
  expect(isOn(hears)).toBe('false')
})

it('choices about a contract are not opened without a network, and a failure offers a retry', async () => {
  const user = await renderApp(app(), linkTo('SIGNING'))
  const row = within(await screen.findByTestId('flow-choices')).getByRole('button')
  const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  await user.click(row)
  await expect.poll(() => seenAll('[role="status"]')).toContain('没有网络，请稍后再试')
  expect(screen.queryByRole('dialog', { hidden: true })).toBeNull()
  isOnline.mockRestore()
  let isBroken = true
  answerCalls(/\/follow$/, (call) =>
    isBroken
      ? Promise.resolve(Response.json({ status: 500, code: 'internal-error' }, { status: 500 }))
      : call(),
  )
  await user.click(row)
  const sheet = await dialogOf('通知与提醒')
  const retry = await within(sheet).findByRole('button', { name: '重试', hidden: true })
  isBroken = false
  await user.click(retry)
  await within(sheet).findByRole('switch', { hidden: true })
})

it('a choice of news stays when an earlier reading arrives', async () => {
  const calls = watchCalls(/\/preferences$/)
  const user = await renderApp(app(), '/me')
  const card = await screen.findByTestId('news-preferences')
  const completed = await within(card).findByRole('switch', { name: '签署完成' })
  await switchMeanwhile(user, completed, calls)
})

it('two choices of news, one after the other, both stay', async () => {
  const calls = watchCalls(/\/preferences$/)
  const user = await renderApp(app(), '/me')
  const card = await screen.findByTestId('news-preferences')
  // The previous test has toggled another switch.
  const [, , first = card, second = card] = await within(card).findAllByRole('switch')
  calls.areHeld = true
  await user.click(first)
  await user.click(second)
  await expect.poll(() => calls.held.length).toBe(2)
  calls.areHeld = false
  const before = calls.count
  calls.held[0]?.()
  await twoFrames()
  expect(calls.count).toBe(before)
  expect([first, second].map(isOn)).toEqual(['false', 'false'])
  calls.held[1]?.()
  await expect.poll(() => calls.count).toBe(before + 1)
  expect([first, second].map(isOn)).toEqual(['false', 'false'])
})

it('the link of an outside signer is made once while its sheet is open', async () => {
  let made = 0
  answerCalls(/\/sign-link$/, (call) => {
    made += 1
    return call()
  })
  let read = 0
  answerCalls(/\/api\/flows\/PRO-SANDBOX-EXTERNAL$/, async (call) => {
    const answer = await call()
    read += 1
    return answer
  })
  const user = await renderApp(app(), linkTo('EXTERNAL'))
  await user.click(await screen.findByRole('button', { name: '孙八 的签署链接' }))
  const sheet = await dialogOf('提醒 孙八')
  await within(sheet).findByRole('img', { hidden: true })
  const before = read
  returnToPage()
  window.dispatchEvent(new Event('online'))
  // All rereads are requested at the same time.
  await expect.poll(() => read).toBeGreaterThan(before)
  expect(made).toBe(1)
})

it('reminders on the last day cannot be chosen for a contract without a deadline', async () => {
  const user = await renderApp(app(), linkTo('EXTERNAL'))
  await user.click(within(await screen.findByTestId('flow-choices')).getByRole('button'))
  const sheet = await dialogOf('通知与提醒')
  const options = await within(sheet).findAllByRole<HTMLInputElement>('radio', { hidden: true })
  expect(options.map(({ disabled }) => disabled)).toEqual([false, false, false, true])
})
