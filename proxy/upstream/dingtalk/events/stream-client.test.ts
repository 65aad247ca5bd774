import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Client } from 'pg'
import { z } from 'zod'
import { startSandbox, thirdPartyApp } from '#sandbox/played.ts'
import { controlOf } from '#proxy/testing/control-sandbox.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { portOf } from '#proxy/testing/listen.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'
import { robotTopic } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import { createEventInbox } from './event-inbox.ts'
import { StreamClient, defaultStreamTimes, type StreamTimes } from './stream-client.ts'
import type { IncomingEvent } from './stream-frames.ts'

/** Short pauses, but long limits for what depends on a busy machine. */
const fast: StreamTimes = {
  openMs: 20_000,
  silentMs: 60_000,
  pongMs: 10_000,
  minPauseMs: 20,
  maxPauseMs: 200,
  steadyMs: 300,
  answerMs: 1_000,
}

const isLong = process.env['LONG'] === '1'
const faults = isLong ? 1_000 : 20
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let taken: IncomingEvent[]
let attempts: number[]
let tickets: string[]
let client: StreamClient
let take: (event: IncomingEvent) => Promise<void>
const newSpies = () => ({
  log: { info: vi.fn(), warn: vi.fn() },
  onGap: vi.fn(),
  onEmpty: vi.fn(),
})
/** New for each test, as a store that one test leaves hanging warns during the next one. */
let spies: ReturnType<typeof newSpies>

const control = (path: string, body: unknown = {}) => controlOf(sandbox.url)('POST', path, body)

const { suiteKey: clientId, suiteSecret: clientSecret } = thirdPartyApp

const ticketSchema = z.object({ endpoint: z.string(), ticket: z.string() })

async function askTicket() {
  attempts.push(performance.now())
  const answer = await fetch(`${sandbox.url}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: JSON.stringify({
      clientId,
      clientSecret,
      subscriptions: [{ type: 'CALLBACK', topic: robotTopic }],
    }),
  })
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`)
  const ticket = ticketSchema.parse(await answer.json())
  tickets.push(ticket.ticket)
  return ticket
}

function open(times: Partial<StreamTimes> = {}): StreamClient {
  return new StreamClient({
    askTicket,
    take: (event) => take(event),
    ...spies,
    now: Date.now,
    times: { ...fast, ...times },
  })
}

function push(eventId: string, more: Record<string, unknown> = {}): Promise<unknown> {
  return control('/events', { clientId, eventType: 'org_suite_change', eventId, ...more })
}

const eventsSchema = z.object({
  events: z.array(z.object({ eventId: z.string(), outcome: z.string(), deliveries: z.number() })),
})

async function sent() {
  const answer = await fetch(`${sandbox.url}/_sandbox/events`)
  return eventsSchema.parse(await answer.json()).events
}

async function connections(): Promise<number> {
  const answer = await fetch(`${sandbox.url}/_sandbox/connections`)
  return z.object({ connections: z.array(z.unknown()) }).parse(await answer.json()).connections
    .length
}

beforeEach(async () => {
  sandbox = await startSandbox({ waitScale: 0.002 })
  taken = []
  attempts = []
  tickets = []
  spies = newSpies()
  take = (event) => {
    taken.push(event)
    return Promise.resolve()
  }
  client = open()
})

afterEach(async () => {
  client.stop()
  await sandbox.close()
})

