import { describe, expect, it } from 'vitest'
import { createJsapiTickets } from './jsapi-tickets.ts'

const holder = { kind: 'internal', clientId: 'app', corpId: 'corp' } as const
const hourMs = 3_600_000

describe('a JSAPI ticket', () => {
  it('lasts two full hours, however long making it takes', () => {
    let time = 0
    const tickets = createJsapiTickets(() => time++)
    const first = tickets.issueOrRenew(holder)
    expect(first.seconds).toBe(7200)
    expect(tickets.issueOrRenew(holder)).toEqual(first)
  })

  it('is renewed until it is 24 hours old', () => {
    let time = 0
    const tickets = createJsapiTickets(() => time)
    const { value } = tickets.issueOrRenew(holder)
    while (time < 22 * hourMs) {
      time += 1.5 * hourMs
      expect(tickets.issueOrRenew(holder).value).toBe(value)
    }
    expect(tickets.issueOrRenew(holder).seconds).toBe(1.5 * 3600)
    time = 24 * hourMs
    const next = tickets.issueOrRenew(holder)
    expect(next.value).not.toBe(value)
    expect(next.seconds).toBe(7200)
  })
})
