import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ProblemError } from '#proxy/http/problem.ts'
import { dingtalkEventRoutes } from './event-routes.ts'

const token = 'mryue'
const aesKey = 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7'
const suiteKey = 'suite4xxxxxxxxxxxxxxx'
const now = 1_700_000_000_000

const log = { info: vi.fn(), warn: vi.fn() }
const keep = vi.fn<(ticket: string, at: number) => Promise<void>>()

const app = dingtalkEventRoutes({
  keys: { token, aesKey, ownerKeys: [suiteKey] },
  suiteKey,
  tickets: { keep },
  log,
  now: () => now,
})
app.onError((error, c) => c.body(null, error instanceof ProblemError ? error.status : 500))

beforeEach(() => {
  keep.mockReset().mockResolvedValue()
})

/** As DingTalk would do it, apart from what is tested. */
const key = Buffer.from(`${aesKey}=`, 'base64')

function encrypted(message: string): string {
  const content = Buffer.from(message)
  const head = Buffer.alloc(20, 1)
  head.writeUInt32BE(content.length, 16)
  const plain = Buffer.concat([head, content, Buffer.from(suiteKey)])
  const padding = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])).toString('base64')
}

function decrypted(text: string): string {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = decipher.update(Buffer.from(text, 'base64'))
  return plain.subarray(20, 20 + plain.readUInt32BE(16)).toString()
}

function sign(...parts: string[]): string {
  return createHash('sha1')
    .update([token, ...parts].toSorted().join(''))
    .digest('hex')
}

type Spelling = { signature?: string; timestamp?: string; at?: number }

async function push(event: unknown, spelling: Spelling = {}): Promise<Response> {
  const { signature = 'msg_signature', timestamp = 'timestamp', at = now } = spelling
  const encrypt = encrypted(JSON.stringify(event))
  const query = new URLSearchParams({
    [signature]: sign(String(at), 'nonce', encrypt),
    [timestamp]: String(at),
    nonce: 'nonce',
  })
  return app.request(`/?${query.toString()}`, { method: 'POST', body: JSON.stringify({ encrypt }) })
}

const replySchema = z.strictObject({
  msg_signature: z.string(),
  timeStamp: z.string(),
  nonce: z.string(),
  encrypt: z.string(),
})

async function expectSuccess(answer: Response): Promise<void> {
  expect(answer.status).toBe(200)
  const reply = replySchema.parse(await answer.json())
  expect(decrypted(reply.encrypt)).toBe('success')
  expect(reply.msg_signature).toBe(sign(reply.timeStamp, reply.nonce, reply.encrypt))
}

const ticketEvent = { EventType: 'suite_ticket', SuiteKey: suiteKey, SuiteTicket: 'ticket-2' }

describe('an event of DingTalk', () => {
  it.each([
    { EventType: 'check_url' },
    { EventType: 'check_update_suite_url', Random: 'abc', TestSuiteKey: 'suite' },
    { EventType: 'org_suite_auth' },
    { EventType: 'unheard_of', list: [1, 2] },
    'not even an object',
  ])('is answered with success, and that is all: %j', async (event) => {
    await expectSuccess(await push(event))
    expect(keep).not.toHaveBeenCalled()
  })

  it.each(['msg_signature', 'signature'])('may be signed in %s', async (signature) => {
    await expectSuccess(await push({ EventType: 'check_url' }, { signature }))
  })

  it.each(['timestamp', 'timeStamp'])('may say its time in %s', async (timestamp) => {
    await expectSuccess(await push({ EventType: 'check_url' }, { timestamp }))
  })

  it('brings the suite ticket', async () => {
    await expectSuccess(await push({ ...ticketEvent, TimeStamp: now - 5 }))
    expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-2', now - 5)
  })

  it('brings it in a batch, too, and without a time of its own', async () => {
    const biz_data = JSON.stringify({ syncAction: 'suite_ticket', suiteTicket: 'ticket-3' })
    const batch = { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: [{ biz_type: 2, biz_data }] }
    await expectSuccess(await push(batch, { at: now - 1000 }))
    expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-3', now - 1000)
  })

  it('for another app brings none', async () => {
    await expectSuccess(await push({ ...ticketEvent, SuiteKey: 'suite-of-another' }))
    expect(keep).not.toHaveBeenCalled()
  })

  it('is not answered with success when its ticket is not kept, so that it comes again', async () => {
    keep.mockRejectedValue(new ProblemError('store-unavailable', 'away'))
    expect((await push(ticketEvent)).status).toBe(503)
  })

  it.each([
    ['two hours old', { at: now - 2 * 3_600_000 }, 400],
    ['from the future', { at: now + 2 * 3_600_000 }, 400],
    ['a minute old', { at: now - 60_000 }, 200],
    ['a minute old, in seconds', { at: (now - 60_000) / 1000 }, 200],
    ['signed elsewhere', { signature: 'somewhere' }, 400],
    ['without a time', { timestamp: 'when' }, 400],
  ])('%s is answered in kind', async (_which, spelling, status) => {
    expect((await push(ticketEvent, spelling)).status).toBe(status)
    expect(keep).toHaveBeenCalledTimes(status === 200 ? 1 : 0)
  })

  it.each(['', '{}', '[]', '{"encrypt":7}', '{"encrypt":"x"}'])(
    'that is none is refused: %s',
    async (body) => {
      expect((await app.request('/', { method: 'POST', body })).status).toBe(400)
    },
  )

  it('beyond a megabyte is refused', async () => {
    const body = JSON.stringify({ encrypt: 'x'.repeat(1024 * 1024) })
    expect((await app.request('/', { method: 'POST', body })).status).toBe(413)
  })
})