describe('messages to the robot', () => {
  const framesSchema = z.object({
    frames: z.array(z.object({ msgId: z.string(), code: z.number().nullable() })),
  })

  async function frames() {
    const answer = await fetch(`${sandbox.url}/_sandbox/robot-messages`)
    return framesSchema.parse(await answer.json()).frames
  }

  async function openWith(takeRobotMessage?: (data: unknown) => Promise<void>): Promise<void> {
    client = new StreamClient({
      askTicket,
      take: (event) => take(event),
      takeRobotMessage,
      ...spies,
      now: Date.now,
      times: fast,
    })
    client.start()
    await vi.waitFor(() => expect(client.status.state).toBe('open'))
    await control('/robot-messages', { userId: 'lisi', text: '帮助', msgId: 'one' })
  }

  it('are answered once they are stored', async () => {
    let store = () => {}
    const stored = new Promise<void>((resolve) => (store = resolve))
    const heard: unknown[] = []
    await openWith((data) => {
      heard.push(data)
      return stored
    })
    await vi.waitFor(() => expect(heard).toMatchObject([{ msgId: 'one', senderStaffId: 'lisi' }]))
    expect(await frames()).toEqual([{ msgId: 'one', code: null }])
    store()
    await vi.waitFor(async () => expect(await frames()).toEqual([{ msgId: 'one', code: 200 }]))
  })

  it('are answered as failed if they cannot be stored', async () => {
    await openWith(() => Promise.reject(new Error('store away')))
    await vi.waitFor(async () => expect(await frames()).toEqual([{ msgId: 'one', code: 500 }]))
    expect(spies.log.warn).toHaveBeenCalledWith(
      expect.anything(),
      'message to the robot not stored',
    )
  })

  it('are refused by an app without a robot', async () => {
    await openWith()
    await vi.waitFor(async () => expect(await frames()).toEqual([{ msgId: 'one', code: 404 }]))
  })
})

