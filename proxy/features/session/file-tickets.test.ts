import { expect, it } from 'vitest'
import { createFileTickets } from './file-tickets.ts'

let now = 1_800_000_000_000
const session = {
  sessionId: 'SESSION-1',
  corpId: 'dingcorp',
  userId: 'lisi',
  name: '李四',
  unionId: 'UNION-1',
  sysLevel: 0,
  signedInAt: now,
  expiresAt: now + 3_600_000,
}
const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)]
const file = '/api/audit.csv?lang=zh'
const ticketsOf = (...secrets: string[]) => createFileTickets(secrets, () => now)

it('a ticket says nothing of its person, and is another each time', () => {
  const [one, other] = [0, 1].map(() => ticketsOf(newer).issue(session, file).target)
  const ticket = new URL(one ?? '', 'http://x').searchParams.get('ticket') ?? ''
  const text = Buffer.from(ticket, 'base64url').toString() + ticket
  for (const secret of ['李四', 'UNION', 'lisi', 'SESSION', 'dingcorp'])
    expect(text).not.toContain(secret)
  expect(one).not.toBe(other)
})

it('a ticket is read while its secret is among those of sessions, for its file and in its time', () => {
  const { target, expiresAt } = ticketsOf(older).issue(session, file)
  expect(ticketsOf(newer, older).read(target)).toEqual(session)
  expect(ticketsOf(newer).read(target)).toBeNull()
  expect(ticketsOf(older).read(target.replace('lang=zh', 'lang=en'))).toBeNull()
  now = expiresAt
  expect(ticketsOf(older).read(target)).toBeNull()
})

it.each(['', 'x', 'A'.repeat(16), 'A'.repeat(200), '...'])('%j is no ticket', (ticket) => {
  expect(ticketsOf(older).read(`${file}&ticket=${ticket}`)).toBeNull()
})
