import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import type { NewEvent } from '#proxy/base/store/corps/event-store.ts'
import { createEventInbox } from './event-inbox.ts'
import { dingtalkEventRoutes } from './event-routes.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'

const token = 'mryue'
const aesKey = 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7'
const suiteKey = 'suite4xxxxxxxxxxxxxxx'
const now = 1_700_000_000_000

const log = { info: vi.fn(), warn: vi.fn() }
/** Stores each event once, as the table does. */
const stored = new Map<string, NewEvent>()
const store = vi.fn((events: readonly NewEvent[]) => {
  const added = events.filter(({ eventId }) => !stored.has(eventId))
  for (const event of added) stored.set(event.eventId, event)
  return Promise.resolve(added.length)
})
const isRelevant = ({ type }: { type: string }) => type.startsWith('org_')
const keep = vi.fn<(ticket: string, at: number) => Promise<void>>()

const app = dingtalkEventRoutes({
  keys: { token, aesKey, ownerKeys: [suiteKey] },
  suiteKey,
  inbox: createEventInbox({
    book: { store },
    tickets: { keep },
    isRelevant,
    onStored: () => {},
    now: () => now,
  }),
  log,
  now: () => now,
})
app.onError((error, c) => c.body(null, error instanceof ProblemError ? error.status : 500))

beforeEach(() => {
  keep.mockReset().mockResolvedValue()
  store.mockClear()
  stored.clear()
})

/** An encryption of our own, independent of the code under test. */
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
    { EventType: 'unheard_of', list: [1, 2] },
    'not even an object',
  ])('is answered with success only: %j', async (event) => {
    await expectSuccess(await push(event))
    expect(keep).not.toHaveBeenCalled()
  })

  it.each(['msg_signature', 'signature'])('may have its signature in %s', async (signature) => {
    await expectSuccess(await push({ EventType: 'check_url' }, { signature }))
  })

  it.each(['timestamp', 'timeStamp'])('may have its time in %s', async (timestamp) => {
    await expectSuccess(await push({ EventType: 'check_url' }, { timestamp }))
  })

  it('carries the suite ticket', async () => {
    await expectSuccess(await push({ ...ticketEvent, TimeStamp: now - 5 }))
    expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-2', now - 5)
  })

  it('may carry the ticket in a batch, without a time of its own', async () => {
    const biz_data = JSON.stringify({ syncAction: 'suite_ticket', suiteTicket: 'ticket-3' })
    const batch = { EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: [{ biz_type: 2, biz_data }] }
    await expectSuccess(await push(batch, { at: now - 1000 }))
    expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-3', now - 1000)
  })

  it('has a short id, and an organisation that can be one', async () => {
    const event = { EventType: 'org_suite_auth', CorpId: 'ding1', eventId: 'x'.repeat(5000) }
    await expectSuccess(await push(event))
    await expectSuccess(await push({ ...event, CorpId: 'd'.repeat(5000) }))
    const [[id, { corpId }] = expect.unreachable()] = [...stored]
    expect(id.length).toBeLessThan(100)
    expect([stored.size, corpId]).toEqual([1, 'ding1'])
  })

  it('for another app is ignored', async () => {
    await expectSuccess(await push({ ...ticketEvent, SuiteKey: 'suite-of-another' }))
    expect(keep).not.toHaveBeenCalled()
  })

  it('is not answered with success when its ticket cannot be stored, so that DingTalk repeats it', async () => {
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
  ])('%s is answered with the status of its kind', async (_which, spelling, status) => {
    expect((await push(ticketEvent, spelling)).status).toBe(status)
    expect(keep).toHaveBeenCalledTimes(status === 200 ? 1 : 0)
  })

  it.each(['', '{}', '[]', '{"encrypt":7}', '{"encrypt":"x"}'])(
    'is refused when it is invalid: %s',
    async (body) => {
      expect((await app.request('/', { method: 'POST', body })).status).toBe(400)
    },
  )

  it('is refused beyond a megabyte', async () => {
    const body = JSON.stringify({ encrypt: 'x'.repeat(1024 * 1024) })
    expect((await app.request('/', { method: 'POST', body })).status).toBe(413)
  })
})

/**
 * From DingTalk's documentation (development-data-format-help); each item is an event of its own.
 */
const items = [
  {
    biz_type: 4,
    biz_id: '1',
    corp_id: 'dingone',
    subscribe_id: '100_0',
    gmt_modified: now - 30,
    biz_data: JSON.stringify({
      syncAction: 'org_suite_auth',
      permanent_code: 'a secret',
      auth_corp_info: { corpid: 'dingone', corp_name: '青山科技' },
    }),
  },
  {
    biz_type: 7,
    biz_id: '2',
    corp_id: 'dingtwo',
    subscribe_id: '100_0',
    gmt_modified: now - 20,
    biz_data: JSON.stringify({ syncAction: 'org_micro_app_stop', agentId: 7 }),
  },
  {
    biz_type: 2,
    biz_id: '100',
    gmt_modified: now - 10,
    biz_data: JSON.stringify({ syncAction: 'suite_ticket', suiteTicket: 'ticket-9' }),
  },
  { biz_type: 13, biz_id: '3', corp_id: 'dingtwo', biz_data: '{"syncAction":"user_add_org"}' },
  { biz_type: 4, biz_data: 'no JSON' },
]

