import { expect, it, vi } from 'vitest'
import { createLauncher } from './launcher.ts'

function setUp(ourCorpId: string | null = null) {
  const warn = vi.fn()
  const allowed = {
    hosts: ['esign.cn'],
    sandboxOrigin: null,
    ownOrigin: 'https://contracts.example',
  }
  const publicUrl = 'https://contracts.example'
  return { warn, launcher: createLauncher({ publicUrl, ourCorpId, allowed, log: { warn } }) }
}

const good = 'https://h5.esign.cn/x'

it('accepts a page whose addresses are all allowed', () => {
  const { launcher } = setUp()
  const page = { taskId: 'AUTH-1', pcUrl: good, mobileUrl: null }
  expect(launcher.check('ding1', page)).toBe(page)
})

it.each([
  { pcUrl: good, mobileUrl: 'https://evil.example/x?token=secret' },
  { pcUrl: 'https://evil.example/x?token=secret', mobileUrl: good },
])('refuses a page with a foreign address, and logs only its host', (page) => {
  const { launcher, warn } = setUp()
  const error = expect.objectContaining({ code: 'launch-host-refused' })
  expect(() => launcher.check('ding1', page)).toThrow(error)
  const line = { corpId: 'ding1', host: 'https://evil.example' }
  expect(warn).toHaveBeenCalledExactlyOnceWith(line, 'page on a host that is not allowed')
})

it('says so when there is no page', () => {
  const { launcher } = setUp()
  const missing = expect.objectContaining({ code: 'launch-page-missing' })
  expect(() => launcher.check('ding1', { pcUrl: null, mobileUrl: null })).toThrow(missing)
})

it('returns people to one of our pages, in their corp', () => {
  expect(setUp().launcher.returnAddress('ding1', '/flows/PRO-1', 'start')).toBe(
    'https://contracts.example/flows/PRO-1?corpId=ding1&returned=start',
  )
  expect(setUp('ding1').launcher.returnAddress('ding1', '/me', 'real-name')).toBe(
    'https://contracts.example/me?returned=real-name',
  )
})