describe('a line to the gateway', () => {
  it('delivers events, which are acknowledged once they are stored', async () => {
    let store = () => {}
    // The gateway may repeat the event at any time, so there may be several to store.
    const stored = new Promise<void>((resolve) => (store = resolve))
    take = (event) => {
      taken.push(event)
      return stored
    }
    client.start()
    await push('one', { corpId: 'dingcorp', data: { a: 1 }, bornAt: 1_796_000_000_000 })
    await vi.waitFor(() => expect(taken.length).toBeGreaterThan(0))
    expect(taken[0]).toEqual({
      eventId: 'one',
      type: 'org_suite_change',
      corpId: 'dingcorp',
      bornAt: 1_796_000_000_000,
      data: { a: 1 },
    })
    expect(await sent()).toMatchObject([{ outcome: 'pending' }])
    store()
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ outcome: 'acknowledged' }]))
    expect(client.status).toMatchObject({ state: 'open', lastFrameAt: expect.any(Number) })
  })

  it('gets an event again that could not be stored, or not in time', async () => {
    take = (event) => {
      taken.push(event)
      if (taken.length === 1) return Promise.reject(new Error('store away'))
      if (taken.length === 2) return new Promise(() => {})
      return Promise.resolve()
    }
    client = open({ answerMs: 50 })
    client.start()
    await push('one')
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ outcome: 'acknowledged' }]))
    expect(taken.length).toBeGreaterThan(2)
  })

  it('acknowledges an event that was stored in time, although this process was busy until after it', async () => {
    take = async (event) => {
      const { port1, port2 } = new MessageChannel()
      const stored = new Promise((resolve) => port2.once('message', resolve))
      port1.postMessage('stored')
      await Promise.resolve()
      const until = performance.now() + 100
      while (performance.now() < until);
      await stored
      port1.close()
      taken.push(event)
    }
    client = open({ answerMs: 20 })
    client.start()
    await push('one')
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ outcome: 'acknowledged' }]))
    expect(spies.log.warn).not.toHaveBeenCalled()
  })

  it('gets an event again that came without its content, and tells of its organisation', async () => {
    await control('/line-faults', { kind: 'quota' })
    client.start()
    await push('empty', { corpId: 'dingcorp', data: { a: 1 } })
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ outcome: 'acknowledged' }]))
    expect(spies.onEmpty.mock.calls).toEqual([['dingcorp']])
    expect(taken[0]).toMatchObject({ eventId: 'empty', data: { a: 1 } })
  })

  it('opens the new line before it closes the old one', async () => {
    // The gateway does not close the old line within the test.
    await sandbox.close()
    sandbox = await startSandbox({ waitScale: 10 })
    client.start()
    await vi.waitFor(() => expect(client.status.state).toBe('open'))
    await control('/disconnect')
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    await push('one')
    await vi.waitFor(() => expect(taken.length).toBeGreaterThan(0))
    await vi.waitFor(async () => expect(await connections()).toBe(1))
    expect(client.status.state).toBe('open')
    // The only gap is the time before the first line.
    expect(spies.onGap).toHaveBeenCalledTimes(1)
  })

  it('is replaced when nothing comes back on it', async () => {
    client = open({ silentMs: 300, pongMs: 200 })
    client.start()
    await vi.waitFor(() => expect(client.status.state).toBe('open'))
    await control('/line-faults', { kind: 'half-open' })
    await vi.waitFor(() => expect(attempts.length).toBeGreaterThan(1))
    await push('one')
    await vi.waitFor(() => expect(taken.length).toBeGreaterThan(0))
  })

  it('is replaced when it is closed right after opening', async () => {
    const closesAtOnce = createServer().on('upgrade', ({ headers }, socket) => {
      socket.on('error', () => {})
      const accept = createHash('sha1')
        .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64')
      const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
      const closeFrame = [0x88, 0x02, 0x03, 0xe8]
      socket.end(Buffer.concat([Buffer.from(head), Buffer.from(closeFrame)]))
    })
    closesAtOnce.listen(0, '127.0.0.1')
    await once(closesAtOnce, 'listening')
    let asked = 0
    client = new StreamClient({
      askTicket: () => {
        asked += 1
        return Promise.resolve({ endpoint: `ws://127.0.0.1:${portOf(closesAtOnce)}/`, ticket: 'x' })
      },
      take: () => Promise.resolve(),
      log: spies.log,
      now: Date.now,
      times: fast,
    })
    client.start()
    await vi.waitFor(() => expect(asked).toBeGreaterThan(2))
    closesAtOnce.close()
  })

  it('sends any ticket percent-encoded, at any address', async () => {
    const asked: string[] = []
    const refusing = createServer().on('upgrade', ({ url = '' }, socket) => {
      socket.on('error', () => {})
      asked.push(url)
      socket.destroy()
    })
    refusing.listen(0, '127.0.0.1')
    await once(refusing, 'listening')
    const ticket = 'a+b/c=&d%20#e'
    const address = `ws://127.0.0.1:${portOf(refusing)}/connect`
    const endpoints = [address, `${address}?zone=1`]
    client = new StreamClient({
      askTicket: () => Promise.resolve({ endpoint: endpoints.shift() ?? address, ticket }),
      take: () => Promise.resolve(),
      log: spies.log,
      now: Date.now,
      times: fast,
    })
    client.start()
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1))
    expect(asked.slice(0, 2)).toEqual([
      '/connect?ticket=a%2Bb%2Fc%3D%26d%2520%23e',
      '/connect?zone=1&ticket=a%2Bb%2Fc%3D%26d%2520%23e',
    ])
    refusing.close()
  })

  it('stays open while pings are answered, even without events', async () => {
    client = open({ silentMs: 30 })
    client.start()
    await vi.waitFor(() => expect(client.status.state).toBe('open'))
    const { lastFrameAt } = client.status
    await vi.waitFor(() =>
      expect(client.status.lastFrameAt).toBeGreaterThan((lastFrameAt ?? 0) + 200),
    )
    expect(attempts).toHaveLength(1)
  })

  it.each(['<html>', '', '[]', '{"type":"EVENT"}', '{"type":"EVENT","headers":{"messageId":7}}'])(
    'ignores what is not a frame: %j',
    async (text) => {
      client.start()
      await vi.waitFor(() => expect(client.status.state).toBe('open'))
      await control('/line-faults', { kind: 'garbage', text })
      await push('one')
      await vi.waitFor(() => expect(taken.length).toBeGreaterThan(0))
      expect(attempts).toHaveLength(1)
      expect(spies.log.warn).toHaveBeenCalledTimes(1)
    },
  )

  it('logs no secrets', async () => {
    await control('/line-faults', { kind: 'refuse' })
    client.start()
    await vi.waitFor(() => expect(client.status.state).toBe('open'))
    await control('/line-faults', { kind: 'cut' })
    await vi.waitFor(() => expect(attempts.length).toBeGreaterThan(2))
    const said = JSON.stringify(
      [spies.log.warn.mock.calls, spies.log.info.mock.calls],
      (_key, value: unknown) =>
        value instanceof Error ? `${value.stack} ${String(value.cause)}` : value,
    )
    expect(said).not.toContain(clientSecret)
    expect(said).not.toContain('ticket=')
    for (const ticket of tickets) expect(said).not.toContain(ticket)
  })
})