describe('a batch', () => {
  it.each([items, items.toReversed()])(
    'is stored before it is answered, in any order',
    async (...of) => {
      await expectSuccess(await push({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: of }))
      const kept = [...stored.values()].toSorted((one, other) => one.bornAt - other.bornAt)
      expect(kept).toMatchObject([
        { type: 'org_suite_auth', corpId: 'dingone', bornAt: now - 30 },
        { type: 'org_micro_app_stop', corpId: 'dingtwo', bornAt: now - 20 },
      ])
      expect(JSON.stringify(kept)).not.toContain('a secret')
      expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-9', now - 10)
    },
  )

  it('is not stored again when it is repeated', async () => {
    for (const name of ['SYNC_HTTP_PUSH_HIGH', 'SYNC_HTTP_PUSH_MEDIUM'])
      await expectSuccess(await push({ EventType: name, bizData: items }))
    expect(stored.size).toBe(2)
    // The same items with a later time are new events.
    const later = items.map((item) => ({ ...item, gmt_modified: now }))
    await expectSuccess(await push({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: later }))
    expect(stored.size).toBe(4)
  })

  it('is stored in one statement', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      corp_id: `ding${index}`,
      biz_data: '{"syncAction":"org_suite_relieve"}',
    }))
    await expectSuccess(await push({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: many }))
    expect(store).toHaveBeenCalledOnce()
    expect(stored.size).toBe(2_000)
  })

  it('is stored with times until it arrived', async () => {
    const times = [now - 5, now + 1_000, now + 3_600_000, 4e12, 1e300, (now - 5_000) / 1000 + 1e-9]
    const bizData = times.map((gmt_modified, index) => ({
      corp_id: `ding${index}`,
      gmt_modified,
      biz_data: '{"syncAction":"org_suite_relieve"}',
    }))
    await expectSuccess(await push({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData }))
    // Of one from the future nothing is known, so that a look at the same time wins over it.
    const unsure = now - 60_001
    expect(Array.from(stored.values(), ({ bornAt }) => bornAt)).toEqual([
      now - 5,
      now,
      unsure,
      unsure,
      unsure,
      now - 5_000,
    ])
    await push({ ...ticketEvent, TimeStamp: 4e12 })
    expect(keep).toHaveBeenCalledExactlyOnceWith('ticket-2', unsure)
  })

  it('is not answered with success when it cannot be stored', async () => {
    store.mockRejectedValueOnce(new Error('away'))
    const answer = await push({ EventType: 'SYNC_HTTP_PUSH_HIGH', bizData: items })
    expect(answer.status).toBe(503)
  })
})

it('the oldest parameter names are understood', async () => {
  await expectSuccess(
    await push({ EventType: 'suite_relieve', SuiteKey: suiteKey, AuthCorpId: 'dingone' }),
  )
  expect([...stored.values()]).toMatchObject([{ type: 'org_suite_relieve', corpId: 'dingone' }])
})

const forgeries = process.env['LONG'] === undefined ? 1_000 : 10_000
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

it(`none of ${forgeries} forged, replayed, truncated or bit-flipped posts is accepted, seed ${seed}`, async () => {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const good = (id: number) => {
    const event = { EventType: 'org_suite_relieve', AuthCorpId: `ding${id}`, TimeStamp: now }
    const encrypt = encrypted(JSON.stringify(event))
    return {
      at: String(now),
      nonce: `n${id}`,
      encrypt,
      signature: sign(String(now), `n${id}`, encrypt),
    }
  }
  type Post = ReturnType<typeof good>
  const flip = (text: string) => {
    const bytes = Buffer.from(text)
    const at = below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(7))
    return bytes.toString()
  }
  const spoil: ((post: Post, other: Post) => Post)[] = [
    (post) => ({ ...post, signature: flip(post.signature) }),
    (post) => ({ ...post, encrypt: flip(post.encrypt) }),
    (post) => ({ ...post, nonce: flip(post.nonce) }),
    (post) => ({ ...post, at: flip(post.at) }),
    (post) => ({ ...post, signature: post.signature.slice(0, below(40)) }),
    (post) => ({ ...post, encrypt: post.encrypt.slice(0, below(post.encrypt.length)) }),
    (post) => ({ ...post, signature: '0'.repeat(40) }),
    (post, other) => ({ ...post, signature: other.signature }),
    (post, other) => ({ ...post, encrypt: other.encrypt }),
    // Correctly signed, but hours old.
    (post) => {
      const at = String(now - (2 + below(1000)) * 3_600_000)
      return { ...post, at, signature: sign(at, post.nonce, post.encrypt) }
    },
    // Correctly signed, but encrypted with another key.
    (post) => {
      const encrypt = Buffer.from(Array.from({ length: 64 + 16 * below(8) }, () => below(256)))
      const text = encrypt.toString('base64')
      return { ...post, encrypt: text, signature: sign(post.at, post.nonce, text) }
    },
  ]
  const send = ({ at, nonce, encrypt, signature }: Post) => {
    const query = new URLSearchParams({ msg_signature: signature, timestamp: at, nonce })
    const body = JSON.stringify({ encrypt })
    return app.request(`/?${query.toString()}`, { method: 'POST', body })
  }
  const [first, second] = [good(1), good(2)]
  for (const post of [first, second]) await expectSuccess(await send(post))
  const before = new Set(stored.keys())
  expect(before.size).toBe(2)
  for (let index = 0; index < forgeries; index += 1) {
    const [post, other] = random() < 0.5 ? [first, second] : [second, first]
    const forge = spoil[below(spoil.length + 1)]
    // DingTalk repeats events it believes lost, so a duplicate is acknowledged too.
    const status = forge === undefined ? 200 : 400
    const answer = await send(forge?.(post, other) ?? post)
    expect(answer.status).toBe(status)
  }
  expect([...stored.keys()].filter((id) => !before.has(id))).toEqual([])
  expect(keep).not.toHaveBeenCalled()
}, 60_000)
