import { expect, it, vi } from 'vitest'
import { createPageAddresses } from './page-addresses.ts'

function setUp(ourCorpId: string | null = null) {
  const warn = vi.fn()
  const allowed = {
    hosts: ['esign.cn'],
    sandboxOrigin: null,
    ownOrigin: 'https://contracts.example',
  }
  const publicUrl = 'https://contracts.example'
  return {
    warn,
    pageAddresses: createPageAddresses({ publicUrl, ourCorpId, allowed, log: { warn } }),
  }
}

const good = 'https://h5.esign.cn/x'

it('accepts a page whose addresses are all allowed', () => {
  const { pageAddresses } = setUp()
  const page = { taskId: 'AUTH-1', pcUrl: good, mobileUrl: null }
  expect(pageAddresses.check('ding1', page)).toBe(page)
})

it.each([
  { pcUrl: good, mobileUrl: 'https://evil.example/x?token=secret' },
  { pcUrl: 'https://evil.example/x?token=secret', mobileUrl: good },
])('refuses a page with a foreign address, and logs only its host', (page) => {
  const { pageAddresses, warn } = setUp()
  const error = expect.objectContaining({ code: 'launch-host-refused' })
  expect(() => pageAddresses.check('ding1', page)).toThrow(error)
  const line = { corpId: 'ding1', host: 'https://evil.example' }
  expect(warn).toHaveBeenCalledExactlyOnceWith(line, 'page on a host that is not allowed')
})

it('says so when there is no page', () => {
  const { pageAddresses } = setUp()
  const missing = expect.objectContaining({ code: 'launch-page-missing' })
  expect(() => pageAddresses.check('ding1', { pcUrl: null, mobileUrl: null })).toThrow(missing)
})

it('returns people to one of our pages, in their corp', () => {
  expect(setUp().pageAddresses.returnAddress('ding1', '/flows/PRO-1', 'start')).toBe(
    'https://contracts.example/flows/PRO-1?corpId=ding1&returned=start',
  )
  expect(setUp('ding1').pageAddresses.returnAddress('ding1', '/me', 'real-name')).toBe(
    'https://contracts.example/me?returned=real-name',
  )
})
