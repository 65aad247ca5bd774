// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Http } from '#web/api/http/http.ts'
import { signInAgain } from './sign-in.ts'

function configure(more: object): void {
  const content = JSON.stringify({ mode: 'live', appKind: 'internal', corpId: 'c', ...more })
  const meta = document.createElement('meta')
  meta.name = 'app-config'
  meta.content = content
  document.head.replaceChildren(meta)
}

beforeEach(() => {
  history.replaceState(null, '', '/start?from=PRO-1#signers')
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('leaves for the page of DingTalk in a browser, and tells who stays', async () => {
  configure({ browserSignIn: true })
  const leave = vi.spyOn(location, 'assign').mockImplementation(() => {})
  const signingIn = signInAgain(new Http('c'))
  const outcome = expect(signingIn).rejects.toMatchObject({ code: 'session-required' })
  await vi.advanceTimersByTimeAsync(0)
  expect(leave.mock.calls).toEqual([
    ['/api/sign-in/dingtalk?returnTo=%2Fstart%3Ffrom%3DPRO-1%23signers'],
  ])
  await vi.advanceTimersByTimeAsync(10_000)
  await outcome
})

it('leaves no page if the settings do not allow it', async () => {
  configure({})
  const leave = vi.spyOn(location, 'assign').mockImplementation(() => {})
  await expect(signInAgain(new Http('c'))).rejects.toMatchObject({ code: 'outside-dingtalk' })
  expect(leave).not.toHaveBeenCalled()
})