describe('attempts', () => {
  it('come one at a time, with growing, jittered pauses', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    try {
      let asked = 0
      const failing = new StreamClient({
        askTicket: () => {
          asked += 1
          attempts.push(performance.now())
          return Promise.reject(new Error('the gateway is away'))
        },
        take: () => Promise.resolve(),
        log: spies.log,
        now: Date.now,
        random: () => 0.5,
        times: defaultStreamTimes,
      })
      failing.start()
      await vi.advanceTimersByTimeAsync(10 * 60_000)
      failing.stop()
      const pauses = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0))
      expect(pauses.slice(0, 8)).toEqual([1000, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000])
      expect(asked).toBeLessThan(25)
    } finally {
      vi.useRealTimers()
    }
  })

  it('are never made to an invalid address', async () => {
    const wrong = new StreamClient({
      askTicket: () => Promise.resolve({ endpoint: 'file:///etc/passwd', ticket: 'secret+' }),
      take: () => Promise.resolve(),
      log: spies.log,
      now: Date.now,
      times: fast,
    })
    wrong.start()
    await vi.waitFor(() => expect(spies.log.warn).toHaveBeenCalled())
    wrong.stop()
    expect(wrong.status.state).toBe('off')
  })
})

describe(`after ${faults} faults of the line, seed ${seed}`, () => {
  const kinds =
    'drop double delay swap lost-answer refuse half-open cut garbage disconnect store-fails gateway-fails'.split(
      ' ',
    )

  /** How many events a database has for each id. */
  async function countStored(databaseUrl: string): Promise<Record<string, number>> {
    const database = new Client({ connectionString: databaseUrl })
    await database.connect()
    try {
      const counted = await database.query<{ id: string; stored: number }>(
        `select substr(key, 7) as id, count(*)::int as stored from jobs
          where kind = 'event' group by key`,
      )
      return Object.fromEntries(counted.rows.map(({ id, stored }) => [id, stored]))
    } finally {
      await database.end()
    }
  }

  it(
    'every event is stored once, and attempts stay within their pauses',
    async () => {
      const random = randomFrom(seed)
      const databaseUrl = await newDatabase()
      const store = await openStore({ databaseUrl })
      const onStored = vi.fn()
      const inbox = createEventInbox({
        book: store.dingtalkEvents,
        tickets: { keep: () => Promise.resolve() },
        isRelevant: () => true,
        onStored,
        now: Date.now,
      })
      let failures = 2
      let taking = 0
      take = async (event) => {
        taking += 1
        const isAway = failures > 0
        if (isAway) failures -= 1
        // Half of the failures come after the event was stored.
        if (!isAway || taking % 2 === 0) await inbox.take(event)
        if (isAway) throw new Error('the store is away')
      }
      // A late answer on a busy machine must not always look like a dead line.
      client = open({ silentMs: 250, pongMs: 250, maxPauseMs: 60 })
      client.start()
      for (let index = 0; index < faults; index += 1) {
        const kind = kinds[Math.floor(random() * kinds.length)] ?? 'drop'
        if (kind === 'disconnect') await control('/disconnect')
        else if (kind === 'store-fails') failures += 1
        else if (kind === 'gateway-fails') {
          await control('/faults', { match: '/v1.0/gateway', status: 503, times: 1 })
        } else await control('/line-faults', { kind, delayMs: Math.floor(random() * 100) })
        await push(`event-${index}`)
        if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 60))
      }
      await vi.waitFor(async () => {
        const pending = (await sent()).filter(({ outcome }) => outcome !== 'acknowledged')
        expect(pending).toEqual([])
      }, 60_000)
      const events = Array.from({ length: faults }, (_, index) => [`event-${index}`, 1])
      expect(await countStored(databaseUrl)).toEqual(Object.fromEntries(events))
      expect(onStored).toHaveBeenCalledTimes(faults)
      expect(taking).toBeGreaterThan(faults)
      await store.close()
      const sorted = attempts.toSorted((one, other) => one - other)
      const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0))
      // Timers may fire up to a millisecond early.
      expect(Math.min(...gaps, Infinity)).toBeGreaterThanOrEqual(fast.minPauseMs - 1.5)
    },
    isLong ? 600_000 : 60_000,
  )
})
