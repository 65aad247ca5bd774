// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { VitalsReport } from '#shared/schemas/vitals.ts'
import { reportWhenLeft } from './field-data.ts'

vi.mock('#web/dingtalk/platform.ts', () => ({ dingTalkPlatform: 'android' }))

// The observers of the library are the browser's.
vi.mock('web-vitals', () => ({
  onLCP: (keep: (metric: object) => void) => keep({ name: 'LCP', value: 1234.5 }),
  onINP: (keep: (metric: object) => void) => keep({ name: 'INP', value: 700_000 }),
  onCLS: (keep: (metric: object) => void) => keep({ name: 'CLS', value: 0.01 }),
}))

let sent: VitalsReport[]

beforeEach(() => {
  sent = []
  const take = (path: string, body: string) => {
    expect(path).toBe('/api/vitals')
    sent.push(JSON.parse(body))
    return true
  }
  vi.stubGlobal('navigator', { userAgent: 'AliApp(DingTalk/7.6.15.1)', sendBeacon: take })
})

afterEach(() => performance.clearMarks())

const leave = () => dispatchEvent(new Event('pagehide'))

it('reports once what the marks say, and later only what is new', () => {
  performance.mark('auth-code:ok', { startTime: 100 })
  performance.mark('answer', { startTime: 300 })
  performance.mark('alive', { startTime: 900 })
  reportWhenLeft()
  leave()
  expect(sent).toEqual([
    {
      client: 'android',
      version: '7.6.15.1',
      release: '',
      isNew: true,
      isWhite: false,
      hasError: false,
      times: { code: 100, answer: 300, visible: 900, alive: 900 },
      // One of seven hundred seconds is of a device that slept.
      vitals: { lcp: 1235, cls: 0.01 },
      calls: [{ call: 'auth-code', outcome: 'ok' }],
    },
  ])
  leave()
  expect(sent).toHaveLength(1)
  performance.mark('dd-config:refused')
  // However late.
  performance.mark('error', { startTime: 700_000 })
  leave()
  leave()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toMatchObject({
    isNew: false,
    hasError: true,
    times: {},
    vitals: {},
    calls: [{ call: 'dd-config', outcome: 'refused' }],
  })
})
